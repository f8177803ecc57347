"""What Discord's own client allows a person: which commands, options, buttons, and who sees what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.discord.messages import Message, walk
from sandbox.discord.people import Person
from sandbox.discord.permissions import Permission
from sandbox.discord.places import Channel
from sandbox.discord.world import World

_GUILD_INSTALL, _USER_INSTALL = 0, 1
_GUILD_CONTEXT, _DM_CONTEXT = 0, 1


class CannotError(Exception):
    """The client would not let this person do that; the words say why."""


def commands_for(world: World, person: Person, channel: Channel) -> list[dict[str, Any]]:
    """The commands the client lists for a person in a channel."""
    return [
        command
        for command in world.commands.offered(channel.guild_id)
        if _why_not(world, person, channel, command) is None
    ]


def command_for(world: World, person: Person, channel: Channel, *, name: str, kind: int) -> dict[str, Any]:
    """A command by its name, if the person may run it here. Raises CannotError with the reason."""
    for command in world.commands.offered(channel.guild_id):
        if command["name"] == name and command["type"] == kind:
            reason = _why_not(world, person, channel, command)
            if reason is None:
                return command
            raise CannotError(f"/{name} is not offered to {person.key} in {channel.key}: {reason}")
    raise CannotError(f"the bot has no command {name!r} here")


def _why_not(world: World, person: Person, channel: Channel, command: dict[str, Any]) -> str | None:
    rights = world.rights(person.id, channel)
    if Permission.USE_APPLICATION_COMMANDS not in rights:
        return "no right to use application commands"
    if not _installed(world, person, channel, command):
        return "the app is not installed for it"
    if (_DM_CONTEXT if channel.is_dm else _GUILD_CONTEXT) not in (command.get("contexts") or (0, 1, 2)):
        return "the command is not for this kind of place"
    needed = command.get("default_member_permissions")
    given = _given(world, person, channel, command)
    if given is False:
        return "the server has taken it away"
    if given is None and needed is not None and not channel.is_dm and not _holds(rights, int(needed)):
        return "a right is missing"
    if command.get("nsfw") and not channel.wire.get("nsfw"):
        return "only in age-restricted channels"
    return None


def _given(world: World, person: Person, channel: Channel, command: dict[str, Any]) -> bool | None:
    """What the server decided about a command for a person; None if nothing, or nothing that binds them.

    A person's own comes first, then a role that may, then one that may not, then what holds for everyone.
    Source: Discord documentation, "Application Commands", Permissions.
    """
    guild = world.guild_of(channel)
    if guild is None or Permission.ADMINISTRATOR in world.rights(person.id, channel):
        return None
    decided = guild.given.get(command["name"], {})
    if person.id in decided:
        return decided[person.id]
    of_roles = [decided[role] for role in guild.members[person.id]["roles"] if role in decided]
    return any(of_roles) if of_roles else decided.get(guild.id)


def _holds(rights: Permission, needed: int) -> bool:
    """Whether the rights hold all that is needed; 0 means administrators only."""
    if Permission.ADMINISTRATOR in rights:
        return True
    return needed != 0 and Permission(needed) in rights


def _installed(world: World, person: Person, channel: Channel, command: dict[str, Any]) -> bool:
    types = command.get("integration_types") or [_GUILD_INSTALL]
    guild = world.guild_of(channel)
    by_guild = guild is None or guild.with_bot
    return (by_guild and _GUILD_INSTALL in types) or (person.installed and _USER_INSTALL in types)


def visible(world: World, person: Person, channel: Channel) -> list[Message]:
    """The channel's messages as a person sees them, oldest first."""
    if not world.sees(person.id, channel):
        raise CannotError(f"{person.key} cannot see {channel.key}")
    return [
        message
        for message in world.messages.in_channel(channel.id)
        if message.deleted_at is None and message.only_for in (None, person.id)
    ]


def message_for(world: World, person: Person, message_id: str) -> Message:
    """A message by id, if the person sees it. Raises CannotError otherwise."""
    message = world.messages.get(message_id)
    if message is None or message.channel_id not in world.channels:
        raise CannotError(f"there is no message {message_id}")
    if message.only_for not in (None, person.id):
        raise CannotError(f"{person.key} does not see message {message_id}: it is for someone else alone")
    if not world.sees(person.id, world.channels[message.channel_id]):
        raise CannotError(f"{person.key} cannot see the channel of message {message_id}")
    return message


def component_of(message: Message, wanted: str, kinds: Iterable[int]) -> dict[str, Any]:
    """The component with this `custom_id` or label, of these types, that can be used now."""
    usable = [part for part in walk(message.wire["components"]) if part["type"] in kinds]
    found = [part for part in usable if wanted in (part.get("custom_id"), part.get("label"))]
    if not found:
        offered = ", ".join(str(part.get("custom_id") or part.get("label")) for part in usable) or "none"
        raise CannotError(f"message {message.id} has no {wanted!r}; it has: {offered}")
    if len(found) > 1:
        raise CannotError(f"message {message.id} has more than one {wanted!r}; use its custom_id")
    part = found[0]
    if part.get("disabled"):
        raise CannotError(f"{wanted!r} is disabled")
    if "custom_id" not in part:
        raise CannotError(f"{wanted!r} is a link")
    return part
