"""The button under pictures that are kept for their requester alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.press import ID, KeyButton
from bot.chat.words import withheld

if TYPE_CHECKING:
    from bot.chat.client import Bot


class WithheldButton(KeyButton, begins="job:withheld", holds=ID, label=withheld.SHOW):
    """Shows them to who asked for them."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show them, if this is the requester."""
        bot: Bot = interaction.client
        await bot.reveal.show(interaction, self.key)
