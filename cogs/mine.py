"""`/history` and `/favourites`: pictures to find again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.mine.album import Album
from bot.chat.mine.items import ALBUM_ITEMS
from bot.chat.mine.look import SEARCH_ROOM, Look
from bot.chat.words import mine

if TYPE_CHECKING:
    from bot.chat.client import Bot

Search = app_commands.Range[str, 1, SEARCH_ROOM]


class Mine(commands.Cog):
    """One's own pictures, everywhere one asked for them."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=mine.HISTORY)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(search=mine.SEARCH)
    async def history(self, interaction: discord.Interaction[Any], search: Search | None = None) -> None:
        await self.bot.album.show(interaction, Look(marked=False, text=search or ""))

    @app_commands.command(description=mine.FAVOURITES)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(search=mine.SEARCH)
    async def favourites(self, interaction: discord.Interaction[Any], search: Search | None = None) -> None:
        await self.bot.album.show(interaction, Look(marked=True, text=search or ""))


async def setup(bot: Bot) -> None:
    """Add the commands, and wake the buttons of old answers."""
    bot.album = Album(bot, store=bot.store, images_dir=bot.results.images_dir)
    await bot.add_cog(Mine(bot))
    bot.add_dynamic_items(*ALBUM_ITEMS)
