"""`GET /_control/events`: a websocket that tells every change as it happens.

Each message is `{"kind": ..., "data": ...}`. With `?as=member` messages that this person cannot see,
and everything that only a test may know, are left out.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
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

_FOR_PEOPLE = (Kind.MESSAGE, Kind.DELETED, Kind.INTERACTION, Kind.PLACE, Kind.COMMANDS, Kind.SESSION)


async def serve_events(world: World, request: web.Request) -> web.StreamResponse:
    """Stream changes until the client leaves."""
    try:
        person = Lookup(world).person(request.query["as"]) if "as" in request.query else None
    except CannotError as error:
        return web.json_response({"error": str(error)}, status=422)
    ws = web.WebSocketResponse(heartbeat=None)
    await ws.prepare(request)
    queue: asyncio.Queue[str] = asyncio.Queue()

    def tell(change: Change) -> None:
        if person is None or _meant_for(world, person, change):
            queue.put_nowait(json.dumps({"kind": change.kind, "data": view(world, change.subject)}))

    with world.changes.listening(tell):
        writer = asyncio.create_task(_write(ws, queue), name="events writer")
        async for message in ws:
            if message.type is WSMsgType.ERROR:
                break
        writer.cancel()
    return ws


async def _write(ws: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
    while not ws.closed:
        await ws.send_str(await queue.get())


def _meant_for(world: World, person: Person, change: Change) -> bool:
    if change.kind not in _FOR_PEOPLE:
        return False
    subject = change.subject
    if isinstance(subject, Interaction):
        return subject.person_id == person.id
    if not isinstance(subject, Message):
        return True
    channel = world.channels.get(subject.channel_id)
    return channel is not None and subject.only_for in (None, person.id) and world.sees(person.id, channel)


def view(world: World, subject: Any) -> Any:
    """A record as the control API shows it."""
    match subject:
        case Interaction():
            return world.interactions.view(subject)
        case Message() | Request() | Session() | Fault():
            return subject.view()
        case Violation() | Dispatched():
            return asdict(subject)
        case _:
            return subject
