"""Answering interactions: the first answer, then @original and follow-ups for 15 minutes."""

from __future__ import annotations

from typing import Any

from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import raise_for, refused
from sandbox.discord.interactions import (
    USER_INSTALL_FOLLOWUPS,
    Callback,
    Interaction,
)
from sandbox.discord.messages import EPHEMERAL, LOADING, Message
from sandbox.discord.posting import as_edited, check_sizes, delete_message, edit_message, new_message
from sandbox.discord.rules import Endpoint, check_callback, check_message
from sandbox.discord.threads import require_editable, require_writable

_HOOK = "/webhooks/{webhook_id}/{webhook_token}"


async def _callback(call: Call) -> Answer:
    world = call.world
    interaction = world.interactions.get(call.params["interaction_id"])
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise refused(10062)
    if interaction.callback is not None:
        raise refused(40060)
    if world.interactions.too_late(interaction):
        late = "the first answer came after 3 s" if world.interactions.late_by_itself(interaction) else None
        raise refused(10062, breach=late)
    source = _source(call, interaction)
    raise_for(
        check_callback(
            call.object(),
            interaction_type=interaction.type,
            files=call.file_names(),
            before=as_edited(source) if source else None,
            focused_type=_focused_type(interaction.payload["data"].get("options") or []),
        )
    )
    check_sizes(world, call.files)
    callback, data = Callback(call.object()["type"]), call.object().get("data") or {}
    message = _perform(call, interaction, callback, data)
    world.interactions.answer(interaction, callback, data)
    if call.query.get("with_response") not in ("1", "true", "True"):
        return Answer(204)
    return Answer(200, _receipt(interaction, message))


def _perform(
    call: Call, interaction: Interaction, callback: Callback, data: dict[str, Any]
) -> Message | None:
    """What the answer does to messages; the message it made or changed."""
    match callback:
        case Callback.MESSAGE:
            return _answer_with(call, interaction, data)
        case Callback.DEFERRED:
            loading = {"flags": int(data.get("flags") or 0) & EPHEMERAL | LOADING}
            return _answer_with(call, interaction, loading)
        case Callback.DEFERRED_UPDATE | Callback.UPDATE:
            return _update_source(call, interaction, callback, data)
        case _:
            return None


def _answer_with(call: Call, interaction: Interaction, data: dict[str, Any]) -> Message:
    world = call.world
    channel = world.channels.get(interaction.channel_id)
    if channel is None:
        raise refused(10003)
    require_writable(world, channel)
    message = new_message(world, channel, world.bot, data, call.files, interaction=interaction)
    interaction.original_id = message.id
    interaction.ephemeral = message.only_for is not None
    return message


def _update_source(
    call: Call, interaction: Interaction, callback: Callback, data: dict[str, Any]
) -> Message | None:
    source = _source(call, interaction)
    if interaction.channel_id not in call.world.channels:
        raise refused(10003)
    interaction.original_id = interaction.source_message_id
    if callback is Callback.DEFERRED_UPDATE:
        return source
    if source is None:
        raise refused(10008)
    require_editable(call.world, call.world.channels[interaction.channel_id])
    edit_message(call.world, source, data, call.files)
    return source


def _receipt(interaction: Interaction, message: Message | None) -> dict[str, Any]:
    """The answer to `with_response`; only answers that show a message carry it."""
    made: dict[str, Any] = {"id": interaction.id, "type": int(interaction.type)}
    if message is None:
        return {"interaction": made}
    made |= {
        "response_message_id": message.id,
        "response_message_loading": bool(message.wire["flags"] & LOADING),
        "response_message_ephemeral": message.only_for is not None,
        "channel_id": interaction.channel_id,
    }
    if interaction.guild_id:
        made["guild_id"] = interaction.guild_id
    shows = interaction.callback in (Callback.MESSAGE, Callback.UPDATE)
    resource = {"type": int(interaction.callback or 0), "message": message.wire}
    return {"interaction": made} | ({"resource": resource} if shows else {})


async def _get_original(call: Call) -> Answer:
    return Answer(200, _original(call).wire)


