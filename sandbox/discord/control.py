"""The control API's frame: JSON in, JSON out, one clear sentence when something cannot be done."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.discord.clients import CannotError
from sandbox.discord.lookup import Lookup
from sandbox.discord.people import Person
from sandbox.discord.places import Channel
from sandbox.discord.world import World

PREFIX = "/_control"
#: Bytes of an answer to a page that is compressed. Who steers it from this machine has no use for that.
_WORTH_PACKING = 2_048
#: Browsers send it with every request ("Fetch Metadata Request Headers").
_FROM_A_PAGE = "Sec-Fetch-Mode"


class Asked:
    """One control call: its fields, taken by name and type. Raises CannotError for a missing or wrong one."""

    def __init__(self, world: World, fields: dict[str, Any]) -> None:
        self.world = world
        self._fields = fields
        self._taken: set[str] = set()

    @property
    def fields(self) -> dict[str, Any]:
        """All fields as they came."""
        self._taken |= self._fields.keys()
        return self._fields

    def text(self, name: str, default: str | None = None) -> str:
        """A text field; ids may come as numbers."""
        value = self._take(name, default)
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise CannotError(f"{name!r} must be a text")
        return str(value)

    def number(self, name: str, default: float | None = None) -> float:
        """A number; a query's text is read as one."""
        value = self._take(name, default)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise CannotError(f"{name!r} must be a number") from None

    def yes(self, name: str, default: bool | None = None) -> bool:
        """A yes or no."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise CannotError(f"{name!r} must be true or false")
        return value

    def object(self, name: str) -> dict[str, Any]:
        """An object; absent is empty."""
        value = self._take(name, {})
        if not isinstance(value, dict):
            raise CannotError(f"{name!r} must be an object")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts; absent is empty."""
        value = self._take(name, [])
        if not isinstance(value, list):
            raise CannotError(f"{name!r} must be a list")
        return [str(each) for each in value]

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A list of objects; absent is empty."""
        value = self._take(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise CannotError(f"{name!r} must be a list of objects")
        return value

    def has(self, name: str) -> bool:
        """Whether the field was given."""
        return name in self._fields

    def person(self, name: str = "as") -> Person:
        """A person by key, user name or id."""
        return Lookup(self.world).person(self.text(name))

    def channel(self, name: str = "channel") -> Channel:
        """A channel by key or id; "dm" is the bot's conversation with who is asking."""
        wanted = self.text(name)
        if wanted == "dm":
            return self.world.dm_with(self.person())
        return Lookup(self.world).channel(wanted)

    def finish(self) -> None:
        """Raise CannotError for fields nobody asked for: a misspelt field must not pass in silence."""
        unknown = sorted(self._fields.keys() - self._taken)
        if unknown:
            raise CannotError(f"unknown field: {', '.join(unknown)}")

    def _take(self, name: str, default: Any) -> Any:
        self._taken.add(name)
        value = self._fields.get(name, default)
        if value is None:
            raise CannotError(f"{name!r} is missing")
        return value


Act = Callable[[Asked], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Control:
    """One control call."""

    method: str
    path: str
    act: Act


@web.middleware
async def own_pages_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse a control call that a page of another site makes from this machine's browser."""
    origin = request.headers.get("Origin", f"{request.scheme}://{request.host}")
    local = request.host.split(":")[0] in ("127.0.0.1", "localhost")
    if request.path.startswith(PREFIX) and not (local and origin == f"{request.scheme}://{request.host}"):
        return web.json_response({"error": "only pages of this server may do that"}, status=403)
    return await handler(request)


def add_controls(app: web.Application, world: World, controls: tuple[Control, ...]) -> None:
    """Register control calls."""
    for control in controls:
        app.router.add_route(control.method, PREFIX + control.path, _served(world, control.act))


def _served(world: World, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            asked = Asked(world, await _fields(request))
            answer = web.json_response(await act(asked))
            if _FROM_A_PAGE in request.headers and (answer.content_length or 0) >= _WORTH_PACKING:
                answer.enable_compression()
            return answer
        except CannotError as error:
            return web.json_response({"error": str(error)}, status=422)
        except TimeoutError:
            return web.json_response({"error": "it did not happen in time"}, status=504)

    return handle


async def _fields(request: web.Request) -> dict[str, Any]:
    fields: dict[str, Any] = dict(request.query) | dict(request.match_info)
    raw = await request.read()
    if not raw:
        return fields
    try:
        body = json.loads(raw)
    except ValueError:
        raise CannotError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise CannotError("the body must be an object")
    return fields | body
