"""Waiting until something is so: looked for once, then only in what changes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.discord.changes import Change, Kind
from sandbox.discord.clients import CannotError
from sandbox.discord.faults import Fault
from sandbox.discord.interactions import Interaction
from sandbox.discord.journal import Request
from sandbox.discord.lookup import Lookup
from sandbox.discord.messages import Message, visible_text
from sandbox.discord.sessions import Session
from sandbox.discord.world import World

Matches = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """`count` subjects of one kind that match; `present` lists those that exist already."""

    kind: Kind
    present: Callable[[], Iterable[Any]]
    matches: Matches
    view: Callable[[Any], Any]
    count: int = 1


async def wait_for(world: World, condition: Condition, timeout: float) -> Any:
    """The view of the subject that makes the condition true. Raises TimeoutError."""
    found = {id(each): each for each in condition.present() if condition.matches(each)}
    if len(found) >= condition.count:
        return condition.view(list(found.values())[-1])
    done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def look(change: Change) -> None:
        if change.kind is not condition.kind or done.done() or not condition.matches(change.subject):
            return
        found[id(change.subject)] = change.subject
        if len(found) >= condition.count:
            done.set_result(condition.view(change.subject))

    with world.changes.listening(look):
        return await asyncio.wait_for(done, timeout)


def answered(world: World, interaction: Interaction) -> Condition:
    """The interaction has its first answer."""
    return Condition(
        kind=Kind.INTERACTION,
        present=lambda: [interaction],
        matches=lambda each: each is interaction and each.callback is not None,
        view=world.interactions.view,
    )


def read_condition(world: World, wanted: Mapping[str, Any]) -> Condition:
    """A condition from a control call: exactly one of the keys of `_READERS`. Raises CannotError."""
    keys = [key for key in wanted if key in _READERS]
    if len(keys) != 1 or not isinstance(wanted[keys[0]], Mapping):
        raise CannotError(f"wait for exactly one of: {', '.join(_READERS)}")
    try:
        return _READERS[keys[0]](world, wanted[keys[0]])
    except re.error as error:
        raise CannotError(f"bad regular expression: {error}") from None


def _message(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "channel", "as", "text", "files", "ephemeral", "loading", "id", "interaction", "count")
    lookup = Lookup(world)
    person = lookup.person(str(wanted["as"])) if "as" in wanted else None
    place = str(wanted.get("channel", ""))
    if place == "dm" and person is not None:
        place = f"dm-{person.key}"
    channel = lookup.channel(place) if place else None
    pattern = re.compile(str(wanted.get("text", "")), re.IGNORECASE | re.DOTALL)

    def matches(message: Message) -> bool:
        if message.deleted_at is not None or (channel is not None and message.channel_id != channel.id):
            return False
        if person is not None and message.only_for not in (None, person.id):
            return False
        return _like(message, wanted) and pattern.search(visible_text(message.wire)) is not None

    channels = [channel.id] if channel else list(world.channels)
    return Condition(
        kind=Kind.MESSAGE,
        present=lambda: [each for one in channels for each in world.messages.in_channel(one)],
        matches=matches,
        view=Message.view,
        count=int(wanted.get("count", 1)),
    )


def _like(message: Message, wanted: Mapping[str, Any]) -> bool:
    view = {
        "id": message.id,
        "interaction": message.interaction_id,
        "ephemeral": message.only_for is not None,
        "loading": bool(message.wire["flags"] & 128),
    }
    if len(message.files) < int(wanted.get("files", 0)):
        return False
    return all(wanted[key] == value for key, value in view.items() if key in wanted)


def _deleted(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "id")
    return Condition(
        kind=Kind.DELETED,
        present=lambda: [
            each
            for channel in world.channels
            for each in world.messages.in_channel(channel)
            if each.deleted_at is not None
        ],
        matches=lambda message: message.id == wanted.get("id"),
        view=Message.view,
    )


def _interaction(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "id", "name", "state", "count")

    def matches(interaction: Interaction) -> bool:
        if "id" in wanted and interaction.id != wanted["id"]:
            return False
        if "name" in wanted and interaction.name != wanted["name"]:
            return False
        state = world.interactions.state(interaction)
        return state == wanted["state"] if "state" in wanted else interaction.callback is not None

    return Condition(
        kind=Kind.INTERACTION,
        present=world.interactions.all,
        matches=matches,
        view=world.interactions.view,
        count=int(wanted.get("count", 1)),
    )


def _log(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "method", "path", "route", "status", "after", "count")
    pattern = re.compile(str(wanted.get("path", "")))

    def matches(entry: Request) -> bool:
        if entry.number <= int(wanted.get("after", 0)) or not pattern.search(entry.path):
            return False
        fixed = {"method": entry.method, "route": entry.route, "status": entry.status}
        return all(wanted[key] == value for key, value in fixed.items() if key in wanted)

    return Condition(
        kind=Kind.REQUEST,
        present=lambda: list(world.journal.requests),
        matches=matches,
        view=Request.view,
        count=int(wanted.get("count", 1)),
    )


def _dispatched(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "name", "count")
    return Condition(
        kind=Kind.DISPATCH,
        present=lambda: list(world.sessions.dispatched),
        matches=lambda event: event.name == wanted.get("name"),
        view=lambda event: {"session": event.session, "name": event.name, "data": event.data},
        count=int(wanted.get("count", 1)),
    )


def _session(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "connected", "count", "not")
    connected, known = bool(wanted.get("connected", True)), wanted.get("not", ())

    def matches(session: Session) -> bool:
        return (session.socket is not None) == connected and session.id not in known

    return Condition(
        kind=Kind.SESSION,
        present=world.sessions.all,
        matches=matches,
        view=Session.view,
        count=int(wanted.get("count", 1)),
    )


def _commands(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "name", "guild")
    guild_id = Lookup(world).guild(str(wanted["guild"])).id if "guild" in wanted else None

    def listed() -> list[dict[str, Any]]:
        return world.commands.all(guild_id)

    def matches(_: Any) -> bool:
        return any(wanted.get("name") in (None, command["name"]) for command in listed())

    return Condition(kind=Kind.COMMANDS, present=lambda: [None], matches=matches, view=lambda _: listed())


def _fault(world: World, wanted: Mapping[str, Any]) -> Condition:
    _known(wanted, "id")
    return Condition(
        kind=Kind.FAULT,
        present=world.faults.all,
        matches=lambda fault: fault.id == wanted.get("id") and fault.caught > 0,
        view=Fault.view,
    )


def _known(wanted: Mapping[str, Any], *keys: str) -> None:
    unknown = sorted(set(wanted) - set(keys))
    if unknown:
        raise CannotError(f"unknown: {', '.join(unknown)}; known: {', '.join(keys)}")


_READERS: dict[str, Callable[[World, Mapping[str, Any]], Condition]] = {
    "message": _message,
    "deleted": _deleted,
    "interaction": _interaction,
    "log": _log,
    "dispatched": _dispatched,
    "session": _session,
    "commands": _commands,
    "fault": _fault,
}
