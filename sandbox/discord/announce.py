"""Telling the gateway about messages: never about ephemeral ones, and only to who asked for them."""

from __future__ import annotations

from typing import Any

from sandbox.discord.messages import Message
from sandbox.discord.places import Channel
from sandbox.discord.snowflake import shard_of
from sandbox.discord.world import World

_GUILDS = 1 << 0
_GUILD_MESSAGES = 1 << 9
_DIRECT_MESSAGES = 1 << 12
_MESSAGE_CONTENT = 1 << 15
_PRIVATE_PARTS: dict[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}


def announce(world: World, event: str, message: Message) -> None:
    """Dispatch MESSAGE_CREATE or MESSAGE_UPDATE."""
    channel = world.channels[message.channel_id]
    if message.only_for is not None or not _bot_hears(world, channel):
        return
    data = dict(message.wire)
    author = message.author_id
    if channel.guild_id is not None:
        data["guild_id"] = channel.guild_id
        member = world.guilds[channel.guild_id].members.get(author)
        if member is not None:
            data["member"] = {key: value for key, value in member.items() if key != "user"}
    for session in world.sessions.all():
        if session.intents & _intent(channel) and _serves(session.shard, session.shards, channel):
            open_ = channel.is_dm or author == world.bot_id or session.intents & _MESSAGE_CONTENT
            named = world.bot_id in message.pinged
            world.sessions.dispatch_to(session, event, data if open_ or named else data | _PRIVATE_PARTS)


def announce_deletion(world: World, message: Message) -> None:
    """Dispatch MESSAGE_DELETE."""
    channel = world.channels[message.channel_id]
    if message.only_for is not None or not _bot_hears(world, channel):
        return
    data = {"id": message.id, "channel_id": message.channel_id}
    if channel.guild_id is not None:
        data["guild_id"] = channel.guild_id
    world.sessions.dispatch("MESSAGE_DELETE", data, guild_id=channel.guild_id, intent=_intent(channel))


def tell_place(world: World, event: str, channel: Channel) -> None:
    """Dispatch an event about a channel or thread itself."""
    guild = world.guild_of(channel)
    if guild is not None and guild.with_bot:
        world.sessions.dispatch(event, dict(channel.wire), guild_id=guild.id, intent=_GUILDS)


def _intent(channel: Channel) -> int:
    return _DIRECT_MESSAGES if channel.is_dm else _GUILD_MESSAGES


def _serves(shard: int, shards: int, channel: Channel) -> bool:
    return shard_of(channel.guild_id, shards) == shard


def _bot_hears(world: World, channel: Channel) -> bool:
    return world.sees(world.bot_id, channel)
