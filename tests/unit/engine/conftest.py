"""One stand-in for all tests of a worker; a house of its own for each test."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.gateways.gateway import Gateway
from tests.support.gateway import ROOT, GatewayControl
from tests.unit.engine.clocks import FastClock, ManualClock
from tests.unit.engine.house import House, StandIn, open_gateways, open_house

OpenHouse = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    command = [sys.executable, "-m", "sandbox", "gateway", "--openoctopus-port", "0", "--octopusx-port", "0"]
    command += ["--median-seconds", "0.05", "--seed", "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        greeting = json.loads(process.stdout.readline())
        yield StandIn(greeting["openoctopus"], greeting["octopusx"], greeting["control"])
        process.terminate()


@pytest.fixture
async def control(stand_in: StandIn) -> AsyncIterator[GatewayControl]:
    async with GatewayControl(stand_in.control) as control:
        yield control


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
def still() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def gateways(stand_in: StandIn, clock: FastClock) -> AsyncIterator[dict[str, Gateway]]:
    async with open_gateways(stand_in, clock) as gateways:
        yield gateways


@pytest.fixture
def open_here(tmp_path: Path, gateways: dict[str, Gateway], clock: FastClock) -> OpenHouse:
    """Opens a house over this test's own database file; twice is a restart."""
    return partial(open_house, path=tmp_path / "inkling.db", gateways=gateways, clock=clock)


@pytest.fixture
async def house(open_here: OpenHouse) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(open_here())
