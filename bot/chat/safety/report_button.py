"""The button under a picture that asks moderators to look at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.press import Pressed
from bot.chat.words import reports
from bot.domain.job import Job

if TYPE_CHECKING:
    from bot.chat.client import Bot


class ReportButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=r"report:open:(?P<job>[0-9a-z]{1,40})"):
    """Asks anybody who sees the picture for a reason."""

    def __init__(self, job_id: str) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=reports.REPORT(), style=style, custom_id=f"report:open:{job_id}"))
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the job off the button that was pressed."""
        return cls(match["job"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window."""
        bot: Bot = interaction.client
        await bot.moderation.reports.ask(interaction, self.job_id)


def has_moderators(job: Job) -> bool:
    """Whether somebody may read a report: it was asked for in a guild, which the bot is in or may be in."""
    return job.origin.guild_id is not None and (job.origin.can_post or job.private)
