"""The heap of due times: when a step is taken, how many at once, and what happens when one fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.engine.dispatch import Advance, LocalDispatcher
from tests.unit.engine.clocks import ManualClock


@asynccontextmanager
async def running(dispatcher: LocalDispatcher, advance: Advance) -> AsyncIterator[None]:
    work = asyncio.create_task(dispatcher.run(advance))
    try:
        yield
    finally:
        await dispatcher.stop(grace=0)
        await work


async def settle() -> None:
    """Let everything that can run, run."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_jobs_have_their_steps_when_they_are_due() -> None:
    clock, seen = ManualClock(), list[str]()
    dispatcher = LocalDispatcher(clock=clock, steps=4)

    async def advance(job_id: str) -> float | None:
        seen.append(job_id)
        return 10.0 if seen.count(job_id) == 1 else None

    async with running(dispatcher, advance):
        dispatcher.enqueue("late", 5)
        dispatcher.enqueue("soon", 1)
        await settle()
        assert seen == []
        clock.advance(1)
        await settle()
        assert seen == ["soon"]
        clock.advance(4)
        await settle()
        assert seen == ["soon", "late"]
        clock.advance(10)
        await settle()
        assert seen == ["soon", "late", "soon", "late"]
        clock.advance(100)
        await settle()
        assert len(seen) == 4


async def test_a_later_word_replaces_an_earlier_one() -> None:
    clock, seen = ManualClock(), list[float]()
    dispatcher = LocalDispatcher(clock=clock, steps=4)

    async def advance(_: str) -> None:
        seen.append(clock.now)

    async with running(dispatcher, advance):
        dispatcher.enqueue("job", 50)
        dispatcher.enqueue("job", 2)
        clock.advance(2)
        await settle()
        assert seen == [1002.0]
        clock.advance(100)
        await settle()
        assert seen == [1002.0]


async def test_no_more_steps_at_once_than_allowed_and_one_per_job() -> None:
    clock, gate = ManualClock(), asyncio.Event()
    dispatcher = LocalDispatcher(clock=clock, steps=2)
    under_way: list[str] = []
    most = 0

    async def advance(job_id: str) -> None:
        nonlocal most
        assert job_id not in under_way
        under_way.append(job_id)
        most = max(most, len(under_way))
        await gate.wait()
        under_way.remove(job_id)

    async with running(dispatcher, advance):
        for name in "abcd":
            dispatcher.enqueue(name)
        dispatcher.enqueue("a")
        await settle()
        assert len(under_way) == 2
        dispatcher.enqueue("a")
        gate.set()
        await settle()
    assert most == 2


async def test_a_word_during_a_step_gives_another_step() -> None:
    clock, gate, steps = ManualClock(), asyncio.Event(), 0
    dispatcher = LocalDispatcher(clock=clock, steps=2)

    async def advance(_: str) -> None:
        nonlocal steps
        steps += 1
        await gate.wait()

    async with running(dispatcher, advance):
        dispatcher.enqueue("job")
        await settle()
        dispatcher.enqueue("job")
        gate.set()
        await settle()
    assert steps == 2


async def test_an_interrupted_step_is_taken_again() -> None:
    clock, steps = ManualClock(), 0
    dispatcher = LocalDispatcher(clock=clock, steps=2)

    async def advance(_: str) -> None:
        nonlocal steps
        steps += 1
        if steps == 1:
            await asyncio.Event().wait()

    async with running(dispatcher, advance):
        dispatcher.enqueue("job")
        await settle()
        dispatcher.interrupt("job")
        await settle()
    assert steps == 2


async def test_a_step_that_fails_stops_neither_its_job_nor_the_others() -> None:
    clock, seen = ManualClock(), list[str]()
    dispatcher = LocalDispatcher(clock=clock, steps=2)

    async def advance(job_id: str) -> None:
        seen.append(job_id)
        if len(seen) == 1:
            raise ZeroDivisionError

    async with running(dispatcher, advance):
        dispatcher.enqueue("broken")
        await settle()
        dispatcher.enqueue("whole")
        await settle()
        clock.advance(60)
        await settle()
    assert seen == ["broken", "whole", "broken"]


async def test_stopping_begins_nothing_and_cancels_what_outlasts_the_grace() -> None:
    clock, ended = ManualClock(), list[str]()
    dispatcher = LocalDispatcher(clock=clock, steps=1)

    async def advance(job_id: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(job_id)

    async with running(dispatcher, advance):
        dispatcher.enqueue("first")
        dispatcher.enqueue("second")
        await settle()
    assert ended == ["first"]
