"""Windows of reports: why a picture is reported, and how long its requester is blocked."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ui

from bot.chat.forms import Form, Written, open_window
from bot.chat.press import ID
from bot.chat.safety.presses import CASE, moderation_of
from bot.chat.safety.rights import require_desk
from bot.chat.words import reports
from bot.domain.safety import LONGEST_REASON, Decision

_REASON, _HOW_LONG = "reason", "duration"
#: How "until a moderator lifts it" is sent.
_FOR_EVER = "0"
#: Which of the durations is chosen to begin with.
_USUAL = 1


async def ask_for_reason(interaction: discord.Interaction[Any], job_id: str) -> None:
    """Ask who reports what is wrong."""
    said: ui.TextInput[Any] = ui.TextInput(
        custom_id=_REASON,
        style=discord.TextStyle.paragraph,
        placeholder=reports.WINDOW_PLACEHOLDER(),
        max_length=LONGEST_REASON,
    )
    label, description = reports.WINDOW_LABEL(), reports.WINDOW_DESCRIPTION()
    fields = [ui.Label[Any](text=label, description=description, component=said)]
    await open_window(interaction, f"report:reason:{job_id}", reports.WINDOW(), fields)


async def ask_for_block(interaction: discord.Interaction[Any], case_id: str) -> None:
    """Ask how long who made a reported picture is blocked, and why."""
    options = [
        discord.SelectOption(label=label(), value=str(seconds or _FOR_EVER), default=place == _USUAL)
        for place, (seconds, label) in enumerate(reports.DURATIONS)
    ]
    how_long: ui.Select[Any] = ui.Select(custom_id=_HOW_LONG, options=options)
    why: ui.TextInput[Any] = ui.TextInput(custom_id=_REASON, max_length=LONGEST_REASON)
    fields = [
        ui.Label[Any](text=reports.HOW_LONG(), component=how_long),
        ui.Label[Any](text=reports.WHY(), component=why),
    ]
    await open_window(interaction, f"report:blocked:{case_id}", reports.BLOCK_WINDOW(), fields)


async def _reported(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    await moderation_of(interaction).reports.take(interaction, match["job"], written[_REASON])


async def _blocked(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    await require_desk(interaction)
    chosen = written[_HOW_LONG]
    seconds = None if chosen == _FOR_EVER else int(chosen)
    decide = moderation_of(interaction).reports.decide
    await decide(interaction, match["case"], Decision.BLOCK, seconds=seconds, reason=written[_REASON])


FORMS = (
    Form(rf"report:reason:(?P<job>{ID})", _reported),
    Form(rf"report:blocked:(?P<case>{CASE})", _blocked),
)
