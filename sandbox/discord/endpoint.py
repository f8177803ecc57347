"""One request from arrival to answer: log, faults, rate limits, authorisation, handler."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.discord.blobs import Upload
from sandbox.discord.errors import RefusedError, unknown_route
from sandbox.discord.faults import Action, Fault
from sandbox.discord.journal import Request
from sandbox.discord.limits import Limited
from sandbox.discord.uploads import read_body
from sandbox.discord.world import World

PREFIX = "/api/v10"
_LOG = logging.getLogger(__name__)
_FIRST_BYTES = 1024


@dataclass(slots=True, kw_only=True)
class Call:
    """What a handler gets. `body` is parsed JSON, `files` the parts `files[N]` by N."""

    world: World
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)

    def object(self) -> dict[str, Any]:
        """The body as an object; an empty one when it is absent."""
        return self.body if isinstance(self.body, dict) else {}

    def file_names(self) -> dict[int, str]:
        """The files' names by number, as the rules want them."""
        return {number: upload.filename for number, upload in self.files.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body; no body for 204."""

    status: int = 200
    body: Any = None

    def text(self) -> str | None:
        """The body as it is sent; a text that a fault script asked for goes out as it is."""
        if self.body is None or isinstance(self.body, str):
            return self.body
        return json.dumps(self.body)


Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation. `template` is as in Discord's OpenAPI description; `open` needs no bot token."""

    method: str
    template: str
    handler: Handler
    open: bool = False


class DroppedError(Exception):
    """Cut the connection instead of answering."""


class Pipeline:
    """Serves routes of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def served(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The aiohttp handler of a route."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route)

        return handle

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """The aiohttp handler of everything that is no route."""
        return await self._serve(request, None)

    async def _serve(self, request: web.Request, route: Route | None) -> web.StreamResponse:
        world = self._world
        path = request.path.removeprefix(PREFIX)
        template = route.template if route else None
        entry = world.journal.open(at=world.clock.now(), method=request.method, path=path, route=template)
        entry.query = dict(request.query)
        begun = world.clock.real()
        try:
            answer = await self._answer(request, route, entry)
        except (DroppedError, ConnectionResetError):
            # By a fault, or because the bot has gone before all of its request was here.
            if request.transport is not None:
                request.transport.abort()
            answer = Answer(0)
        except RefusedError as error:
            answer = self._refuse(entry, error)
        except Exception as error:
            # A fault of the stand-in itself must fail the test that met it, not pass for a Discord error.
            _LOG.exception("%s %s", request.method, path)
            answer = self._broke(entry, error)
        entry.took = round((world.clock.real() - begun) * 1000, 3)
        entry.status, entry.response = answer.status or None, answer.text()
        world.limits.record(answer.status, scope=entry.headers.get("X-RateLimit-Scope"))
        world.journal.close(entry)
        return _response(answer.status, entry.response, entry.headers)

    async def _answer(self, request: web.Request, route: Route | None, entry: Request) -> Answer:
        upload = request.content_type == "multipart/form-data"
        fault = self._world.faults.catch(request.method, entry.path, upload=upload)
        if fault is not None:
            entry.fault = fault.action
            await before(fault, request)
        if fault is not None and fault.action is Action.STATUS:
            await request.read()
            return self._scripted(fault, entry)
        answer = await self._normal(request, route, entry)
        if fault is not None and fault.action is Action.DROP_AFTER:
            raise DroppedError
        if fault is not None and fault.action is Action.STATUS_AFTER:
            return self._scripted(fault, entry)
        return answer

    async def _normal(self, request: web.Request, route: Route | None, entry: Request) -> Answer:
        world = self._world
        token = request.headers.get("Authorization", "").removeprefix("Bot ")
        entry.authorised = token == world.settings.token
        verdict = world.limits.take(request.method, entry.path, token=token or None)
        entry.headers = verdict.headers
        entry.bucket = verdict.headers.get("X-RateLimit-Bucket")
        if isinstance(verdict, Limited):
            await request.read()
            return Answer(429, verdict.body)
        if route is None:
            raise unknown_route(request.method, entry.path)
        if not route.open and not entry.authorised:
            raise RefusedError(401, {"message": "401: Unauthorized", "code": 0})
        body, files = await read_body(request)
        entry.body, entry.files = body, [upload.summary() for upload in files.values()]
        params = request.match_info
        _note_ack(world, entry, params)
        call = Call(world=world, params=params, query=request.query, body=body, files=files)
        return await route.handler(call)

    def _scripted(self, fault: Fault, entry: Request) -> Answer:
        entry.headers = fault.headers
        return Answer(fault.status, {"message": "scripted", "code": 0} if fault.body is None else fault.body)

    def _refuse(self, entry: Request, error: RefusedError) -> Answer:
        if error.breach is not None:
            rule = f"{entry.method} {entry.path}: {error.breach}"
            self._world.journal.violate(rule, at=entry.at, request=entry.number)
        return Answer(error.status, error.body)

    def _broke(self, entry: Request, error: Exception) -> Answer:
        rule = f"the stand-in itself failed: {entry.method} {entry.path}: {error!r}"
        self._world.journal.violate(rule, at=entry.at, request=entry.number)
        return Answer(500, {"message": "500: Internal Server Error", "code": 0})


async def before(fault: Fault, request: web.Request) -> None:
    """What a fault does to a request before it is looked at. Raises DroppedError to cut the connection."""
    match fault.action:
        case Action.DROP:
            await request.content.read(_FIRST_BYTES)
            raise DroppedError
        case Action.DELAY:
            await asyncio.sleep(fault.seconds)
        case Action.HOLD:
            await fault.released.wait()
        case _:
            return


def _note_ack(world: World, entry: Request, params: Mapping[str, str]) -> None:
    if "interaction_id" in params and (found := world.interactions.get(params["interaction_id"])):
        entry.ack = round((world.clock.now() - found.created) * 1000, 3)


def _response(status: int, text: str | None, headers: Mapping[str, str]) -> web.Response:
    if text is None:
        return web.Response(status=status or 500, headers=headers)
    # Clients compare the content type word for word, so it carries no charset.
    kind = "application/json" if text[:1] in ("{", "[") else "text/html"
    return web.Response(status=status, body=text.encode(), content_type=kind, headers=headers)
