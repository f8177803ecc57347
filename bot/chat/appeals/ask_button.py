"""The button below a refusal that asks moderators, and the window for why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.appeals.reason import reason_field
from bot.chat.forms import Form, Written, open_window
from bot.chat.press import ID, KeyButton
from bot.chat.words import appeals as words

if TYPE_CHECKING:
    from bot.chat.client import Bot


_WHY = "why"


class AskButton(KeyButton, begins="appeal:ask", holds=ID, label=words.ASK):
    """Asks moderators for what was refused. The wish is kept as a draft."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask why, unless it can be painted by now."""
        bot: Bot = interaction.client
        pleading = bot.appeals.pleading
        draft = await pleading.draft(interaction, self.key)
        if await pleading.refusal(interaction, draft) is None:
            await pleading.paint(interaction, self.key)
        else:
            await _open_window(interaction, self.key)


async def _open_window(interaction: discord.Interaction[Any], draft_id: str) -> None:
    field = reason_field(_WHY)
    label = ui.Label(text=words.ASK_LABEL(), description=words.ASK_DESCRIPTION(), component=field)
    await open_window(interaction, f"appeal:asked:{draft_id}", words.ASK(), [label])


async def _take(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    bot: Bot = interaction.client
    await bot.appeals.ask(interaction, match["draft"], why=written[_WHY].strip())


ASK_FORM = Form(rf"appeal:asked:(?P<draft>{ID})", _take)
