"""The stand-ins once for all tests of a process, and a world that is checked when a test ends."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.support.discord import DiscordControl
from tests.support.gateway import ROOT, GatewayControl

pytest.register_assert_rewrite("tests.support.world")
from tests.support.world import World, environ_of  # noqa: E402 - its assertions are explained only so

Json = dict[str, Any]


@pytest.fixture(scope="session")
def discord_addresses() -> Iterator[Json]:
    """Discord's stand-in."""
    yield from _process("discord", "--port", "0")


@pytest.fixture(scope="session")
def gateway_addresses() -> Iterator[Json]:
    """The gateways' stand-in."""
    ports = ("--openoctopus-port", "0", "--octopusx-port", "0")
    yield from _process("gateway", *ports, "--median-seconds", "0.2", "--seed", "1")


def _process(*words: str) -> Iterator[Json]:
    command = [sys.executable, "-m", "sandbox", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


@pytest.fixture
async def world(discord_addresses: Json, gateway_addresses: Json, tmp_path: Path) -> AsyncIterator[World]:
    """Everything but the bot."""
    async with (
        aiohttp.ClientSession() as http,
        GatewayControl(gateway_addresses["control"]) as gateway,
    ):
        discord = DiscordControl(discord_addresses, http, 0)
        await discord.reset()
        await gateway.reset()
        environ = environ_of(discord, gateway_addresses, tmp_path)
        world = World(discord=discord, gateway=gateway, folder=tmp_path, environ=environ)
        yield world
        await world.check()
