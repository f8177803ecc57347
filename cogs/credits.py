"""`/credits`: what is left to who asks, why, and what a picture costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper_card
from bot.chat.quota.own import credits_card
from bot.chat.words import quota_prompts as prompts

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Credits(commands.Cog):
    """For everybody, everywhere."""

    @app_commands.command(description=prompts.CREDITS)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def credits(self, interaction: discord.Interaction[Any]) -> None:
        await whisper_card(interaction, await credits_card(interaction))


async def setup(bot: Bot) -> None:
    """Add the command."""
    await bot.add_cog(Credits())
