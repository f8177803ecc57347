"""A small HTTP endpoint for whoever watches the process: `/healthz`, `/readyz`, `/metrics`."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.ops.metrics import Metrics

#: Name of each part and whether it can work now.
Readiness = Callable[[], Awaitable[Mapping[str, bool]]]


@asynccontextmanager
async def open_health(
    sockets: Iterable[socket.socket], *, metrics: Metrics, readiness: Readiness
) -> AsyncIterator[str]:
    """Serve on sockets that listen until the block ends; yields the address of the first."""
    runner = web.AppRunner(_application(metrics, readiness), access_log=None)
    await runner.setup()
    try:
        for each in sockets:
            await web.SockSite(runner, each).start()
        bound = runner.addresses[0]
        yield f"http://{bound[0]}:{bound[1]}"
    finally:
        await runner.cleanup()


def _application(metrics: Metrics, readiness: Readiness) -> web.Application:
    async def healthz(request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(request: web.Request) -> web.Response:
        parts = await readiness()
        metrics.set_ready(parts)
        return web.json_response(dict(parts), status=200 if all(parts.values()) else 503)

    async def read_metrics(request: web.Request) -> web.Response:
        metrics.set_ready(await readiness())
        content_type = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=metrics.render(), headers={"Content-Type": content_type})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    application.router.add_get("/metrics", read_metrics)
    return application
