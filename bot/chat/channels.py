"""The image channels of a guild, as moderators press and type about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.announcing import Announcing
from bot.chat.channel_options import read_typed
from bot.chat.explain import whisper
from bot.chat.panels.answering import answer, happened, outcome
from bot.chat.panels.channel import ChannelView, channel_panel, closing_panel, said_panel
from bot.chat.panels.channel_form import give_back, open_channel_window
from bot.chat.panels.channel_list import list_panel
from bot.chat.permissions import require_guild
from bot.chat.wire import jump_link
from bot.chat.words import channel_panel as words
from bot.chat.words import mine
from bot.chat.words.permissions import named
from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.guild import ChannelSettings
from bot.engine.decide import changes_of, close_channel, decide_channel
from bot.store.decided import Versioned

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Channels:
    """Answers each press and command with the panel as it then is."""

    def __init__(self, bot: Bot, *, announcing: Announcing) -> None:
        self._bot = bot
        self._announcing = announcing

    async def open(self, interaction: discord.Interaction[Any], channel_id: int) -> None:
        """Make a channel an image channel."""
        guild_id = require_guild(interaction)
        channels = await self._bot.store.settings.channels(guild_id)
        if channel_id in channels:
            await self.show(interaction, channel_id, notes=[words.already_open(channel_id)])
            return
        await self._bot.store.settings.change_channel(guild_id, channel_id, {}, by=interaction.user.id)
        note = words.opened(channel_id, first=not channels)
        await self.show(interaction, channel_id, notes=[note])

    async def edit(
        self, interaction: discord.Interaction[Any], channel_id: int, typed: Mapping[str, Any]
    ) -> None:
        """Decide what was typed, and show the panel.

        Raises:
            SettingInvalid: it is no image channel, or a decision cannot be taken.
        """
        guild_id = require_guild(interaction)
        now = await self._now(interaction, channel_id)
        if now is None:
            raise SettingInvalid("channel", f"<#{channel_id}>", SettingFault.NOT_OPEN)
        changes = read_typed(typed, tuple(self._bot.models.models.values()), now.settings)
        if not changes:
            await self.show(interaction, channel_id)
            return
        await self._bot.store.settings.change_channel(guild_id, channel_id, changes, by=interaction.user.id)
        await self.show(interaction, channel_id, notes=[words.saved()])
        await self._announcing.refresh(guild_id, channel_id)

    async def list(self, interaction: discord.Interaction[Any], page: int = 0) -> None:
        """Answer with every image channel."""
        guild_id = require_guild(interaction)
        channels = await self._bot.store.settings.channels(guild_id)
        if not channels:
            await answer(interaction, said_panel(words.NONE_OPEN()))
            return
        await answer(interaction, list_panel(channels, self._deleted(guild_id, channels), page))

    async def remove_deleted(self, interaction: discord.Interaction[Any]) -> None:
        """Close the image channels that are gone on Discord."""
        guild_id, by = require_guild(interaction), interaction.user.id
        settings = self._bot.store.settings
        gone = self._deleted(guild_id, await settings.channels(guild_id))
        count = await settings.open_and_close(guild_id, opened=(), closed=gone, by=by)
        left = await settings.channels(guild_id)
        said = words.removed(count, left=len(left))
        await answer(interaction, list_panel(left, [], 0, notes=[said]) if left else said_panel(said))

    async def press(
        self, interaction: discord.Interaction[Any], channel_id: int, changes: Mapping[str, Any], *, seen: int
    ) -> None:
        """Decide what was chosen on a panel that showed that version."""
        by, guild_id = interaction.user.id, require_guild(interaction)
        decided = await decide_channel(self._bot.store, guild_id, channel_id, changes, by=by, seen=seen)
        await self.show(interaction, channel_id, notes=outcome(decided))
        if decided.now is not None:
            await self._announcing.refresh(guild_id, channel_id)

    async def write(self, interaction: discord.Interaction[Any], channel_id: int) -> None:
        """Open the window for what has to be written."""
        now = await self._now(interaction, channel_id)
        if now is None:
            await answer(interaction, said_panel(words.CLOSED_MEANWHILE()))
        else:
            await open_channel_window(interaction, channel_id, now)

    async def take_written(
        self,
        interaction: discord.Interaction[Any],
        channel_id: int,
        written: Mapping[str, Any],
        *,
        seen: int,
    ) -> None:
        """Decide what was written in a window that showed that version, but for what was left as it was."""
        guild_id = require_guild(interaction)
        changes = await changes_of(self._bot.store, guild_id, channel_id, written, seen=seen)
        await self.press(interaction, channel_id, changes, seen=seen)
        now = await self._now(interaction, channel_id)
        if "rules" in changes and (now is None or now.settings.rules != changes["rules"]):
            await give_back(interaction, changes["rules"])

    async def post(self, interaction: discord.Interaction[Any], channel_id: int) -> None:
        """Post the channel's panel for everyone, or bring it up to date.

        Raises:
            SettingInvalid: it is no image channel, and others are.
        """
        guild_id = require_guild(interaction)
        channels = await self._bot.store.settings.channels(guild_id)
        if channels and channel_id not in channels:
            raise SettingInvalid("channel", f"<#{channel_id}>", SettingFault.NOT_OPEN)
        await interaction.response.defer(ephemeral=True, thinking=True)
        message_id = await self._announcing.post(guild_id, channel_id, by=interaction.user.id)
        link = jump_link(guild_id, channel_id, message_id) if message_id else None
        if link is None:
            await whisper(interaction, words.CANNOT_POST())
        else:
            await whisper(interaction, words.posted(link) if channels else mine.link(link))

    async def ask_to_close(
        self, interaction: discord.Interaction[Any], channel_id: int, version: int
    ) -> None:
        """Ask first: what the channel allows is forgotten."""
        await answer(interaction, closing_panel(channel_id, version))

    async def close(
        self, interaction: discord.Interaction[Any], channel_id: int, *, seen: int | None = None
    ) -> None:
        """Make a channel an image channel no more. Who has `seen` another version is asked once more."""
        guild_id = require_guild(interaction)
        before = await self._now(interaction, channel_id)
        by = interaction.user.id
        closed = await close_channel(self._bot.store, guild_id, channel_id, by=by, seen=seen)
        if closed.now is not None:
            panel = closing_panel(channel_id, closed.now.version, notes=happened(closed))
            await answer(interaction, panel)
            return
        left = len(await self._bot.store.settings.channels(guild_id))
        said = words.closed(channel_id, left=left) if before else words.NOT_ONE()
        await answer(interaction, said_panel(said))
        if before is not None:
            await self._announcing.withdraw(channel_id, before.settings)

    async def show(
        self, interaction: discord.Interaction[Any], channel_id: int, *, notes: Sequence[str] = ()
    ) -> None:
        """Answer with the panel as it is now."""
        now = await self._now(interaction, channel_id)
        if now is None:
            await answer(interaction, said_panel(*notes, words.CLOSED_MEANWHILE()))
            return
        models = tuple(self._bot.models.models.values())
        lacking = self._announcing.lacking(require_guild(interaction), channel_id, now.settings)
        warning = [words.lacks(named(lacking))] if lacking else []
        view = ChannelView(channel_id=channel_id, now=now, models=models, notes=[*notes, *warning])
        await answer(interaction, channel_panel(view))

    def _deleted(self, guild_id: int, channels: Iterable[int]) -> Sequence[int]:
        """Those that are not there any more; none while Discord does not say."""
        guild = self._bot.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return []
        return [channel for channel in channels if guild.get_channel(channel) is None]

    async def _now(
        self, interaction: discord.Interaction[Any], channel_id: int
    ) -> Versioned[ChannelSettings] | None:
        channels = await self._bot.store.settings.channels(require_guild(interaction))
        return channels.get(channel_id)
