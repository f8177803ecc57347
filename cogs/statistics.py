"""`/statistics`: what a server made of its credits, for those who answer for it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import charted
from bot.chat.explain import whisper
from bot.chat.panels.usage import Look, ViewMenu, nothing, usage_panel
from bot.chat.permissions import require_guild
from bot.chat.tables import usage_table
from bot.chat.usage import MOST_DAYS, View
from bot.chat.words import usage

if TYPE_CHECKING:
    from bot.chat.client import Bot

_USUAL_DAYS = 30

Days = app_commands.Range[int, 1, MOST_DAYS]
_VIEWS = [app_commands.Choice(name=name.sentence, value=view.value) for view, name in usage.VIEWS.items()]


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Statistics(commands.GroupCog, group_name="statistics", group_description=usage.STATISTICS):
    """The numbers of a server. Discord decides who sees the command; everything is told to them alone."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=usage.SERVER)
    @app_commands.describe(days=usage.DAYS, view=usage.VIEW)
    @app_commands.choices(view=_VIEWS)
    async def server(
        self, interaction: discord.Interaction[Any], days: Days = _USUAL_DAYS, view: str = View.DAYS.value
    ) -> None:
        look = Look(guild_id=require_guild(interaction), user_id=None, days=days, view=View(view))
        await self._show(interaction, look)

    @app_commands.command(description=usage.MEMBER)
    @app_commands.describe(who=usage.WHO, days=usage.DAYS)
    async def member(
        self, interaction: discord.Interaction[Any], who: discord.User, days: Days = _USUAL_DAYS
    ) -> None:
        look = Look(guild_id=require_guild(interaction), user_id=who.id, days=days)
        await self._show(interaction, look)

    @app_commands.command(description=usage.EXPORT)
    @app_commands.describe(days=usage.DAYS)
    async def export(self, interaction: discord.Interaction[Any], days: Days = _USUAL_DAYS) -> None:
        guild_id = require_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        table = await usage_table(
            self.bot.store,
            guild_id,
            days=days,
            now_ms=self.bot.clock.wall_ms(),
            most_bytes=interaction.filesize_limit,
        )
        if not table.rows:
            await whisper(interaction, nothing(Look(guild_id=guild_id, user_id=None, days=days)))
            return
        file = discord.File(BytesIO(table.data), filename=table.name)
        said = usage.exported(table.rows, cut=table.cut)
        await interaction.edit_original_response(content=said, attachments=[file])

    async def _show(self, interaction: discord.Interaction[Any], look: Look) -> None:
        panel = await usage_panel(self.bot, look, reader_id=interaction.user.id)
        if panel is None:
            await whisper(interaction, nothing(look))
        else:
            await charted.answer(interaction, panel, drawing=self.bot.drawing)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake the menus of old answers."""
    await bot.add_cog(Statistics(bot))
    bot.add_dynamic_items(ViewMenu)
