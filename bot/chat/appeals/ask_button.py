"""The button below a refusal that asks moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.press import ID, KeyButton
from bot.chat.words import appeals as words

if TYPE_CHECKING:
    from bot.chat.client import Bot


class AskButton(KeyButton, begins="appeal:ask", holds=ID, label=words.ASK):
    """Asks moderators for what was refused. The wish is kept as a draft."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask, once."""
        bot: Bot = interaction.client
        await bot.appeals.ask(interaction, self.key)
