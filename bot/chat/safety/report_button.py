"""The button under a picture that asks moderators to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.press import ID, KeyButton
from bot.chat.words import reports
from bot.domain.job import Job

if TYPE_CHECKING:
    from bot.chat.client import Bot


class ReportButton(KeyButton, begins="report:open", holds=ID, label=reports.REPORT):
    """Asks anybody who sees the picture for a reason."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window."""
        bot: Bot = interaction.client
        await bot.moderation.reports.ask(interaction, self.key)


def has_moderators(job: Job) -> bool:
    """Whether somebody may read a report: it was asked for in a guild, which the bot is in or may be in."""
    return job.origin.guild_id is not None and (job.origin.can_post or job.private)
