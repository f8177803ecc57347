"""The guard over all polls, on a clock that moves only by its own sleeps."""

import asyncio

import pytest

from bot.gateways.throttle import Throttle


async def test_a_burst_passes_and_the_rest_comes_evenly(clock):
    throttle = Throttle(clock=clock, rate=20, burst=20)
    for _ in range(20):
        await throttle.turn()
    assert clock.slept == []
    start = clock.monotonic()
    for _ in range(40):
        await throttle.turn()
    assert clock.monotonic() - start == pytest.approx(40 / 20)


async def test_quiet_time_is_saved_up_to_one_burst(clock):
    throttle = Throttle(clock=clock, rate=10, burst=5)
    await clock.sleep(1000)
    clock.slept.clear()
    for _ in range(5):
        await throttle.turn()
    assert clock.slept == []
    await throttle.turn()
    assert len(clock.slept) == 1


async def test_waiters_are_spread_and_keep_their_order(clock):
    now = clock.monotonic()
    throttle = Throttle(clock=clock, rate=20, burst=1)
    finished = []

    async def wait(name):
        await throttle.turn()
        finished.append(name)

    clock.monotonic = lambda: now
    await asyncio.gather(*(wait(name) for name in "abcde"))
    assert finished == list("abcde")
    assert [round(slept, 6) for slept in clock.slept] == [0.05, 0.1, 0.15, 0.2]
