"""What both gateways do around each request: journal it, answer refusals, read JSON."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.gateway.directives import BadDirective, Directives, parse_prompt
from sandbox.gateway.errors import Failure, Refusal
from sandbox.gateway.world import Entry, World

ENTRY = web.RequestKey("entry", Entry)
MAX_BODY = 64 * 1024 * 1024
_KEPT_BACK = frozenset({"authorization", "cookie", "proxy-authorization"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def journal_as(gateway: str, world: World, word: Callable[[Failure], web.Response]) -> Middleware:
    """Journal every request of `gateway` and put refusals into its words."""

    @web.middleware
    async def journal(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/_control"):
            return await handler(request)
        try:
            entry = request[ENTRY] = await _arrival(gateway, world, request)
        except web.HTTPRequestEntityTooLarge as error:
            return word(_plain_failure(error))
        world.note(entry)
        response = await _answer(request, handler, word)
        entry.http = response.status
        world.bell.ring()
        return response

    return journal


async def _answer(
    request: web.Request, handler: Handler, word: Callable[[Failure], web.Response]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return word(refusal.failure)
    except web.HTTPException as error:
        return word(_plain_failure(error))


def _plain_failure(error: web.HTTPException) -> Failure:
    """An error of HTTP itself, such as an unknown route."""
    code = error.reason.lower().replace(" ", "_")
    return Failure(code=code, http=error.status, message=f"{error.reason}.", retryable=None)


async def _arrival(gateway: str, world: World, request: web.Request) -> Entry:
    body = _as_json(await request.read()) if request.can_read_body else None
    prompt = body.get("prompt") if isinstance(body, dict) else None
    return Entry(
        gateway=gateway,
        method=request.method,
        path=request.path_qs,
        kind=_kind(request),
        at=world.clock.now(),
        headers={name: value for name, value in request.headers.items() if name.lower() not in _KEPT_BACK},
        authorized="Authorization" in request.headers,
        body=body,
        prompt=prompt if isinstance(prompt, str) else "",
    )


def _kind(request: web.Request) -> str:
    if request.method == "POST":
        return "submit"
    if request.path.startswith("/v1/tasks/"):
        return "poll"
    return "download" if request.path.startswith(("/v1/files/", "/images/")) else "other"


def _as_json(raw: bytes) -> Any:
    """The parsed body, or its text where it is no JSON."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode(errors="replace")


def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object of the request. Raises Refusal."""
    if request.content_type != "application/json":
        raise Refusal("invalid_request", "Content-Type must be application/json")
    body = request[ENTRY].body
    if not isinstance(body, dict):
        raise Refusal("invalid_request", "the body must be a JSON object")
    return body


def read_text(body: dict[str, Any], name: str) -> str:
    """A required text that is not blank. Raises Refusal."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refusal("invalid_request", f"{name} is required and must be a non-blank string", param=name)
    return value


def read_directives(prompt: str) -> Directives:
    """Raises Refusal for a directive that means nothing."""
    try:
        return parse_prompt(prompt)
    except BadDirective as error:
        raise Refusal("invalid_request", str(error), param="prompt") from error
