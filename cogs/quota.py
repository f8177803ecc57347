"""`/quota`: how many credits are left, and how many there are a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper
from bot.chat.permissions import require_moderator
from bot.chat.words import prompts, replies
from bot.domain.quota import MOST, Measure, Rule, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot


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
        await self._limit(interaction, guild_id, Scope.GUILD, 0, credits_a_day)

    @limits.command(description=prompts.QUOTA_EVERYONE)
    @app_commands.describe(credits_a_day=prompts.CREDITS)
    @app_commands.rename(credits_a_day="credits")
    async def everyone(self, interaction: discord.Interaction[Any], credits_a_day: int | None = None) -> None:
        guild_id = require_moderator(interaction)
        await self._limit(interaction, guild_id, Scope.EVERYONE, 0, credits_a_day)

    @limits.command(description=prompts.QUOTA_MEMBER)
    @app_commands.describe(who=prompts.WHO, credits_a_day=prompts.CREDITS)
    @app_commands.rename(credits_a_day="credits")
    async def member(
        self, interaction: discord.Interaction[Any], who: discord.User, credits_a_day: int | None = None
    ) -> None:
        guild_id = require_moderator(interaction)
        await self._limit(interaction, guild_id, Scope.MEMBER, who.id, credits_a_day)

    async def _limit(
        self,
        interaction: discord.Interaction[Any],
        guild_id: int,
        scope: Scope,
        subject_id: int,
        credits_a_day: int | None,
    ) -> None:
        if credits_a_day is not None and not 0 <= credits_a_day <= MOST:
            await whisper(interaction, replies.limit_invalid(credits_a_day, MOST))
            return
        rule = Rule(
            guild_id=guild_id,
            scope=scope,
            subject_id=subject_id,
            measure=Measure.CREDITS_DAY,
            amount=credits_a_day,
        )
        decide = self.bot.store.rules.remove if credits_a_day is None else self.bot.store.rules.set
        await decide(rule, by=interaction.user.id)
        await whisper(interaction, replies.limit_set(rule))


async def setup(bot: Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Quota(bot))
