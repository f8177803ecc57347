"""Control calls that do what a person can do in Discord's client."""

from __future__ import annotations

from typing import Any

from sandbox.discord.clients import CannotError, command_for, component_of, message_for
from sandbox.discord.control import Asked, Control
from sandbox.discord.interactions import Callback, Interaction, InteractionType
from sandbox.discord.invoking import dispatch, make
from sandbox.discord.lookup import Lookup
from sandbox.discord.messages import COMPONENTS_V2
from sandbox.discord.modals import selected, submitted
from sandbox.discord.options import Filling
from sandbox.discord.permissions import Permission
from sandbox.discord.posting import delete_message, new_message
from sandbox.discord.waiting import answered, wait_for

_CHAT, _USER, _MESSAGE = 1, 2, 3
_BUTTON, _SELECTS = 2, (3, 5, 6, 7, 8)
_CHOICES_SECONDS = 3.0


async def _slash(asked: Asked) -> dict[str, Any]:
    person, channel = asked.person(), asked.channel()
    name, *path = asked.text("command").lstrip("/").split()
    command = command_for(asked.world, person, channel, name=name, kind=_CHAT)
    filling = Filling(Lookup(asked.world, channel), command, path)
    values = asked.object("options")
    parts = filling.outdated(values) if asked.yes("outdated", False) else filling.checked(values)
    data = _command_data(command) | parts.data()
    full = " ".join([name, *path])
    return await _done(asked, make(asked.world, InteractionType.COMMAND, person, channel, data, name=full))


async def _autocomplete(asked: Asked) -> dict[str, Any]:
    person, channel = asked.person(), asked.channel()
    name, *path = asked.text("command").lstrip("/").split()
    command = command_for(asked.world, person, channel, name=name, kind=_CHAT)
    filling = Filling(Lookup(asked.world, channel), command, path)
    parts = filling.completing(asked.object("options"), asked.text("focused"))
    timeout = asked.number("wait", _CHOICES_SECONDS)
    asked.finish()
    data = _command_data(command) | parts.data()
    made = make(asked.world, InteractionType.AUTOCOMPLETE, person, channel, data, name=name)
    view = await wait_for(asked.world, answered(asked.world, made), timeout)
    return {"interaction": made.id, "choices": view["response"].get("choices", [])}


async def _context(asked: Asked) -> dict[str, Any]:
    """A user or message command from the context menu."""
    person, channel, world = asked.person(), asked.channel(), asked.world
    target = asked.text("target")
    on_message = asked.world.messages.get(target) is not None
    kind = _MESSAGE if on_message else _USER
    command = command_for(world, person, channel, name=asked.text("command"), kind=kind)
    data = _command_data(command)
    if on_message:
        message = message_for(world, person, target)
        data |= {"target_id": message.id, "resolved": {"messages": {message.id: message.wire}}}
    else:
        user = Lookup(world, channel).person(target)
        member = Lookup(world, channel).member(user.id)
        resolved: dict[str, Any] = {"users": {user.id: user.wire()}}
        data |= {
            "target_id": user.id,
            "resolved": resolved | ({"members": {user.id: member}} if member else {}),
        }
    made = make(world, InteractionType.COMMAND, person, channel, data, name=command["name"])
    return await _done(asked, made)


