"""How panels are answered: in place, or to the asker alone; and what a decision on one came to."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.words import changes
from bot.chat.words import channel_panel as words
from bot.engine.decide import Decided


async def answer(interaction: discord.Interaction[Any], panel: ui.LayoutView) -> None:
    """Show it in place of the panel that was pressed, or as one that only the asker sees."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=panel)
    elif interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(view=panel)
    else:
        await interaction.response.send_message(view=panel, ephemeral=True)


def outcome(decided: Decided[Any]) -> list[str]:
    """What a press came to, and what others did meanwhile."""
    if decided.now is None:
        return [words.not_saved(_who(decided), changes.changes(decided.meanwhile))]
    return [words.saved(), *happened(decided)]


def happened(decided: Decided[Any]) -> list[str]:
    """What others did meanwhile, if they did anything."""
    who = _who(decided)
    return [words.meanwhile(who, changes.changes(decided.meanwhile))] if who else []


def _who(decided: Decided[Any]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(change.by_user_id for change in decided.meanwhile))
