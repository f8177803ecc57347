"""May the bot do its work where it is asked, and where it tells moderators things?"""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.chat.checks.asking import NAMED, look_everywhere, members_may_ask
from bot.chat.checks.line import Line, attention, fine
from bot.chat.permissions import IN_THREADS, THREADS, lacking_in
from bot.chat.showcase.trouble import trouble_in
from bot.chat.words import checkup as words
from bot.chat.words.permissions import named
from bot.domain.guild import ChannelSettings, GuildSettings
from bot.store.settings import Channels


def look_at_channels(guild: discord.Guild, channels: Channels) -> Iterator[Line]:
    """The image channels, or all if none is one: what is missing, and which feature needs it."""
    if not channels:
        yield from look_everywhere(guild)
        return
    well = []
    for channel_id, found in channels.items():
        channel = guild.get_channel(channel_id)
        if channel is None:
            yield attention(words.gone_channel(channel_id))
            continue
        lines = list(_channel(channel, found.settings))
        yield from lines
        if not lines:
            well.append(channel_id)
    if well:
        yield fine(words.channels_well(well[:NAMED], more=len(well[NAMED:])))


def _channel(channel: discord.abc.GuildChannel, settings: ChannelSettings) -> Iterator[Line]:
    lacking = lacking_in(channel)
    if lacking:
        yield attention(words.lacks_pictures([channel.id], named(lacking)))
    if settings.thread_per_result:
        if not isinstance(channel, discord.TextChannel):
            yield attention(words.no_threads_there(channel.id))
        elif lacking_in(channel, [THREADS]):
            yield attention(words.lacks_threads(channel.id, named([THREADS])))
    if lacking_in(channel, [IN_THREADS]):
        yield attention(words.lacks_in_threads([channel.id], named([IN_THREADS])))
    if not members_may_ask(channel):
        yield attention(words.no_commands(channel.id))


def look_at_desk(guild: discord.Guild, settings: GuildSettings) -> Iterator[Line]:
    """The channels of moderators."""
    if settings.moderators_channel_id is None:
        yield attention(words.NO_DESK())
    for channel_id, well, gone, purpose in (
        (settings.moderators_channel_id, words.desk_well, words.GONE_DESK, words.FOR_CARDS),
        (settings.log_channel_id, words.log_well, words.GONE_LOG, words.FOR_LOG),
    ):
        if channel_id is None:
            continue
        channel = guild.get_channel(channel_id)
        if channel is None:
            yield attention(gone())
            continue
        lacking = lacking_in(channel)
        yield (
            attention(words.lacks_to_tell(channel_id, named(lacking), purpose()))
            if lacking
            else fine(well(channel_id))
        )


def look_at_showcase(guild: discord.Guild, settings: GuildSettings) -> Iterator[Line]:
    """Whether what many like can be shown, where moderators want that."""
    channel_id = settings.showcase_channel_id
    if channel_id is None:
        return
    trouble = trouble_in(guild, channel_id)
    yield attention(trouble) if trouble else fine(words.showcase_well(channel_id))
