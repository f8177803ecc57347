"""The endpoint that watchers read."""

import asyncio

import aiohttp
import pytest

from bot.ops.health import open_health
from bot.ops.metrics import Metrics
from bot.ops.port import PortInUse, listening


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def test_health_readiness_and_metrics():
    parts = {"database": True, "discord": False}

    async def readiness():
        return parts

    metrics = Metrics()
    metrics.watch_totals("inkling_jobs_ended", "Ends.", "state", lambda: {"done": 3})
    metrics.count_call("openoctopus", "submit", "provider_offline", 0.2)
    metrics.watch("inkling_jobs_waiting", "Jobs in the line.", lambda: 7)
    with listening("127.0.0.1", 0) as sockets:
        # Whoever asks before it serves waits for the answer.
        early = asyncio.create_task(get(f"http://127.0.0.1:{sockets[0].getsockname()[1]}/healthz"))
        await asyncio.sleep(0)
        async with open_health(sockets, metrics=metrics, readiness=readiness) as address:
            assert (await early)[0] == 200
            assert (await get(f"{address}/readyz"))[0] == 503
            parts["discord"] = True
            assert (await get(f"{address}/readyz"))[0] == 200
            text = (await get(f"{address}/metrics"))[1]
    assert 'inkling_jobs_ended_total{state="done"} 3.0' in text
    assert (
        'inkling_gateway_calls_total{call="submit",code="provider_offline",gateway="openoctopus"} 1.0' in text
    )
    assert "inkling_jobs_waiting 7.0" in text
    assert 'inkling_ready{part="discord"} 1.0' in text


def test_a_port_in_use_is_named():
    with listening("127.0.0.1", 0) as (taken,):
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse) as caught, listening("127.0.0.1", port):
            raise AssertionError("it listened")
    assert caught.value.port == port


def test_a_name_stands_for_all_its_addresses_and_they_are_let_go():
    with listening("localhost", 0) as sockets:
        hosts = {each.getsockname()[0] for each in sockets}
        port = sockets[0].getsockname()[1]
    assert hosts <= {"127.0.0.1", "::1"}
    with listening("127.0.0.1", port):
        pass
