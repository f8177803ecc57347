"""`/_control/demo/...`: passed on to the demo that started this stand-in, if one did."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
from aiohttp import web

_ALONE = "there is no demo behind this page: it was started by itself"
_SECONDS = 30.0
_SESSION = web.AppKey("demo_session", aiohttp.ClientSession)


def add_demo(app: web.Application, demo: str | None) -> None:
    """Register the calls; `demo` is the supervisor's address, None where there is none."""
    if demo is not None:
        app.cleanup_ctx.append(_session)
    app.router.add_route("*", "/_control/demo/{call:.+}", _alone if demo is None else _passed_on(demo))


async def _session(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as session:
        app[_SESSION] = session
        yield


async def _alone(_: web.Request) -> web.Response:
    return web.json_response({"error": _ALONE}, status=404)


def _passed_on(demo: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.Response:
        address = f"{demo}/{request.match_info['call']}"
        body = await request.read()
        try:
            async with request.app[_SESSION].request(
                request.method, address, params=request.query, data=body or None
            ) as answer:
                return web.Response(
                    status=answer.status, body=await answer.read(), content_type=answer.content_type
                )
        except (aiohttp.ClientError, TimeoutError):
            return web.json_response({"error": "the demo does not answer"}, status=503)

    return handle
