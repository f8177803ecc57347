"""`/privacy`: what is kept about somebody, for that person to see, take along and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper
from bot.chat.own_data import keeping_at, send_own_data
from bot.chat.panels.privacy import DeleteButton, about_card, delete_card
from bot.chat.words import privacy

if TYPE_CHECKING:
    from bot.chat.client import Bot


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class Privacy(commands.GroupCog, group_name="privacy", group_description=privacy.PRIVACY):
    """For everyone, about themselves. All answers are for the asker alone."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=privacy.PRIVACY_SHOW)
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        about = await self.bot.store.people.about(interaction.user.id)
        settings = (await self.bot.store.settings.user(interaction.user.id)).settings
        keeping = {place.guild_id: await keeping_at(self.bot, place.guild_id) for place in about.places}
        await interaction.response.send_message(view=about_card(about, settings, keeping), ephemeral=True)

    @app_commands.command(description=privacy.PRIVACY_EXPORT)
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        await send_own_data(interaction, self.bot.export)

    @app_commands.command(description=privacy.PRIVACY_DELETE)
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(view=delete_card(interaction.user.id), ephemeral=True)

    @app_commands.command(description=privacy.PRIVACY_UNLISTED)
    @app_commands.describe(unlisted=privacy.UNLISTED)
    @app_commands.rename(unlisted="on")
    async def unlisted(self, interaction: discord.Interaction[Any], unlisted: bool) -> None:
        await self.bot.store.settings.change_user(interaction.user.id, {"unlisted": unlisted})
        if unlisted:
            await self.bot.showcase.withdraw_all_of(interaction.user.id)
        await whisper(interaction, privacy.NOW_UNLISTED() if unlisted else privacy.NOW_LISTED())


async def setup(bot: Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Privacy(bot))
    bot.add_dynamic_items(DeleteButton)
