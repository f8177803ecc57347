"""Whether the bot may open a channel, and what it may do there."""

from __future__ import annotations

from sandbox.discord.endpoint import Call
from sandbox.discord.errors import refused
from sandbox.discord.permissions import Permission
from sandbox.discord.places import Channel


def readable(call: Call) -> Channel:
    """The channel of the path. Raises 10003 when there is none and 50001 when the bot cannot see it."""
    world = call.world
    channel = world.channels.get(call.params["channel_id"])
    if channel is None:
        raise refused(10003)
    if not world.sees(world.bot_id, channel):
        raise refused(50001)
    return channel


def sendable(call: Call, needed: Permission) -> Channel:
    """The channel of the path, where the bot has a right.

    Raises what `readable` raises, 50013 without the right and 50007 for a closed direct conversation.
    """
    channel = readable(call)
    world = call.world
    if channel.is_dm:
        if not world.people[channel.wire["recipients"][0]["id"]].dm_open:
            raise refused(50007)
        return channel
    if channel.is_thread and needed is Permission.SEND_MESSAGES:
        needed = Permission.SEND_MESSAGES_IN_THREADS
    if needed not in world.rights(world.bot_id, channel):
        raise refused(50013)
    return channel
