"""May members ask where they write, and may the bot answer there?"""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.chat.channel_options import WRITABLE
from bot.chat.checks.line import Line, attention, fine
from bot.chat.permissions import IN_CHANNEL, IN_THREADS, lacking_in
from bot.chat.words import checkup as words
from bot.chat.words.permissions import named

#: Channels that are all well and still named one by one.
NAMED = 3


def look_everywhere(guild: discord.Guild) -> Iterator[Line]:
    """Every channel in which any member writes. Those in which the same is missing are told together."""
    yield fine(words.ANYWHERE())
    by_trouble: dict[tuple[str, ...], list[int]] = {}
    for channel in guild.channels:
        if channel.type in WRITABLE and _is_open(channel):
            by_trouble.setdefault(lacking_in(channel, (*IN_CHANNEL, IN_THREADS)), []).append(channel.id)
    for lacking, channels in by_trouble.items():
        if not lacking:
            yield fine(words.channels_well(channels[:NAMED], more=len(channels[NAMED:])))
        elif lacking == (IN_THREADS,):
            yield attention(words.lacks_in_threads(channels, named(lacking)))
        else:
            yield attention(words.lacks_pictures(channels, named(lacking)))


def members_may_ask(channel: discord.abc.GuildChannel) -> bool:
    """Whether anybody but administrators can see the channel and use commands there.

    Whoever is let in by name is taken to be one of them.
    """
    by_name = (each for each in channel.overwrites.items() if not isinstance(each[0], discord.Role))
    if any(given.view_channel and who.id != channel.guild.me.id for who, given in by_name):
        return True
    roles = (role for role in channel.guild.roles if not role.managed and not role.permissions.administrator)
    return any(_asks(channel.permissions_for(role)) for role in roles)


def _is_open(channel: discord.abc.GuildChannel) -> bool:
    held = channel.permissions_for(channel.guild.default_role)
    return _asks(held) and held.send_messages


def _asks(held: discord.Permissions) -> bool:
    return held.view_channel and held.use_application_commands
