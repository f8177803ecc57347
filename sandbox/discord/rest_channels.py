"""Channels and their messages, as the bot's own account."""

from __future__ import annotations

from sandbox.discord.access import readable, sendable
from sandbox.discord.changes import Kind
from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import bad_field, raise_for, refused
from sandbox.discord.messages import Message
from sandbox.discord.permissions import Permission
from sandbox.discord.places import Channel
from sandbox.discord.posting import as_edited, check_sizes, delete_message, edit_message, new_message
from sandbox.discord.rules import Endpoint, check_message
from sandbox.discord.threads import require_editable, require_writable
from sandbox.discord.world import World

_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_NONCE_SECONDS = 300.0


async def _channel(call: Call) -> Answer:
    return Answer(200, readable(call).wire)


async def _typing(call: Call) -> Answer:
    channel, world = sendable(call, Permission.SEND_MESSAGES), call.world
    world.changes.publish(Kind.TYPING, {"channel_id": channel.id, "person_id": world.bot_id})
    return Answer(204)


async def _list(call: Call) -> Answer:
    channel = readable(call)
    world, limit = call.world, _limit(call)
    if not _may_read_history(world, channel):
        return Answer(200, [])
    seen = [
        message
        for message in world.messages.in_channel(channel.id)
        if message.deleted_at is None and message.only_for is None
    ]
    return Answer(200, [message.wire for message in reversed(_page(seen, call, limit))])


async def _create(call: Call) -> Answer:
    world, body = call.world, call.object()
    channel = sendable(call, Permission.SEND_MESSAGES)
    raise_for(check_message(body, endpoint=Endpoint.CREATE, files=call.file_names()))
    check_sizes(world, call.files)
    if call.files:
        sendable(call, Permission.ATTACH_FILES)
    if body.get("embeds"):
        sendable(call, Permission.EMBED_LINKS)
    key = (channel.id, str(body.get("nonce")))
    before = world.nonces.get(key) if body.get("enforce_nonce") and "nonce" in body else None
    if before is not None and world.clock.now() - before[0] < _NONCE_SECONDS:
        return Answer(200, before[1].wire)
    require_writable(world, channel)
    message = new_message(world, channel, world.bot, body, call.files)
    if "nonce" in body:
        world.nonces[key] = (world.clock.now(), message)
    return Answer(200, message.wire)


async def _get(call: Call) -> Answer:
    channel = readable(call)
    if not _may_read_history(call.world, channel):
        raise refused(50013)
    return Answer(200, _message(call, channel).wire)


async def _edit(call: Call) -> Answer:
    channel = readable(call)
    message = _message(call, channel)
    if message.author_id != call.world.bot_id:
        raise refused(50005)
    require_editable(call.world, channel)
    before, body = as_edited(message), call.object()
    raise_for(check_message(body, endpoint=Endpoint.EDIT, files=call.file_names(), before=before))
    check_sizes(call.world, call.files)
    if call.files:
        sendable(call, Permission.ATTACH_FILES)
    edit_message(call.world, message, body, call.files)
    return Answer(200, message.wire)


async def _delete(call: Call) -> Answer:
    channel = readable(call)
    message = _message(call, channel)
    if message.author_id != call.world.bot_id:
        sendable(call, Permission.MANAGE_MESSAGES)
    delete_message(call.world, message)
    return Answer(204)


def _message(call: Call, channel: Channel) -> Message:
    message = call.world.messages.get(call.params["message_id"])
    if message is None or message.channel_id != channel.id or message.only_for is not None:
        raise refused(10008)
    return message


def _limit(call: Call) -> int:
    """How many messages are asked for. Raises RefusedError outside 1 to 100."""
    given = call.query.get("limit", "50")
    if not given.isdecimal() or not 1 <= int(given) <= 100:
        raise bad_field(("limit",), "NUMBER_TYPE_RANGE", "Must be between 1 and 100.")
    return int(given)


def _page(seen: list[Message], call: Call, limit: int) -> list[Message]:
    """The messages asked for by `before`, `after` or `around`, oldest first."""
    if "after" in call.query:
        return [message for message in seen if int(message.id) > int(call.query["after"])][:limit]
    if "around" in call.query:
        middle = int(call.query["around"])
        older = [message for message in seen if int(message.id) <= middle][-(limit // 2 + 1) :]
        newer = [message for message in seen if int(message.id) > middle]
        return (older + newer)[:limit]
    if "before" in call.query:
        seen = [message for message in seen if int(message.id) < int(call.query["before"])]
    return seen[-limit:]


def _may_read_history(world: World, channel: Channel) -> bool:
    return Permission.READ_MESSAGE_HISTORY in world.rights(world.bot_id, channel)


ROUTES = (
    Route("GET", "/channels/{channel_id}", _channel),
    Route("POST", "/channels/{channel_id}/typing", _typing),
    Route("GET", _MESSAGES, _list),
    Route("POST", _MESSAGES, _create),
    Route("GET", _MESSAGE, _get),
    Route("PATCH", _MESSAGE, _edit),
    Route("DELETE", _MESSAGE, _delete),
)
