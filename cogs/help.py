"""`/help`: how something is done, for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.help.asking import answer, questions
from bot.chat.help.cards import TopicMenu
from bot.chat.picker import LONGEST_CHOICE, Choice
from bot.chat.words import help as words

if TYPE_CHECKING:
    from bot.chat.client import Bot

Typed = app_commands.Range[str, 1, LONGEST_CHOICE]


class Help(commands.Cog):
    """For everybody, everywhere."""

    @app_commands.command(name="help", description=words.HELP)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(topic=words.TOPIC)
    async def ask(self, interaction: discord.Interaction[Any], topic: Typed | None = None) -> None:
        await answer(interaction, topic or "")

    @ask.autocomplete("topic")
    async def complete_topic(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The questions that are the asker's to ask."""
        return questions(interaction, typed)


async def setup(bot: Bot) -> None:
    """Add the command, and wake the menus of old answers."""
    bot.add_dynamic_items(TopicMenu)
    await bot.add_cog(Help())
