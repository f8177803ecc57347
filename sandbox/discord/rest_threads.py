"""Threads on messages, opened by the bot's own account."""

from __future__ import annotations

from sandbox.discord.access import readable, sendable
from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import raise_for, refused
from sandbox.discord.permissions import Permission
from sandbox.discord.rules.threads import check_thread
from sandbox.discord.threads import DAY, open_thread


async def _on_message(call: Call) -> Answer:
    """Open a public thread on a message of a guild's text channel."""
    channel, world = readable(call), call.world
    if channel.is_dm or channel.is_thread:
        raise refused(50024)
    sendable(call, Permission.CREATE_PUBLIC_THREADS)
    message = world.messages.get(call.params["message_id"])
    if message is None or message.channel_id != channel.id or message.only_for is not None:
        raise refused(10008)
    body = call.object()
    raise_for(check_thread(body))
    if "thread" in message.wire:
        raise refused(160004)
    minutes = body.get("auto_archive_duration") or DAY
    thread = open_thread(
        world, channel, owner_id=world.bot_id, name=body["name"], minutes=minutes, on=message
    )
    return Answer(201, thread.wire)


ROUTES = (Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", _on_message),)
