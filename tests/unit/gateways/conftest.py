"""What the gateway tests share."""

import ssl

import pytest

from bot.gateways.throttle import Throttle
from bot.gateways.transport import Wire
from tests.unit.gateways.clocks import StillClock
from tests.unit.gateways.servers import scripted

KEY = "ooq_secret_0123456789"


@pytest.fixture(scope="session")
def tls():
    return ssl.create_default_context()


@pytest.fixture
def clock():
    return StillClock()


@pytest.fixture
async def script():
    async with scripted() as server:
        yield server


@pytest.fixture
async def open_wire(tls, clock):
    """Opens wires and closes them at the end."""
    wires = []

    def open_one(url, key=KEY):
        wire = Wire(base_url=url, key=key, clock=clock, throttle=Throttle(clock=clock), tls=tls)
        wires.append(wire)
        return wire

    yield open_one
    for wire in wires:
        await wire.close()
