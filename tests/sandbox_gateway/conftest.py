"""One stand-in process per worker, reset before each test; and one inside the test, its clock frozen."""

import json
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.gateway.clock import Clock
from sandbox.gateway.manners import Manners, as_dict
from sandbox.gateway.server import serving
from sandbox.gateway.world import OCTOPUSX, OPENOCTOPUS, Settings, World
from tests.support.gateway import (
    OCTOPUSX_KEY,
    OCTOPUSX_MODEL,
    OPENOCTOPUS_KEY,
    OPENOCTOPUS_MODEL,
    ROOT,
    GatewayControl,
)

DEFAULTS = {**as_dict(Manners()), "median_seconds": 0, "concurrency": 1, "queue_limit": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """Both gateways as a client with good keys sees them."""

    openoctopus: httpx.AsyncClient
    octopusx: httpx.AsyncClient
    control: GatewayControl

    async def submit(self, prompt: str = "a red fox", **options: Any) -> httpx.Response:
        """A submit with `options` as its input."""
        body: dict[str, Any] = {"model": OPENOCTOPUS_MODEL, "prompt": prompt}
        if options:
            body["input"] = options
        return await self.openoctopus.post("/v1/images/generations", json=body)

    async def task(self, prompt: str = "a red fox", **options: Any) -> str:
        """The id of a new task."""
        return str((await self.submit(prompt, **options)).json()["id"])

    async def poll(self, task: str) -> httpx.Response:
        return await self.openoctopus.get(f"/v1/tasks/{task}")

    async def result(self, prompt: str = "a red fox", **options: Any) -> dict[str, Any]:
        """What the first query of a new task says."""
        body: dict[str, Any] = (await self.poll(await self.task(prompt, **options))).json()
        return body

    async def picture(self, prompt: str = "a red fox", **options: Any) -> httpx.Response:
        """The picture of a new task, or whatever comes instead."""
        body = await self.result(prompt, **options)
        return await self.openoctopus.get(body["output_payload"]["assets"][0]["url"])

    async def generate(self, prompt: str = "a red fox", **fields: Any) -> httpx.Response:
        """An OctopusX generation."""
        body = {"model": OCTOPUSX_MODEL, "prompt": prompt, **fields}
        return await self.octopusx.post("/images/generations", json=body)


@pytest.fixture(scope="session")
def addresses() -> Iterator[dict[str, str]]:
    command = [sys.executable, "-m", "sandbox", "gateway", "--median-seconds", "0"]
    ports = ["--openoctopus-port", "0", "--octopusx-port", "0"]
    with subprocess.Popen([*command, *ports], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.terminate()
        process.wait(10)


@pytest.fixture
async def api(addresses: dict[str, str]) -> AsyncIterator[Api]:
    async with (
        _client(addresses["openoctopus"], OPENOCTOPUS_KEY) as openoctopus,
        _client(addresses["octopusx"], OCTOPUSX_KEY) as octopusx,
        GatewayControl(addresses["control"]) as control,
    ):
        await control.reset()
        await control.settings(**DEFAULTS)
        yield Api(openoctopus=openoctopus, octopusx=octopusx, control=control)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The stand-in inside the test, with a clock that only `world.clock.advance` moves."""

    api: Api
    world: World


@pytest.fixture
async def frozen() -> AsyncIterator[Frozen]:
    clock = Clock(source=lambda: 0.0, wall=lambda: 1_735_689_600.0)
    settings = Settings(median=6.0, seed=7)
    async with (
        serving(openoctopus_port=0, octopusx_port=0, settings=settings, clock=clock) as world,
        _client(world.addresses[OPENOCTOPUS], OPENOCTOPUS_KEY) as openoctopus,
        _client(world.addresses[OCTOPUSX] + "/v1", OCTOPUSX_KEY) as octopusx,
        GatewayControl(world.addresses[OPENOCTOPUS] + "/_control") as control,
    ):
        yield Frozen(api=Api(openoctopus=openoctopus, octopusx=octopusx, control=control), world=world)


def _client(url: str, key: str) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {key}"}
    # An empty context: loading certificates would only cost time on loopback.
    plain = httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    return httpx.AsyncClient(base_url=url, headers=headers, timeout=30, trust_env=False, transport=plain)
