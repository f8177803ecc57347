"""`/settings`: what a person decides for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.mine.preferences import PREFERENCE_ITEMS, show_preferences
from bot.chat.words import preferences

if TYPE_CHECKING:
    from bot.chat.client import Bot


class PersonalSettings(commands.Cog):
    """For everyone, about themselves."""

    @app_commands.command(description=preferences.SETTINGS)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        await show_preferences(interaction)


async def setup(bot: Bot) -> None:
    """Add the command, and wake the panels of old answers."""
    await bot.add_cog(PersonalSettings())
    bot.add_dynamic_items(*PREFERENCE_ITEMS)
