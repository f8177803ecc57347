"""`/quota`: how many credits are left, and how many there are a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper
from bot.chat.permissions import require_moderator
from bot.chat.words import prompts, replies
from bot.domain.quota import Bucket, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: No limit is larger; sums stay far inside the database's integers.
MOST_CREDITS = 1_000_000_000


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Quota(commands.GroupCog, group_name="quota", group_description=prompts.QUOTA):
    """Credits, for members to see and moderators to set.

    Discord hides whole commands only, never a part of one, so `set` is seen by all and checked when used.
    """

    limits = app_commands.Group(name="set", description=prompts.QUOTA_SET)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=prompts.QUOTA_SHOW)
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        standings = await self.bot.store.quotas.standing(
            interaction.guild_id, interaction.user.id, now_ms=self.bot.clock.wall_ms()
        )
        await whisper(interaction, replies.standings(standings))

    @limits.command(description=prompts.QUOTA_SERVER)
    @app_commands.describe(credits_a_day=prompts.CREDITS)
    @app_commands.rename(credits_a_day="credits")
    async def server(self, interaction: discord.Interaction[Any], credits_a_day: int | None = None) -> None:
        guild_id = require_moderator(interaction)
        await self._limit(interaction, Bucket(Scope.GUILD, guild_id), credits_a_day)

    @limits.command(description=prompts.QUOTA_EVERYONE)
    @app_commands.describe(credits_a_day=prompts.CREDITS)
    @app_commands.rename(credits_a_day="credits")
    async def everyone(self, interaction: discord.Interaction[Any], credits_a_day: int | None = None) -> None:
        guild_id = require_moderator(interaction)
        await self._limit(interaction, Bucket(Scope.MEMBER, guild_id), credits_a_day)

    @limits.command(description=prompts.QUOTA_MEMBER)
    @app_commands.describe(who=prompts.WHO, credits_a_day=prompts.CREDITS)
    @app_commands.rename(credits_a_day="credits")
    async def member(
        self, interaction: discord.Interaction[Any], who: discord.User, credits_a_day: int | None = None
    ) -> None:
        guild_id = require_moderator(interaction)
        await self._limit(interaction, Bucket(Scope.MEMBER, guild_id, who.id), credits_a_day)

    async def _limit(
        self, interaction: discord.Interaction[Any], bucket: Bucket, credits_a_day: int | None
    ) -> None:
        if credits_a_day is not None and not 0 <= credits_a_day <= MOST_CREDITS:
            await whisper(interaction, replies.limit_invalid(credits_a_day, MOST_CREDITS))
            return
        by, now_ms = interaction.user.id, self.bot.clock.wall_ms()
        async with self.bot.store.database.write() as tx:
            if credits_a_day is None:
                await self.bot.limits.clear(tx, bucket, by=by, now_ms=now_ms)
            else:
                await self.bot.limits.set(tx, bucket, credits_a_day, by=by, now_ms=now_ms)
        await whisper(interaction, replies.limit_set(bucket, credits_a_day))


async def setup(bot: Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Quota(bot))
