"""`python -m sandbox discord`: serve the stand-in until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import socket
import sys

from aiohttp import web

from sandbox.discord.clock import Clock
from sandbox.discord.rest_account import gateway_url
from sandbox.discord.server import build
from sandbox.discord.world import World

HOST = "127.0.0.1"
DEFAULT_PORT = 8800
_GOODBYE_SECONDS = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 picks a free one"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM. Exit code 1 when the port cannot be used."""
    try:
        listener = socket.create_server((HOST, args.port))
    except (OSError, OverflowError) as error:
        print(f"Port {args.port} on {HOST} cannot be used: {error}.", file=sys.stderr)  # noqa: T201 - the sentence to the person who typed the command
        return 1
    with listener:
        asyncio.run(_serve(listener))
    return 0


async def _serve(listener: socket.socket) -> None:
    base = f"http://{HOST}:{listener.getsockname()[1]}"
    world = World(Clock())
    world.blobs.base = base
    runner = web.AppRunner(build(world), access_log=None, shutdown_timeout=_GOODBYE_SECONDS)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    print(json.dumps(addresses(world)), flush=True)  # noqa: T201 - the ready line that other programs read
    await _told_to_stop()
    world.faults.clear()
    await runner.cleanup()


def addresses(world: World) -> dict[str, str]:
    """Where everything is: the ready line."""
    base = world.blobs.base
    return {
        "api": f"{base}/api/v10",
        "gateway": gateway_url(world),
        "cdn": base,
        "page": f"{base}/",
        "control": f"{base}/_control",
        "token": world.settings.token,
    }


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
