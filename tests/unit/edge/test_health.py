"""The endpoint that watchers read."""

import socket

import aiohttp
import pytest

from bot.ops.health import PortInUse, open_health
from bot.ops.metrics import Metrics


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
    async with open_health(host="127.0.0.1", port=0, metrics=metrics, readiness=readiness) as address:
        assert (await get(f"{address}/healthz"))[0] == 200
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


async def test_a_port_in_use_is_named():
    async def readiness():
        return {}

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse) as caught:
            async with open_health(host="127.0.0.1", port=port, metrics=Metrics(), readiness=readiness):
                raise AssertionError("it listened")
    assert caught.value.port == port
