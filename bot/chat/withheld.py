"""The button under pictures that are kept for their requester alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.press import Pressed
from bot.chat.words import withheld

if TYPE_CHECKING:
    from bot.chat.client import Bot


def custom_id_of(job_id: str) -> str:
    """How the button of a job is known."""
    return f"job:withheld:{job_id}"


class WithheldButton(
    Pressed, ui.DynamicItem[ui.Button[Any]], template=r"job:withheld:(?P<job>[0-9a-z]{1,40})"
):
    """Shows them to who asked for them."""

    def __init__(self, job_id: str) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=withheld.SHOW(), style=style, custom_id=custom_id_of(job_id)))
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the job off the button that was pressed."""
        return cls(match["job"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show them, if this is the requester."""
        bot: Bot = interaction.client
        await bot.reveal.show(interaction, self.job_id)
