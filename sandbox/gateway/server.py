"""Opens both gateways on 127.0.0.1 and closes them again."""

import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from sandbox.gateway.clock import Clock
from sandbox.gateway.control.routes import Control
from sandbox.gateway.http import MAX_BODY, journal_as
from sandbox.gateway.octopusx.routes import OctopusX
from sandbox.gateway.openoctopus.routes import OpenOctopus
from sandbox.gateway.pictures.easel import Easel
from sandbox.gateway.world import OCTOPUSX, OPENOCTOPUS, Settings, World

HOST = "127.0.0.1"


class PortTaken(Exception):
    """A port that something else listens on, or that this user may not open."""


@asynccontextmanager
async def serving(
    *, openoctopus_port: int, octopusx_port: int, settings: Settings, clock: Clock
) -> AsyncIterator[World]:
    """The world, served at `world.addresses` until the block ends. Raises PortTaken."""
    easel = Easel()
    world = World(clock=clock, easel=easel, settings=settings)
    openoctopus, octopusx = OpenOctopus(world), OctopusX(world)
    async with AsyncExitStack() as stack:
        stack.callback(easel.close)
        first = web.Application(
            middlewares=[journal_as(OPENOCTOPUS, world, openoctopus.word)], client_max_size=MAX_BODY
        )
        first.add_routes([*openoctopus.routes(), *Control(world).routes()])
        world.addresses[OPENOCTOPUS] = await _open(stack, first, openoctopus_port)
        second = web.Application(
            middlewares=[journal_as(OCTOPUSX, world, octopusx.word)], client_max_size=MAX_BODY
        )
        second.add_routes(octopusx.routes())
        world.addresses[OCTOPUSX] = await _open(stack, second, octopusx_port)
        yield world


async def _open(stack: AsyncExitStack, app: web.Application, port: int) -> str:
    """Serve `app` at `port`, 0 for a free one, and tell its address."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, HOST, port, backlog=1024)
    try:
        await site.start()
    except OSError as error:
        reason = "is already in use" if error.errno == errno.EADDRINUSE else "cannot be opened"
        raise PortTaken(f"Port {port} on {HOST} {reason}.") from error
    return f"http://{HOST}:{runner.addresses[0][1]}"
