"""`python -m sandbox gateway`: run both gateways until Ctrl-C or SIGTERM."""

import argparse
import asyncio
import json
import math
import signal
import sys
from collections.abc import Callable

from sandbox.gateway.clock import Clock
from sandbox.gateway.server import PortTaken, serving
from sandbox.gateway.world import OCTOPUSX, OPENOCTOPUS, Settings, World

OPENOCTOPUS_PORT = 8801
OCTOPUSX_PORT = 8802
MEDIAN_SECONDS = 6.0


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (seconds >= 0 and math.isfinite(seconds)):
        raise argparse.ArgumentTypeError("seconds are a number from 0")
    return seconds


_OPTIONS: tuple[tuple[str, float, Callable[[str], float], str], ...] = (
    ("--openoctopus-port", OPENOCTOPUS_PORT, _port, "port of the OpenOctopus API, 0 for a free one"),
    ("--octopusx-port", OCTOPUSX_PORT, _port, "port of the OctopusX API, 0 for a free one"),
    ("--median-seconds", MEDIAN_SECONDS, _seconds, "half of all jobs take longer than this"),
    ("--seed", 0, int, "the same seed gives the same durations"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    for name, default, kind, meaning in _OPTIONS:
        parser.add_argument(
            name, type=kind, default=default, metavar="N", help=f"{meaning} (default: {default})"
        )


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; 0 when stopped, 1 when a port is taken."""
    try:
        asyncio.run(_serve(args))
    except PortTaken as error:
        sys.stderr.write(f"{error} Choose another with --openoctopus-port or --octopusx-port.\n")
        return 1
    return 0


async def _serve(args: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with serving(
        openoctopus_port=args.openoctopus_port,
        octopusx_port=args.octopusx_port,
        settings=Settings(median=args.median_seconds, seed=args.seed),
        clock=Clock(),
    ) as world:
        sys.stdout.write(json.dumps(_greeting(world)) + "\n")
        sys.stdout.flush()
        await stop.wait()


def _greeting(world: World) -> dict[str, str]:
    base = world.addresses[OPENOCTOPUS]
    return {
        "openoctopus": base,
        "octopusx": f"{world.addresses[OCTOPUSX]}/v1",
        "control": f"{base}/_control",
    }
