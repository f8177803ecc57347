"""Buttons that outlive a restart: the job's id is in them, everything else in the database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.explain import explained
from bot.chat.seen import is_new
from bot.chat.words import status

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.chat.requests import Requests


class CancelButton(ui.DynamicItem[ui.Button[Any]], template=r"job:cancel:(?P<job>[0-9a-z]{1,40})"):
    """Stops a job that is under way."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            ui.Button(
                label=status.CANCEL(), style=discord.ButtonStyle.secondary, custom_id=f"job:cancel:{job_id}"
            )
        )
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the job off the button that was pressed."""
        return cls(match["job"])

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each press through once."""
        return is_new(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask the engine to stop, if this person may."""
        async with explained(interaction):
            await requests_of(interaction).cancel(interaction, self.job_id)


class RetryButton(ui.DynamicItem[ui.Button[Any]], template=r"job:again:(?P<job>[0-9a-z]{1,40})"):
    """Asks for the same once more, as a new job."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            ui.Button(
                label=status.AGAIN(), style=discord.ButtonStyle.primary, custom_id=f"job:again:{job_id}"
            )
        )
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the job off the button that was pressed."""
        return cls(match["job"])

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each press through once."""
        return is_new(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Accept a copy of the request."""
        async with explained(interaction):
            await requests_of(interaction).repeat(interaction, self.job_id)


def requests_of(interaction: discord.Interaction[Any]) -> Requests:
    """What the bot that was pressed works with."""
    bot: Bot = interaction.client
    return bot.requests


#: Registered at start, so that old messages stay alive.
BUTTONS = (CancelButton, RetryButton)