async def _press(asked: Asked) -> dict[str, Any]:
    person, world = asked.person(), asked.world
    message = message_for(world, person, asked.text("message"))
    button = component_of(message, asked.text("button"), (_BUTTON,))
    data = {"component_type": _BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
    channel = world.channels[message.channel_id]
    made = make(
        world, InteractionType.COMPONENT, person, channel, data, message=message, name=button["custom_id"]
    )
    return await _done(asked, made)


async def _choose(asked: Asked) -> dict[str, Any]:
    person, world = asked.person(), asked.world
    message = message_for(world, person, asked.text("message"))
    select = component_of(message, asked.text("select"), _SELECTS)
    channel = world.channels[message.channel_id]
    values, resolved = selected(Lookup(world, channel), select, asked.texts("values"))
    data: dict[str, Any] = {"component_type": select["type"], "custom_id": select["custom_id"]}
    data |= {"id": select["id"], "values": values} | ({"resolved": resolved} if resolved else {})
    made = make(
        world, InteractionType.COMPONENT, person, channel, data, message=message, name=select["custom_id"]
    )
    return await _done(asked, made)


async def _modal(asked: Asked) -> dict[str, Any]:
    """Submit the modal that an interaction was answered with."""
    world = asked.world
    opener = _interaction(asked)
    if opener.callback is not Callback.MODAL:
        raise CannotError(f"interaction {opener.id} was not answered with a modal")
    channel = Lookup(world).channel(opener.channel_id)
    data = submitted(Lookup(world, channel), opener.response, asked.object("values"))
    made = make(
        world,
        InteractionType.MODAL,
        world.people[opener.person_id],
        channel,
        data,
        trigger=opener,
        message=world.messages.get(opener.source_message_id or ""),
        owners=opener.owners,
        name=data["custom_id"],
    )
    return await _done(asked, made)


async def _say(asked: Asked) -> dict[str, Any]:
    """Write a message; with components it is one that an earlier version of the bot has left."""
    person, channel, world = asked.person(), asked.channel(), asked.world
    body: dict[str, Any] = {"content": asked.text("text")}
    if asked.has("components"):
        if not person.bot:
            raise CannotError(f"{person.key} is a person, and writes in words")
        body = {"components": asked.objects("components"), "flags": COMPONENTS_V2}
    if asked.has("reply_to"):
        body["message_reference"] = {"message_id": asked.text("reply_to")}
    asked.finish()
    if Permission.SEND_MESSAGES not in world.rights(person.id, channel):
        raise CannotError(f"{person.key} may not write in {channel.key}")
    return new_message(world, channel, person, body, {}).view()


async def _delete(asked: Asked) -> dict[str, Any]:
    """Delete a message as its author, as a moderator, or dismiss one's own ephemeral message."""
    person, world = asked.person(), asked.world
    message = message_for(world, person, asked.text("message"))
    asked.finish()
    rights = world.rights(person.id, world.channels[message.channel_id])
    mine = person.id in (message.author_id, message.only_for)
    if not mine and Permission.MANAGE_MESSAGES not in rights:
        raise CannotError(f"{person.key} may not delete message {message.id}")
    delete_message(world, message)
    return message.view()


async def _duplicate(asked: Asked) -> dict[str, Any]:
    """Send the same INTERACTION_CREATE once more."""
    interaction = _interaction(asked)
    asked.finish()
    dispatch(asked.world, interaction)
    return asked.world.interactions.view(interaction)


def _interaction(asked: Asked) -> Interaction:
    found = asked.world.interactions.get(asked.text("interaction"))
    if found is None:
        raise CannotError("there is no such interaction")
    return found


def _command_data(command: dict[str, Any]) -> dict[str, Any]:
    data = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


async def _done(asked: Asked, interaction: Interaction) -> dict[str, Any]:
    """The interaction as it stands, or once answered when `wait` seconds are given."""
    timeout = asked.number("wait", 0.0)
    asked.finish()
    if timeout and interaction.delivered:
        return dict(await wait_for(asked.world, answered(asked.world, interaction), timeout))
    return asked.world.interactions.view(interaction)


CONTROLS = (
    Control("POST", "/slash", _slash),
    Control("POST", "/autocomplete", _autocomplete),
    Control("POST", "/context", _context),
    Control("POST", "/press", _press),
    Control("POST", "/choose", _choose),
    Control("POST", "/modal", _modal),
    Control("POST", "/say", _say),
    Control("POST", "/delete-message", _delete),
    Control("POST", "/duplicate", _duplicate),
)
