"""`/setup`: a server's first steps, its health, and its settings as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.announcing import Announcing
from bot.chat.errands import Errands
from bot.chat.greeting import Greeting
from bot.chat.panels.checkup import CHECK_ITEMS
from bot.chat.panels.history import HistoryPage, show_history
from bot.chat.panels.more_items import MORE_ITEMS
from bot.chat.panels.showcase import show_showcase
from bot.chat.panels.transfer import ImportButton
from bot.chat.panels.wizard_items import WIZARD_ITEMS
from bot.chat.permissions import require_guild
from bot.chat.setup_check import SetupCheck
from bot.chat.transfer import Transfer
from bot.chat.wire import Wire
from bot.chat.wizard import WIZARD_FORM, Wizard
from bot.chat.words import setup as words
from bot.chat.words import showcase

if TYPE_CHECKING:
    from bot.chat.client import Bot


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Setup(commands.GroupCog, group_name="setup", group_description=words.GROUP):
    """For those who manage the server."""

    def __init__(self, bot: Bot, *, greeting: Greeting) -> None:
        self.bot = bot
        self._greeting = greeting
        self._errands = Errands()

    @app_commands.command(description=words.START)
    async def start(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.wizard.start(interaction)

    @app_commands.command(description=words.SETTINGS)
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.wizard.more(interaction)

    @app_commands.command(description=showcase.SHOWCASE)
    async def showcase(self, interaction: discord.Interaction[Any]) -> None:
        await show_showcase(interaction)

    @app_commands.command(description=words.CHECK)
    async def check(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.setup_check.show(interaction)

    @app_commands.command(description=words.HISTORY)
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        await show_history(interaction, require_guild(interaction))

    @app_commands.command(description=words.EXPORT)
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.transfer.give(interaction)

    @app_commands.command(name="import", description=words.IMPORT)
    @app_commands.describe(file=words.FILE)
    async def import_(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        await self.bot.transfer.look_at(interaction, file)

    async def cog_load(self) -> None:
        """Discord may have been ready before this was there to hear of it."""
        if self.bot.is_ready():
            await self.on_ready()

    async def cog_unload(self) -> None:
        """Leave nothing half done behind."""
        await self._errands.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """See who came and who left meanwhile."""
        self._errands.send(self._greeting.look_around(), name="look-around")

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello."""
        self._errands.send(self._greeting.came(guild), name="greeting")

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot had to go."""
        self._errands.send(self._greeting.went(guild), name="leaving")


async def setup(bot: Bot) -> None:
    """Add the commands, and wake what earlier processes posted."""
    wire = Wire(bot)
    bot.setup_check = SetupCheck(bot)
    announcing = Announcing(bot, wire=wire)
    bot.wizard = Wizard(bot, announcing=announcing, checking=bot.setup_check)
    bot.transfer = Transfer(bot, announcing=announcing)
    bot.add_dynamic_items(*WIZARD_ITEMS, *MORE_ITEMS, *CHECK_ITEMS, HistoryPage, ImportButton)
    bot.forms.add(WIZARD_FORM)
    await bot.add_cog(Setup(bot, greeting=Greeting(bot, wire=wire)))
