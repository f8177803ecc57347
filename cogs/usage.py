"""`/usage`: what I made of my credits, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import charted
from bot.chat.explain import whisper
from bot.chat.i18n import speak
from bot.chat.language import language_of_place
from bot.chat.panels.usage import Look, nothing, usage_panel
from bot.chat.usage import MOST_DAYS
from bot.chat.words import usage

if TYPE_CHECKING:
    from bot.chat.client import Bot

_USUAL_DAYS = 30


class Usage(commands.Cog):
    """One's own numbers: in a server those of there, elsewhere those of everywhere."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=usage.USAGE)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(days=usage.DAYS, share=usage.SHARE)
    async def usage(
        self,
        interaction: discord.Interaction[Any],
        days: app_commands.Range[int, 1, MOST_DAYS] = _USUAL_DAYS,
        share: bool = False,
    ) -> None:
        me = interaction.user.id
        look = Look(guild_id=interaction.guild_id, user_id=me, days=days, mine=True)
        panel = await usage_panel(self.bot, look, reader_id=me)
        if panel is None:
            await whisper(interaction, nothing(look))
            return
        if share:
            speak(await language_of_place(interaction))
        await charted.answer(interaction, panel, drawing=self.bot.drawing, ephemeral=not share)


async def setup(bot: Bot) -> None:
    """Add the command."""
    await bot.add_cog(Usage(bot))
