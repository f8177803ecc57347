"""`/errors`: what went wrong in this server, for those who answer for it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import charted, lookup
from bot.chat.cards.parts import small
from bot.chat.explain import whisper, whisper_card
from bot.chat.panels.error_chart import error_chart
from bot.chat.panels.errors import LookMenu, PageButton, search_panel
from bot.chat.panels.failure import failure_panel
from bot.chat.panels.packed import MODEL_ROOM, Search
from bot.chat.panels.repeats import SeeFailuresButton, repeats_panel
from bot.chat.permissions import require_guild
from bot.chat.picker import MOST_CHOICES, Choice
from bot.chat.tables import failures_table
from bot.chat.words import errors, failure, prompts, replies
from bot.chat.words.lists import joined

if TYPE_CHECKING:
    from bot.chat.client import Bot

_MOST = 20
_USUAL = 10
#: A message holds 2,000 characters.
_ROOM = 1900
#: Discord's most choices for one option.
_MOST_DAYS, _MOST_HOURS = 365, 24 * 365
_DAY, _WEEK = 24, 7 * 24

Days = app_commands.Range[int, 1, _MOST_DAYS]
Hours = app_commands.Range[int, 1, _MOST_HOURS]
Model = app_commands.Range[str, 1, MODEL_ROOM]
_CATEGORIES = [
    Choice(name=name.sentence, value=category.value) for category, name in errors.CATEGORIES.items()
]
_PERIODS = [Choice(name=errors.LAST_DAY, value=_DAY), Choice(name=errors.LAST_WEEK, value=_WEEK)]


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Errors(commands.GroupCog, group_name="errors", group_description=prompts.ERRORS):
    """The error history of a server. Discord decides who sees it; everything is told to them alone."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command(description=prompts.ERRORS_RECENT)
    @app_commands.describe(count=prompts.HOW_MANY, error_id=prompts.ERROR_ID)
    async def recent(
        self,
        interaction: discord.Interaction[Any],
        count: app_commands.Range[int, 1, _MOST] = _USUAL,
        error_id: str | None = None,
    ) -> None:
        guild_id, store = require_guild(interaction), self.bot.store
        if error_id is None:
            found = await store.failures.recent(guild_id, limit=count)
        else:
            one = await store.failures.get(guild_id, error_id)
            found = [one] if one else []
        unlisted = await store.settings.unlisted(row.user_id for row in found)
        lines = [f"{errors.entry(row, unlisted)[0]}\n{small(failure(row.code).next)}" for row in found]
        none = replies.NO_SUCH_ERROR() if error_id else replies.NO_ERRORS()
        await whisper(interaction, joined(lines, _ROOM) or none)

    @app_commands.command(description=errors.SEARCH)
    @app_commands.describe(
        error_id=prompts.ERROR_ID,
        code=errors.CODE,
        category=errors.CATEGORY,
        member=errors.MEMBER,
        model=errors.MODEL,
        since=errors.SINCE,
        until=errors.UNTIL,
        hours=errors.HOURS,
        days=errors.DAYS,
    )
    @app_commands.rename(error_id="id")
    @app_commands.choices(category=_CATEGORIES)
    async def search(
        self,
        interaction: discord.Interaction[Any],
        error_id: str | None = None,
        code: str | None = None,
        category: str | None = None,
        member: discord.User | None = None,
        model: Model | None = None,
        since: str | None = None,
        until: str | None = None,
        hours: Hours | None = None,
        days: Days | None = None,
    ) -> None:
        guild_id = require_guild(interaction)
        if error_id is not None:
            await self._show(interaction, error_id)
            return
        wanted = await lookup.wanted_of(
            self.bot.store,
            guild_id,
            reader_id=interaction.user.id,
            now_ms=self.bot.clock.wall_ms(),
            code=code,
            category=category,
            user_id=member.id if member else None,
            model=model,
            since=since,
            until=until,
            hours=hours,
            days=days,
        )
        panel = await search_panel(self.bot.store, guild_id, Search(wanted), reader_id=interaction.user.id)
        await _answer(interaction, panel, errors.NOTHING_FOUND())

    @app_commands.command(description=errors.SHOW)
    @app_commands.describe(error_id=prompts.ERROR_ID)
    @app_commands.rename(error_id="id")
    async def show(self, interaction: discord.Interaction[Any], error_id: str) -> None:
        await self._show(interaction, error_id)

    @app_commands.command(description=errors.GROUPS)
    @app_commands.describe(days=errors.DAYS)
    async def groups(self, interaction: discord.Interaction[Any], days: Days = 7) -> None:
        guild_id, now_ms = require_guild(interaction), self.bot.clock.wall_ms()
        panel = await repeats_panel(self.bot.store, guild_id, days=days, now_ms=now_ms)
        await _answer(interaction, panel, replies.NO_ERRORS())

    @app_commands.command(description=errors.EXPORT)
    @app_commands.describe(
        days=errors.DAYS, code=errors.CODE, category=errors.CATEGORY, member=errors.MEMBER, model=errors.MODEL
    )
    @app_commands.choices(category=_CATEGORIES)
    async def export(
        self,
        interaction: discord.Interaction[Any],
        days: Days = 30,
        code: str | None = None,
        category: str | None = None,
        member: discord.User | None = None,
        model: Model | None = None,
    ) -> None:
        guild_id, now_ms = require_guild(interaction), self.bot.clock.wall_ms()
        wanted = await lookup.wanted_of(
            self.bot.store,
            guild_id,
            reader_id=interaction.user.id,
            now_ms=now_ms,
            code=code,
            category=category,
            user_id=member.id if member else None,
            model=model,
            days=days,
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        table = await failures_table(
            self.bot.store, guild_id, wanted, now_ms=now_ms, most_bytes=interaction.filesize_limit
        )
        if not table.rows:
            await whisper(interaction, errors.NOTHING_TO_EXPORT())
            return
        file = discord.File(BytesIO(table.data), filename=table.name)
        await interaction.edit_original_response(
            content=errors.exported(table.rows, cut=table.cut), attachments=[file]
        )

    @app_commands.command(description=errors.CHART)
    @app_commands.describe(period=errors.PERIOD)
    @app_commands.choices(period=_PERIODS)
    async def chart(self, interaction: discord.Interaction[Any], period: int = _DAY) -> None:
        hours = _WEEK if period == _WEEK else _DAY
        panel = await error_chart(
            self.bot.store, require_guild(interaction), hours=hours, now_ms=self.bot.clock.wall_ms()
        )
        if panel is None:
            await whisper(interaction, errors.no_failures(hours))
        else:
            await charted.answer(interaction, panel, drawing=self.bot.drawing)

    async def _show(self, interaction: discord.Interaction[Any], error_id: str) -> None:
        panel = await failure_panel(self.bot.store, require_guild(interaction), error_id)
        await _answer(interaction, panel, replies.NO_SUCH_ERROR())

    @search.autocomplete("code")
    @export.autocomplete("code")
    async def complete_code(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Codes there are words for."""
        found = lookup.codes_like(typed, most=MOST_CHOICES)
        return [Choice(name=code, value=code) for code in found]

    @search.autocomplete("model")
    @export.autocomplete("model")
    async def complete_model(self, _interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Models on offer; others may be typed."""
        found = lookup.models_like(self.bot.models.models, typed, most=MOST_CHOICES)
        return [Choice(name=name, value=name) for name in found]


async def _answer(
    interaction: discord.Interaction[Any], panel: discord.ui.LayoutView | None, none: str
) -> None:
    if panel is None:
        await whisper(interaction, none)
    else:
        await whisper_card(interaction, panel)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake the buttons of old lists."""
    await bot.add_cog(Errors(bot))
    bot.add_dynamic_items(PageButton, LookMenu, SeeFailuresButton)
