"""`python -m sandbox discord`: serve the stand-in until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import ssl
import sys

from aiohttp import web

from sandbox.discord.clock import Clock
from sandbox.discord.rest_account import gateway_url
from sandbox.discord.server import build
from sandbox.discord.world import World

HOST = "127.0.0.1"
DEFAULT_PORT = 8800
_GOODBYE_SECONDS = 0.2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 picks a free one"
    )
    parser.add_argument(
        "--certificate",
        metavar="PEM",
        help="speak TLS with this certificate and key, for a client that resolves Discord's names to here",
    )
    parser.add_argument(
        "--demo", metavar="URL", help="the demo's supervisor, for what the page shows behind the curtain"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM. Exit code 1 when the port or the certificate cannot be used."""
    try:
        tls = _tls(args.certificate) if args.certificate else None
    except (OSError, ssl.SSLError) as error:
        return _refuse(f"The certificate {args.certificate} cannot be used: {error}.")
    try:
        listener = socket.create_server((HOST, args.port))
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        return _refuse(f"Port {args.port} on {HOST} cannot be used: {reason}.")
    except OverflowError:
        return _refuse(f"There is no port {args.port}: it must be 0 to 65535.")
    with listener:
        asyncio.run(_serve(listener, tls, args.demo))
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the sentence to the person who typed the command
    return 1


def _tls(path: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


async def _serve(listener: socket.socket, tls: ssl.SSLContext | None, demo: str | None) -> None:
    base = f"{'https' if tls else 'http'}://{HOST}:{listener.getsockname()[1]}"
    world = World(Clock())
    world.blobs.base = base
    runner = web.AppRunner(build(world, demo=demo), access_log=None, shutdown_timeout=_GOODBYE_SECONDS)
    await runner.setup()
    await web.SockSite(runner, listener, ssl_context=tls).start()
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
