"""The wizard: each answer is decided at once, and the panel shows what it came to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.announcing import Announcing
from bot.chat.forms import Form, Written, open_window
from bot.chat.panels.answering import answer, outcome
from bot.chat.panels.more import more_panel
from bot.chat.panels.wizard import NO_LIMIT, NO_RULE, WizardView, finished_panel, wizard_panel
from bot.chat.permissions import lacking_in, require_guild
from bot.chat.rights import require_command
from bot.chat.typed import reading
from bot.chat.words import checkup
from bot.chat.words import setup as words
from bot.chat.words.permissions import named
from bot.domain.amounts import read_limit
from bot.domain.errors import RuleChanged
from bot.domain.quota import Measure, Rule, Scope
from bot.domain.settings_text import read_zone
from bot.engine.decide import decide_guild

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.chat.setup_check import SetupCheck

_INPUT = "value"
#: Channels that were deleted and are told.
_MOST_GONE = 3


class Wizard:
    """Answers each press with the panel as it then is."""

    def __init__(self, bot: Bot, *, announcing: Announcing, checking: SetupCheck) -> None:
        self._bot = bot
        self._announcing = announcing
        self._checking = checking

    async def start(self, interaction: discord.Interaction[Any], *, notes: Sequence[str] = ()) -> None:
        """Show it, in place of the wizard that was pressed or as one of the asker's own."""
        panel = wizard_panel(await self._view(require_guild(interaction), notes))
        await answer(interaction, panel)

    async def choose_channels(
        self, interaction: discord.Interaction[Any], *, opened: Collection[int], closed: Collection[int]
    ) -> None:
        """Open and close image channels."""
        guild_id, by = require_guild(interaction), interaction.user.id
        settings = self._bot.store.settings
        before = await settings.channels(guild_id)
        gone = self._gone(guild_id, before)
        await settings.open_and_close(guild_id, opened=opened, closed={*closed, *gone}, by=by)
        now = await settings.channels(guild_id)
        unable = [each for each in now if self._announcing.lacking(guild_id, each, now[each].settings)]
        await self.start(interaction, notes=[words.saved(), *([words.lacks_in(unable)] if unable else [])])
        for channel_id in set(closed) & before.keys():
            await self._announcing.withdraw(channel_id, before[channel_id].settings)

    async def decide(
        self, interaction: discord.Interaction[Any], changes: Mapping[str, Any], *, seen: int
    ) -> None:
        """Decide about the guild, having seen that version."""
        guild_id, by = require_guild(interaction), interaction.user.id
        decided = await decide_guild(self._bot.store, guild_id, changes, by=by, seen=seen)
        await self.start(interaction, notes=[*outcome(decided), *self._cannot_tell(guild_id, changes)])

    async def decide_credits(self, interaction: discord.Interaction[Any], value: str, *, seen: str) -> None:
        """Decide about everyone's credits a day, having seen those."""
        guild_id, by = require_guild(interaction), interaction.user.id
        before = _rule(guild_id, seen)
        rule = _rule(guild_id, value)
        try:
            if rule is not None:
                await self._bot.store.rules.set(rule, by=by, seen=before)
            else:
                nothing = Rule(
                    guild_id=guild_id, scope=Scope.EVERYONE, measure=Measure.CREDITS_DAY, amount=None
                )
                await self._bot.store.rules.remove(nothing, by=by, seen=before)
        except RuleChanged:
            await self.start(interaction, notes=[words.CREDITS_CHANGED()])
        else:
            await self.start(interaction, notes=[words.saved()])

    async def write(self, interaction: discord.Interaction[Any], field: str, seen: str) -> None:
        """Open the window for what is not in the menu."""
        about_credits = field == "credits"
        label, how, title = (
            (words.CREDITS_LABEL, words.CREDITS_HOW, words.CREDITS_WINDOW)
            if about_credits
            else (words.ZONE_LABEL, words.ZONE_HOW, words.ZONE_WINDOW)
        )
        entry: ui.TextInput[Any] = ui.TextInput(custom_id=_INPUT, max_length=60)
        line: ui.Label[Any] = ui.Label(text=label(), description=how(), component=entry)
        await open_window(interaction, f"setup:written:{field}:{seen}", title(), [line])

    async def more(self, interaction: discord.Interaction[Any], *, notes: Sequence[str] = ()) -> None:
        """Show what the wizard does not ask."""
        now = await self._bot.store.settings.guild(require_guild(interaction))
        await answer(interaction, more_panel(now, notes=notes))

    async def decide_more(
        self, interaction: discord.Interaction[Any], changes: Mapping[str, Any], *, seen: int
    ) -> None:
        """Decide about one of the further settings, having seen that version."""
        guild_id, by = require_guild(interaction), interaction.user.id
        decided = await decide_guild(self._bot.store, guild_id, changes, by=by, seen=seen)
        await self.more(interaction, notes=outcome(decided))

    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Go on to the check."""
        await self._checking.show(interaction)

    async def finish(self, interaction: discord.Interaction[Any]) -> None:
        """End it, and say what next."""
        guild_id = require_guild(interaction)
        channels = await self._bot.store.settings.channels(guild_id)
        gone = self._gone(guild_id, channels)
        await answer(interaction, finished_panel([each for each in channels if each not in gone]))

    async def _view(self, guild_id: int, notes: Sequence[str]) -> WizardView:
        store = self._bot.store
        rules = await store.rules.own(guild_id)
        rule = rules.get((Scope.EVERYONE, 0, Measure.CREDITS_DAY))
        now = await store.settings.guild(guild_id)
        channels = await store.settings.channels(guild_id)
        desk, gone = now.settings.moderators_channel_id, self._gone(guild_id, channels)
        desk_gone = desk is not None and bool(self._gone(guild_id, [desk]))
        return WizardView(
            guild=now,
            channels=[each for each in channels if each not in gone],
            desk=None if desk_gone else desk,
            credits_a_day=_told(rule),
            notes=[
                *notes,
                *map(checkup.gone_channel, gone[:_MOST_GONE]),
                *([checkup.GONE_DESK()] if desk_gone else []),
            ],
        )

    def _gone(self, guild_id: int, channels: Iterable[int]) -> list[int]:
        """Those that Discord does not have any more; none while it does not say."""
        guild = self._bot.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return []
        return [each for each in channels if guild.get_channel(each) is None]

    def _cannot_tell(self, guild_id: int, changes: Mapping[str, Any]) -> list[str]:
        """What is missing in a moderators' channel that was chosen just now."""
        channel_id = changes.get("moderators_channel_id")
        guild = self._bot.get_guild(guild_id)
        channel = guild.get_channel(channel_id) if guild and channel_id else None
        lacking = lacking_in(channel) if channel else ()
        return [words.cannot_tell(channel.id, named(lacking))] if channel and lacking else []


def _rule(guild_id: int, told: str) -> Rule | None:
    if told == NO_RULE:
        return None
    amount = None if told == NO_LIMIT else int(told)
    return Rule(guild_id=guild_id, scope=Scope.EVERYONE, measure=Measure.CREDITS_DAY, amount=amount)


def _told(rule: Rule | None) -> str:
    if rule is None:
        return NO_RULE
    return NO_LIMIT if rule.amount is None else str(rule.amount)


async def _take(interaction: discord.Interaction[Any], match: re.Match[str], said: Written) -> None:
    """Decide what was written."""
    await require_command(interaction, "setup")
    bot: Bot = interaction.client
    value = said.get(_INPUT, "").strip()
    if match["field"] == "time_zone":
        await bot.wizard.decide(interaction, {"time_zone": read_zone(value)}, seen=int(match["seen"]))
        return
    amount = reading(read_limit, value, Measure.CREDITS_DAY)
    decided = NO_LIMIT if amount is None else str(amount)
    await bot.wizard.decide_credits(interaction, decided, seen=match["seen"])


WIZARD_FORM = Form(r"setup:written:(?P<field>time_zone|credits):(?P<seen>[a-z0-9]{1,12})", _take)
