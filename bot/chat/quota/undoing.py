"""Taking back what has no place of its own on a button: a price, or that credits are counted anew.

The button holds the number under which the audit knows the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, text
from bot.chat.explain import whisper
from bot.chat.press import KeyButton
from bot.chat.quota.given import left_now
from bot.chat.rights import require_command
from bot.chat.words import quota_answers as words
from bot.chat.words import quota_prices as prices
from bot.domain.errors import DecidedSince, PriceChanged
from bot.domain.quota import Bucket
from bot.store.changes import Change
from bot.store.prices import AREA as PRICE
from bot.store.prices import kind_of
from bot.store.resets import KEY as RESET

if TYPE_CHECKING:
    from bot.chat.client import Bot


def reset_card(bucket: Bucket, change_id: int) -> Layout:
    """It is counted from 0 again."""
    said = text(words.reset(bucket.scope, bucket.subject_id))
    return layout(FINE, [said, *undo_of(change_id)])


def undo_of(change_id: int | None) -> list[Piece]:
    """The button below; none where nothing was changed."""
    return [] if change_id is None else [ui.ActionRow(ChangeUndoButton(change_id))]


class ChangeUndoButton(KeyButton, begins="quota:back", holds=r"[0-9]{1,18}", label=words.UNDO):
    """Takes a change back, unless somebody has decided since."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, or tell what was decided since."""
        guild_id = await require_command(interaction, "quota")
        bot: Bot = interaction.client
        change = await bot.store.changes.get(guild_id, self.number)
        if change is not None and change.area == PRICE:
            lines = await _take_back_price(bot, change, by=interaction.user.id)
        elif change is not None and change.key == RESET:
            lines = await _take_back_reset(bot, guild_id, self.number, by=interaction.user.id)
        else:
            await whisper(interaction, words.NO_SUCH_RULE())
            return
        await interaction.response.edit_message(view=layout(QUIET, [text(*lines)]))


async def _take_back_price(bot: Bot, change: Change, *, by: int) -> list[str]:
    kind = kind_of(change.subject)
    try:
        await bot.store.prices.set(change.guild_id, kind, change.before, by=by, seen=change.after)
    except PriceChanged as changed:
        who = await bot.store.changes.last_by(
            change.guild_id, area=change.area, subject=change.subject, key=change.key
        )
        return [f"{prices.meanwhile(kind, changed.credits, who)} {words.left_as_it_is()}"]
    return [prices.undone(kind, change.before)]


async def _take_back_reset(bot: Bot, guild_id: int, change_id: int, *, by: int) -> list[str]:
    try:
        bucket = await bot.store.quotas.take_back_reset(guild_id, change_id, by=by)
    except DecidedSince as since:
        return [f"{words.decided_anew(since.by)} {words.left_as_it_is()}"]
    return [words.reset_undone(bucket.scope, bucket.subject_id), await left_now(bot, bucket)]