async def _edit_original(call: Call) -> Answer:
    return _edit_one(call, _original(call))


async def _delete_original(call: Call) -> Answer:
    delete_message(call.world, _original(call))
    return Answer(204)


async def _follow_up(call: Call) -> Answer:
    interaction, world = _alive(call), call.world
    raise_for(check_message(call.object(), endpoint=Endpoint.FOLLOWUP, files=call.file_names()))
    check_sizes(world, call.files)
    channel = world.channels.get(interaction.channel_id)
    if channel is None:
        raise refused(10003)
    original = world.messages.get(interaction.original_id or "")
    if original is not None and original.wire["flags"] & LOADING:
        # The first follow-up after a deferred answer becomes that answer and stays as private as it was.
        edit_message(world, original, call.object(), call.files)
        return Answer(200, original.wire)
    if interaction.by_user_install_alone and interaction.followups >= USER_INSTALL_FOLLOWUPS:
        raise refused(40094)
    require_writable(world, channel)
    interaction.followups += 1
    message = new_message(world, channel, world.bot, call.object(), call.files, interaction=interaction)
    return Answer(200, message.wire)


async def _get_one(call: Call) -> Answer:
    return Answer(200, _one(call).wire)


async def _edit(call: Call) -> Answer:
    return _edit_one(call, _one(call))


async def _delete(call: Call) -> Answer:
    delete_message(call.world, _one(call))
    return Answer(204)


def _edit_one(call: Call, message: Message) -> Answer:
    before = as_edited(message)
    raise_for(
        check_message(call.object(), endpoint=Endpoint.WEBHOOK_EDIT, files=call.file_names(), before=before)
    )
    check_sizes(call.world, call.files)
    require_editable(call.world, call.world.channels[message.channel_id])
    edit_message(call.world, message, call.object(), call.files)
    return Answer(200, message.wire)


def _alive(call: Call) -> Interaction:
    """The interaction of a token. Raises 10015 before the first answer and 50027 after 15 minutes."""
    interaction = call.world.interactions.by_token(call.params["webhook_token"])
    if call.params["webhook_id"] != call.world.bot_id or interaction is None:
        raise refused(50027)
    if call.world.interactions.token_dead(interaction):
        raise refused(50027)
    if interaction.callback in (None, Callback.CHOICES, Callback.MODAL):
        raise refused(10015)
    return interaction


def _original(call: Call) -> Message:
    interaction = _alive(call)
    message = call.world.messages.get(interaction.original_id or "")
    if interaction.channel_id not in call.world.channels:
        raise refused(10003)
    if message is None:
        raise refused(10008)
    return message


def _one(call: Call) -> Message:
    """A message this interaction's token may touch: its answers, or the message its button is on."""
    interaction = _alive(call)
    if interaction.channel_id not in call.world.channels:
        raise refused(10003)
    message = call.world.messages.get(call.params["message_id"])
    if message is None:
        raise refused(10008)
    if interaction.id != message.interaction_id and message.id != interaction.original_id:
        raise refused(10008)
    return message


def _source(call: Call, interaction: Interaction) -> Message | None:
    return call.world.messages.get(interaction.source_message_id or "")


def _focused_type(options: list[dict[str, Any]]) -> int | None:
    for option in options:
        if option.get("focused"):
            return int(option["type"])
        if (inner := _focused_type(option.get("options") or [])) is not None:
            return inner
    return None


ROUTES = (
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", _callback, open=True),
    Route("POST", _HOOK, _follow_up, open=True),
    Route("GET", _HOOK + "/messages/@original", _get_original, open=True),
    Route("PATCH", _HOOK + "/messages/@original", _edit_original, open=True),
    Route("DELETE", _HOOK + "/messages/@original", _delete_original, open=True),
    Route("GET", _HOOK + "/messages/{message_id}", _get_one, open=True),
    Route("PATCH", _HOOK + "/messages/{message_id}", _edit, open=True),
    Route("DELETE", _HOOK + "/messages/{message_id}", _delete, open=True),
)
