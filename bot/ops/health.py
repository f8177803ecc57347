"""A small HTTP endpoint for whoever watches the process: `/healthz`, `/readyz`, `/metrics`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.ops.metrics import Metrics

#: Name of each part and whether it can work now.
Readiness = Callable[[], Awaitable[Mapping[str, bool]]]


class PortInUse(Exception):
    """Something else listens on the health port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port}")
        self.host, self.port = host, port


@asynccontextmanager
async def open_health(*, host: str, port: int, metrics: Metrics, readiness: Readiness) -> AsyncIterator[str]:
    """Serve until the block ends; yields the address.

    Raises:
        PortInUse: the port cannot be had.
    """
    runner = web.AppRunner(_application(metrics, readiness), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise PortInUse(host, port) from error
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
