"""`/errors`: what went wrong in this server, for those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper
from bot.chat.permissions import require_moderator
from bot.chat.words import failure, prompts, replies
from bot.store.failures import Failure

if TYPE_CHECKING:
    from bot.chat.client import Bot

_MOST = 20
_USUAL = 10
#: A message holds 2,000 characters.
_ROOM = 1900


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Errors(commands.GroupCog, group_name="errors", group_description=prompts.ERRORS):
    """The error history of a server."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=prompts.ERRORS_RECENT)
    @app_commands.describe(count=prompts.HOW_MANY, error_id=prompts.ERROR_ID)
    async def recent(
        self,
        interaction: discord.Interaction[Any],
        count: app_commands.Range[int, 1, _MOST] = _USUAL,
        error_id: str | None = None,
    ) -> None:
        guild_id = require_moderator(interaction)
        found = await self._find(guild_id, count, error_id)
        none = replies.NO_SUCH_ERROR() if error_id else replies.NO_ERRORS()
        await whisper(interaction, replies.joined([_line(each) for each in found], _ROOM) or none)

    async def _find(self, guild_id: int, count: int, error_id: str | None) -> list[Failure]:
        failures = self.bot.store.failures
        if error_id is None:
            return await failures.recent(guild_id, limit=count)
        one = await failures.get(guild_id, error_id)
        return [one] if one else []


def _line(row: Failure) -> str:
    return replies.error_entry(
        error_id=row.error_id, code=row.code, user_id=row.user_id, at_ms=row.at, advice=failure(row.code).next
    )


async def setup(bot: Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Errors(bot))
