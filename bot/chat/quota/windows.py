"""The windows of the panel of limits: an amount, and extra credits. What they are about is in their id."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.forms import open_window
from bot.chat.i18n import to_type
from bot.chat.quota.given import LONGEST_REASON
from bot.chat.quota.keys import amount_of, key_of, whose
from bot.chat.words import quota_panel as words
from bot.chat.words.typed import NO_LIMIT
from bot.domain.quota import Measure, Rule, Scope

#: Names of the inputs.
AMOUNT, CREDITS, EXPIRES, REASON = "amount", "credits", "expires", "reason"
#: Longer than any amount, so that what is too long is told in words.
_ROOM = 40


async def open_amount(interaction: discord.Interaction[Any], place: Rule, seen: Rule | None) -> None:
    """Ask how much, in place of what is seen now."""
    measure = place.measure
    how = words.WINDOW_PAUSE() if measure is Measure.COOLDOWN else words.WINDOW_NUMBER()
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=AMOUNT, default=_written(seen), required=False, max_length=_ROOM
    )
    await open_window(
        interaction,
        f"quota:amount:{key_of(place)}:{amount_of(seen)}",
        words.WINDOW_AMOUNT[measure](),
        [ui.Label(text=words.WINDOW_AMOUNT[measure](), description=how, component=field)],
    )


async def open_gift(interaction: discord.Interaction[Any], scope: Scope, subject_id: int) -> None:
    """Ask for extra credits."""
    how_many: ui.TextInput[Any] = ui.TextInput(custom_id=CREDITS, max_length=_ROOM)
    how_long: ui.TextInput[Any] = ui.TextInput(custom_id=EXPIRES, required=False, max_length=_ROOM)
    why: ui.TextInput[Any] = ui.TextInput(custom_id=REASON, required=False, max_length=LONGEST_REASON)
    await open_window(
        interaction,
        f"quota:gift:{whose(scope, subject_id)}",
        words.WINDOW_GIVE(),
        [
            ui.Label(text=words.WINDOW_CREDITS(), description=words.WINDOW_CREDITS_HOW(), component=how_many),
            ui.Label(text=words.WINDOW_EXPIRES(), description=words.WINDOW_EXPIRES_HOW(), component=how_long),
            ui.Label(text=words.WINDOW_REASON(), description=words.WINDOW_REASON_HOW(), component=why),
        ],
    )


def _written(rule: Rule | None) -> str | None:
    """The amount as one would write it."""
    if rule is None:
        return None
    return to_type(NO_LIMIT) if rule.amount is None else str(rule.amount)
