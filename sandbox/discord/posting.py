"""Making, editing and deleting messages, whoever asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.announce import announce, announce_deletion
from sandbox.discord.blobs import Upload
from sandbox.discord.clock import iso
from sandbox.discord.compose import Draft, draft, mentioned
from sandbox.discord.errors import bad_field, refused
from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.messages import COMPONENTS_V2, EPHEMERAL, LOADING, Message, visible_text
from sandbox.discord.people import Person
from sandbox.discord.permissions import Permission
from sandbox.discord.places import Channel
from sandbox.discord.world import World

_KEPT_FLAGS = 1 << 2 | 1 << 12 | 1 << 13 | COMPONENTS_V2
_REPLY, _CHAT_COMMAND, _CONTEXT_COMMAND, _ORDINARY = 19, 20, 23, 0


def check_sizes(world: World, files: Mapping[int, Upload]) -> None:
    """Raise 40005 when a file is over the limit in force."""
    settings = world.settings
    largest = max((len(upload.data) for upload in files.values()), default=0)
    if largest > settings.enforced_upload_limit:
        over = largest > settings.advertised_upload_limit
        words = f"a file of {largest} bytes is over the advertised {settings.advertised_upload_limit}"
        raise refused(40005, breach=words if over else None)


def new_message(
    world: World,
    channel: Channel,
    author: Person,
    body: Mapping[str, Any],
    files: Mapping[int, Upload],
    *,
    interaction: Interaction | None = None,
) -> Message:
    """Post a message and tell who may know. With an interaction it is an answer to it."""
    parts = draft(body, files, blobs=world.blobs, channel_id=channel.id)
    flags = int(body.get("flags") or 0)
    message_id, now = world.ids.take(), world.clock.now()
    wire: dict[str, Any] = {
        "id": message_id,
        "channel_id": channel.id,
        "type": _ORDINARY,
        "author": author.wire(),
        "timestamp": iso(now),
        "edited_timestamp": None,
        "pinned": False,
        "tts": bool(body.get("tts", False)),
        "flags": flags & (_KEPT_FLAGS | EPHEMERAL | LOADING),
    } | _parts(parts)
    if "nonce" in body:
        wire["nonce"] = body["nonce"]
    message = Message(id=message_id, channel_id=channel.id, wire=wire, files=parts.files)
    if author.bot:
        wire["application_id"] = author.id
    _refer(world, channel, message, body)
    if interaction is not None:
        _tie(world, message, interaction)
    _mention(world, channel, message, body)
    channel.wire["last_message_id"] = message_id
    world.messages.add(message, now)
    announce(world, "MESSAGE_CREATE", message)
    return message


def edit_message(
    world: World, message: Message, body: Mapping[str, Any], files: Mapping[int, Upload]
) -> None:
    """Change a message; what `body` leaves out stays."""
    wire = message.wire
    before = Draft(
        content=wire["content"], embeds=wire["embeds"], components=wire["components"], files=message.files
    )
    parts = draft(body, files, blobs=world.blobs, channel_id=message.channel_id, before=before)
    message.files = parts.files
    wire |= _parts(parts)
    asked = int(body.get("flags") or 0) & _KEPT_FLAGS
    wire["flags"] = (wire["flags"] | asked) & ~LOADING
    channel = world.channels[message.channel_id]
    _mention(world, channel, message, body, ping=False)
    world.messages.edited(message, world.clock.now())
    announce(world, "MESSAGE_UPDATE", message)


def delete_message(world: World, message: Message) -> None:
    """Take a message away and tell who may know."""
    world.messages.delete(message, world.clock.now())
    announce_deletion(world, message)


def as_edited(message: Message) -> dict[str, Any]:
    """The message as the rules for edits want it: with every attachment it holds."""
    return message.wire | {"attachments": list(message.files.values())}


def _parts(parts: Draft) -> dict[str, Any]:
    return {
        "content": parts.content,
        "embeds": parts.embeds,
        "components": parts.components,
        "attachments": parts.shown(),
    }


def _refer(world: World, channel: Channel, message: Message, body: Mapping[str, Any]) -> None:
    reference = body.get("message_reference")
    if not reference:
        return
    target = world.messages.get(str(reference["message_id"]))
    if target is None or target.channel_id != channel.id or target.only_for is not None:
        if reference.get("fail_if_not_exists", True):
            path = ("message_reference",)
            error = bad_field(path, "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
            error.breach = None  # the message may just have been deleted
            raise error
        return
    message.wire["type"] = _REPLY
    made: dict[str, Any] = {"type": 0, "channel_id": channel.id, "message_id": target.id}
    message.wire["message_reference"] = made | ({"guild_id": channel.guild_id} if channel.guild_id else {})
    message.wire["referenced_message"] = {
        key: value for key, value in target.wire.items() if key not in ("referenced_message", "reactions")
    }


def _tie(world: World, message: Message, interaction: Interaction) -> None:
    """Mark a message as the answer to an interaction."""
    person = world.people[interaction.person_id]
    wire = message.wire
    message.interaction_id = interaction.id
    if wire["flags"] & EPHEMERAL:
        message.only_for = person.id
    wire["webhook_id"] = world.bot_id
    wire["interaction_metadata"] = interaction.metadata(person.wire())
    if interaction.original_id is not None:
        wire["interaction_metadata"]["original_response_message_id"] = interaction.original_id
        return
    if interaction.type is InteractionType.COMMAND:
        kind = interaction.payload["data"]["type"]
        wire["type"] = _CHAT_COMMAND if kind == 1 else _CONTEXT_COMMAND
        wire["interaction"] = {
            "id": interaction.id,
            "type": 2,
            "name": interaction.name,
            "user": person.wire(),
        }


def _mention(
    world: World, channel: Channel, message: Message, body: Mapping[str, Any], *, ping: bool = True
) -> None:
    """Fill in who is mentioned; only a new message notifies anyone."""
    text, allowed = visible_text(message.wire), body.get("allowed_mentions")
    named = mentioned(text, allowed)
    target = message.wire.get("referenced_message")
    if target and (allowed or {}).get("replied_user", allowed is None):
        named |= {target["author"]["id"]}
    people = [world.people[one] for one in sorted(named) if one in world.people]
    may_all = Permission.MENTION_EVERYONE in world.rights(message.author_id, channel)
    wants_all = allowed is None or "everyone" in (allowed.get("parse") or ())
    everyone = wants_all and may_all and ("@everyone" in text or "@here" in text)
    message.wire["mentions"] = [person.wire() for person in people]
    message.wire["mention_roles"] = []
    message.wire["mention_everyone"] = everyone
    if ping:
        message.pinged = [person.id for person in people]
