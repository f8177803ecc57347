"""Threads: opened by a person in a channel, or by the bot on a message."""

from __future__ import annotations

from typing import Any

from sandbox.discord.announce import announce, tell_place
from sandbox.discord.messages import Message
from sandbox.discord.places import Channel, ChannelType
from sandbox.discord.world import World

#: Minutes without a message after which a thread is archived, unless somebody chose otherwise.
DAY = 1440
_HAS_THREAD = 1 << 5


def open_thread(
    world: World, parent: Channel, *, owner_id: str, name: str, minutes: int = DAY, on: Message | None = None
) -> Channel:
    """A public thread, told to who may know. One on a message has the message's id."""
    wire: dict[str, Any] = {
        "id": on.id if on else world.ids.take(),
        "type": int(ChannelType.PUBLIC_THREAD),
        "guild_id": parent.guild_id,
        "parent_id": parent.id,
        "name": name,
        "owner_id": owner_id,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": None,
            "auto_archive_duration": minutes,
            "locked": False,
        },
    }
    taken = any(name == channel.key for channel in world.channels.values())
    key = f"{name} {wire['id']}" if taken else name
    thread = Channel(id=wire["id"], key=key, guild_id=parent.guild_id, wire=wire)
    world.channels[thread.id] = thread
    tell_place(world, "THREAD_CREATE", thread)
    world.place_changed({"channel": thread.id})
    if on is not None:
        on.wire["flags"] |= _HAS_THREAD
        on.wire["thread"] = wire
        world.messages.changed(on, world.clock.now())
        announce(world, "MESSAGE_UPDATE", on)
    return thread
