"""`/safety`: what moderators decide about words, people and reported pictures; and "Report picture"."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.i18n import to_type
from bot.chat.permissions import require_guild
from bot.chat.picker import Choice, choice
from bot.chat.safety.presses import BUTTONS
from bot.chat.safety.report_button import ReportButton
from bot.chat.safety.windows import FORMS
from bot.chat.words import safety_prompts as prompts
from bot.chat.words.typed import FOREVER
from bot.domain.errors import StoreError
from bot.domain.safety import LONGEST_REASON, FilterKind

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

_KINDS = [
    Choice(name=app_commands.locale_str(prompts.WORD), value=FilterKind.WORD.value),
    Choice(name=app_commands.locale_str(prompts.PATTERN), value=FilterKind.PATTERN.value),
]
#: What is suggested where people write a length of time.
_DURATIONS = ("1h", "12h", "1d", "7d", "30d", FOREVER)
#: Longer than any entry, so that what is too long is told in words.
_ENTRY = 1000
_TYPED = 4000


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Safety(commands.GroupCog, group_name="safety", group_description=prompts.SAFETY):
    """Hidden from members, until a server gives it to a role."""

    entries = app_commands.Group(name="filter", description=prompts.FILTER)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._resuming: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Delete what was decided to go when an earlier process ended, beside everything else."""
        self._resuming = asyncio.create_task(self._resume(), name="removals")

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        if self._resuming is not None:
            self._resuming.cancel()

    @entries.command(name="add", description=prompts.FILTER_ADD)
    @app_commands.describe(text=prompts.TEXT_TO_ADD, kind=prompts.KIND, note=prompts.NOTE)
    @app_commands.choices(kind=_KINDS)
    async def filter_add(
        self,
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, _ENTRY],
        kind: str = FilterKind.WORD.value,
        note: app_commands.Range[str, 0, LONGEST_REASON] = "",
    ) -> None:
        guild_id, chosen = require_guild(interaction), FilterKind(kind)
        await self.bot.moderation.filters.preview(interaction, guild_id, chosen, text, note)

    @entries.command(name="remove", description=prompts.FILTER_REMOVE)
    @app_commands.describe(entry=prompts.ENTRY)
    async def filter_remove(self, interaction: discord.Interaction[Any], entry: str) -> None:
        await self.bot.moderation.filters.remove(interaction, require_guild(interaction), entry)

    @filter_remove.autocomplete("entry")
    async def complete_entry(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The entries there are."""
        return await self.bot.moderation.filters.choices(require_guild(interaction), typed)

    @entries.command(name="list", description=prompts.FILTER_LIST)
    async def filter_list(self, interaction: discord.Interaction[Any]) -> None:
        await self._show(interaction, "filters")

    @entries.command(name="test", description=prompts.FILTER_TEST)
    @app_commands.describe(text=prompts.TEXT_TO_TEST)
    async def filter_test(
        self, interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, _TYPED]
    ) -> None:
        await self.bot.moderation.filters.test(interaction, require_guild(interaction), text)

    @app_commands.command(description=prompts.BLOCK)
    @app_commands.describe(member=prompts.MEMBER, duration=prompts.DURATION, reason=prompts.REASON)
    async def block(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        duration: str,
        reason: app_commands.Range[str, 0, LONGEST_REASON] = "",
    ) -> None:
        await self.bot.moderation.people.block(
            interaction, require_guild(interaction), member, duration, reason
        )

    @block.autocomplete("duration")
    async def complete_duration(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """Usual lengths, and what is typed if it is another."""
        wanted, shown = typed.strip().casefold(), [(to_type(each), each) for each in _DURATIONS]
        usual = [each for each in shown if any(way.casefold().startswith(wanted) for way in each)]
        return [choice(*each) for each in usual or [(typed, typed)][: bool(wanted)]]

    @app_commands.command(description=prompts.UNBLOCK)
    @app_commands.describe(member=prompts.MEMBER, reason=prompts.REASON_OPTIONAL)
    async def unblock(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        reason: app_commands.Range[str, 0, LONGEST_REASON] = "",
    ) -> None:
        await self.bot.moderation.people.unblock(interaction, require_guild(interaction), member, reason)

    @app_commands.command(description=prompts.BLOCKS)
    async def blocks(self, interaction: discord.Interaction[Any]) -> None:
        await self._show(interaction, "blocks")

    @app_commands.command(description=prompts.STRIKES)
    @app_commands.describe(member=prompts.MEMBER)
    async def strikes(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        await self.bot.moderation.people.strikes(interaction, require_guild(interaction), member.id)

    @app_commands.command(description=prompts.LOG)
    async def log(self, interaction: discord.Interaction[Any]) -> None:
        await self._show(interaction, "log")

    @app_commands.command(description=prompts.REPORTS)
    async def reports(self, interaction: discord.Interaction[Any]) -> None:
        await self._show(interaction, "reports")

    async def _resume(self) -> None:
        try:
            await self.bot.moderation.reports.resume()
        except StoreError:
            _log.exception("reported pictures that are to go could not be looked for")

    async def _show(self, interaction: discord.Interaction[Any], of: str) -> None:
        page = await self.bot.moderation.lists.page(of, require_guild(interaction), 0)
        await interaction.response.send_message(view=page, ephemeral=True)


@app_commands.context_menu(name=prompts.REPORT_PICTURE)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def report_picture(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Report any picture of the bot, however old."""
    bot: Bot = interaction.client
    await bot.moderation.reports.ask_about(interaction, message)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake the buttons and windows of moderators."""
    await bot.add_cog(Safety(bot))
    bot.tree.add_command(report_picture)
    bot.add_dynamic_items(ReportButton, *BUTTONS)
    bot.forms.add(*FORMS)
