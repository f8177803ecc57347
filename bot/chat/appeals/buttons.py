"""What moderators press on the card of an appeal, and the window for a no. Rights are checked each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.appeals.reason import reason_field
from bot.chat.forms import Form, Written, open_window
from bot.chat.press import ID, KeyButton
from bot.chat.safety.rights import require_desk
from bot.chat.words import appeals as words

if TYPE_CHECKING:
    from bot.chat.appeals.appeals import Appeals
    from bot.chat.client import Bot

_REASON = "reason"


class ApproveButton(
    KeyButton, begins="appeal:approve", holds=ID, label=words.APPROVE, style=discord.ButtonStyle.success
):
    """Says yes."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Have it painted, if it is still to be decided."""
        guild_id = await require_desk(interaction)
        await appeals_of(interaction).approve(interaction, guild_id, self.key)


class DenyButton(KeyButton, begins="appeal:deny", holds=ID, label=words.DENY):
    """Says no, after asking why."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask why, if it is still to be decided."""
        guild_id = await require_desk(interaction)
        if await appeals_of(interaction).is_open(interaction, guild_id, self.key):
            await _open_reason(interaction, self.key)


async def _open_reason(interaction: discord.Interaction[Any], appeal_id: str) -> None:
    field = reason_field(_REASON)
    label = ui.Label(text=words.WINDOW_LABEL(), description=words.WINDOW_DESCRIPTION(), component=field)
    await open_window(interaction, f"appeal:denied:{appeal_id}", words.WINDOW(), [label])


async def _take_reason(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    guild_id = await require_desk(interaction)
    await appeals_of(interaction).deny(interaction, guild_id, match["appeal"], written[_REASON].strip())


def appeals_of(interaction: discord.Interaction[Any]) -> Appeals:
    """Those of the bot that was pressed."""
    bot: Bot = interaction.client
    return bot.appeals


APPEAL_BUTTONS = (ApproveButton, DenyButton)
APPEAL_FORMS = (Form(rf"appeal:denied:(?P<appeal>{ID})", _take_reason),)
