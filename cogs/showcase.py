"""The showcase: no command, but what keeps it in line with what is marked, deleted, decided and allowed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.chat.panels.showcase import SHOWCASE_ITEMS

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Showing(commands.Cog):
    """Looks after showcases."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._working: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin with what an earlier process left."""
        self._working = asyncio.create_task(self.bot.showcase.run(), name="showcase")

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        if self._working is not None:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Guilds are in sight now."""
        await self.bot.showcase.try_again()

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """The bot may be allowed now what it was not."""
        await self.bot.showcase.allowed(after.guild.id, after.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """The same, if the bot has that role."""
        if after in after.guild.me.roles:
            await self.bot.showcase.allowed(after.guild.id)


async def setup(bot: Bot) -> None:
    """Wake the panels of earlier processes, and look after what they left."""
    bot.add_dynamic_items(*SHOWCASE_ITEMS)
    await bot.add_cog(Showing(bot))
