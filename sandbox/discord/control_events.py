"""`GET /_control/events`: a websocket that tells every change as it happens.

Each message is `{"kind": ..., "data": ...}`. With `?as=member` messages that this person cannot see,
and everything that only a test may know, are left out; `also=request,violation` brings such kinds back.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.discord.changes import Change, Kind
from sandbox.discord.clients import CannotError
from sandbox.discord.faults import Fault
from sandbox.discord.interactions import Interaction
from sandbox.discord.journal import Request, Violation
from sandbox.discord.lookup import Lookup
from sandbox.discord.messages import Message
from sandbox.discord.people import Person
from sandbox.discord.sessions import Dispatched, Session
from sandbox.discord.world import World

_FOR_PEOPLE = frozenset(
    (Kind.MESSAGE, Kind.DELETED, Kind.TYPING, Kind.INTERACTION, Kind.PLACE, Kind.COMMANDS, Kind.SESSION)
)
_BEHIND_THE_CURTAIN = frozenset((Kind.REQUEST, Kind.DISPATCH, Kind.VIOLATION, Kind.FAULT))

ShowMessage = Callable[[Message], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What one listener wants to hear: everything, or what a person may see and the kinds named besides."""

    person: Person | None
    also: frozenset[Kind]
    show: ShowMessage

    def wants(self, world: World, change: Change) -> bool:
        """Whether the listener is told."""
        if self.person is None or change.kind in self.also:
            return True
        return change.kind in _FOR_PEOPLE and _meant_for(world, self.person, change.subject)


async def serve_events(world: World, request: web.Request) -> web.StreamResponse:
    """Stream changes until the client leaves."""
    try:
        wish = _wish(world, request.query)
    except CannotError as error:
        return web.json_response({"error": str(error)}, status=422)
    ws = web.WebSocketResponse(heartbeat=None)
    await ws.prepare(request)
    queue: asyncio.Queue[str] = asyncio.Queue()

    def tell(change: Change) -> None:
        if wish.wants(world, change):
            queue.put_nowait(json.dumps({"kind": change.kind, "data": _view(world, wish, change.subject)}))

    with world.changes.listening(tell):
        writer = asyncio.create_task(_write(ws, queue), name="events writer")
        async for message in ws:
            if message.type is WSMsgType.ERROR:
                break
        writer.cancel()
    return ws


def shown(versions: str) -> ShowMessage:
    """How to show messages: with "all" versions or with "none". Raises CannotError for another word."""
    match versions:
        case "all":
            return Message.view
        case "none":
            return Message.brief
        case _:
            raise CannotError("'versions' is all or none")


def _wish(world: World, query: Mapping[str, str]) -> Wish:
    person = Lookup(world).person(query["as"]) if "as" in query else None
    named = {name for name in query.get("also", "").split(",") if name}
    if unknown := named - _BEHIND_THE_CURTAIN:
        raise CannotError(f"'also' names no such kind: {', '.join(sorted(unknown))}")
    return Wish(person, frozenset(map(Kind, named)), shown(query.get("versions", "all")))


async def _write(ws: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
    while not ws.closed:
        await ws.send_str(await queue.get())


def _meant_for(world: World, person: Person, subject: Any) -> bool:
    match subject:
        case Interaction():
            return subject.person_id == person.id
        case Message():
            return subject.only_for in (None, person.id) and _sees(world, person, subject.channel_id)
        case {"channel_id": channel_id}:
            return _sees(world, person, channel_id)
        case _:
            return True


def _sees(world: World, person: Person, channel_id: str) -> bool:
    channel = world.channels.get(channel_id)
    return channel is not None and world.sees(person.id, channel)


def _view(world: World, wish: Wish, subject: Any) -> Any:
    """A record as the control API shows it."""
    match subject:
        case Interaction():
            return world.interactions.view(subject)
        case Message():
            return wish.show(subject)
        case Request() | Session() | Fault():
            return subject.view()
        case Violation() | Dispatched():
            return asdict(subject)
        case _:
            return subject
