"""Buttons that outlive a restart: the job's id is in them, everything else in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.press import ID, KeyButton
from bot.chat.words import status

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.chat.requests import Requests


class CancelButton(KeyButton, begins="job:cancel", holds=ID, label=status.CANCEL):
    """Stops a job that is under way."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask the engine to stop, if this person may."""
        await requests_of(interaction).cancel(interaction, self.key)


class RetryButton(
    KeyButton, begins="job:again", holds=ID, label=status.AGAIN, style=discord.ButtonStyle.primary
):
    """Asks for the same once more, as a new job."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Accept a copy of the request."""
        await requests_of(interaction).repeat(interaction, self.key)


def requests_of(interaction: discord.Interaction[Any]) -> Requests:
    """What the bot that was pressed works with."""
    bot: Bot = interaction.client
    return bot.requests


#: Registered at start, so that old messages stay alive.
BUTTONS = (CancelButton, RetryButton)
