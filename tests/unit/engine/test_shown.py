"""Which message shows which job is in its row a moment after it is known, whatever becomes of the job."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import text

from bot.domain.job import JobState
from bot.engine.shown import Shown
from bot.store import driver
from tests.unit.engine.clocks import ManualClock
from tests.unit.store.kit import Kit


@pytest.fixture
async def kit(tmp_path: Path) -> AsyncIterator[Kit]:
    kit = await Kit.open(tmp_path / "inkling.db")
    yield kit
    await kit.database.close()


@asynccontextmanager
async def keeping(shown: Shown) -> AsyncIterator[None]:
    work = asyncio.create_task(shown.keep())
    yield
    work.cancel()


async def cards(kit: Kit) -> list[int | None]:
    """The messages in the rows of open jobs."""
    return [job.origin.card_message_id for job in await kit.jobs.open_jobs()]


async def test_all_that_is_noted_meanwhile_is_written_at_once(kit: Kit) -> None:
    clock, jobs = ManualClock(), [await kit.accept(kit.job(unit_price=0)) for _ in range(3)]
    shown = Shown(kit.jobs, clock=clock)
    async with keeping(shown):
        for number, job in enumerate(jobs):
            shown.note(job.id, number)
        await asyncio.sleep(0)
        assert await cards(kit) == [None, None, None]
        clock.advance(1)
        while (seen := await cards(kit)) == [None, None, None]:
            pass
    # In one write: none of them is seen without the others.
    assert set(seen) == {0, 1, 2}


async def test_what_cannot_be_written_is_written_later(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_MS", 1)
    clock, job = ManualClock(), await kit.accept(kit.job())
    shown = Shown(kit.jobs, clock=clock)
    shown.note(job.id, 5)
    with closing(connect(kit.path, isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        await shown.write()
        foreign.execute("ROLLBACK")
    assert await cards(kit) == [None]
    async with keeping(shown):
        while await cards(kit) != [5]:
            clock.advance(1)


async def test_a_job_that_goes_on_takes_its_message_along(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    told = replace(job, origin=replace(job.origin, card_message_id=5))
    await kit.move(told, JobState.SUBMITTING)
    assert await cards(kit) == [5]
    await kit.jobs.set_cards({job.id: 6})
    assert await cards(kit) == [5]


async def test_a_forgotten_job_is_shown_by_nothing(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await tx.execute(text("UPDATE jobs SET forgotten_at = 1"))
    await kit.jobs.set_cards({job.id: 5})
    assert await cards(kit) == [None]
