"""Threads: opened by a person in a channel, or by the bot on a message."""

from __future__ import annotations

from typing import Any

from sandbox.discord.announce import announce, tell_place
from sandbox.discord.clock import iso
from sandbox.discord.errors import refused
from sandbox.discord.messages import Message
from sandbox.discord.permissions import Permission
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


def require_writable(world: World, channel: Channel) -> None:
    """Have the bot write in a place, which brings an archived thread back; any other place is as it is.

    Nobody but moderators writes in a locked thread (Discord documentation, "Threads"). Which code says so is
    documented for both states, but not which comes first. Raises 50083 for a locked thread that is archived
    and 160005 for one that is not.
    """
    if channel.is_thread:
        _require_unlocked(world, channel)
        if channel.wire["thread_metadata"]["archived"]:
            archive(world, channel, archived=False)


def require_editable(world: World, channel: Channel) -> None:
    """Have the bot change a message. Raises 50083 in an archived thread and 160005 in a locked one."""
    if channel.is_thread:
        _require_unlocked(world, channel)
        if channel.wire["thread_metadata"]["archived"]:
            raise refused(50083)


def archive(world: World, thread: Channel, *, archived: bool) -> None:
    """Put a thread away, or bring it back, and tell who may know."""
    stamp = {"archived": archived, "archive_timestamp": iso(world.clock.now())}
    thread.wire["thread_metadata"] |= stamp
    tell_place(world, "THREAD_UPDATE", thread)
    world.place_changed({"channel": thread.id})


def _require_unlocked(world: World, channel: Channel) -> None:
    state = channel.wire["thread_metadata"]
    if state["locked"] and Permission.MANAGE_THREADS not in world.rights(world.bot_id, channel):
        raise refused(50083 if state["archived"] else 160005)
