"""Waiting for a moment or a ring, whichever is first, again and again."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.ops.bell import Bell
from tests.unit.engine.clocks import ManualClock


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_ring_before_the_waiting_ends_it() -> None:
    bell = Bell(ManualClock())
    bell.ring()
    await bell.wait(None)
    waiting = asyncio.create_task(bell.wait(None))
    await settle()
    assert not waiting.done()
    bell.ring()
    await waiting


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0.5, 9)), min_size=1, max_size=8))
def test_nobody_is_woken_later_than_asked(steps: list[tuple[float, float]]) -> None:
    asyncio.run(nobody_is_woken_later_than_asked(steps))


async def nobody_is_woken_later_than_asked(steps: list[tuple[float, float]]) -> None:
    clock = ManualClock()
    bell = Bell(clock)
    for wait, passes in steps:
        until = clock.now + wait
        waiting = asyncio.create_task(wait_for(bell, clock, until))
        while not waiting.done():
            await settle()
            clock.advance(min(passes, max(until - clock.now, 0.0)))
        assert clock.now == until
    bell.silence()


async def wait_for(bell: Bell, clock: ManualClock, until: float) -> None:
    while clock.now < until:
        await bell.wait(until)


async def test_a_silenced_bell_leaves_no_task_behind() -> None:
    bell = Bell(ManualClock())
    waiting = asyncio.create_task(bell.wait(2000.0))
    await settle()
    waiting.cancel()
    bell.silence()
    await settle()
    assert asyncio.all_tasks() == {asyncio.current_task()}
