"""Transactions are whole, in order, and survive the cancellation of their task."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from bot.domain.errors import DatabaseUnavailable
from bot.domain.job import Job, JobState
from bot.store.database import Database
from bot.store.faults import Reason
from bot.store.schema import ledger
from tests.support.tables import history
from tests.unit.store.kit import CancelledAt, Kit, url_of

COUNT = text("SELECT count(*) FROM jobs")


async def cancelled(work: CancelledAt) -> bool:
    """Whether the task that ran it ended by cancellation."""

    async def run() -> None:
        await work

    task = asyncio.ensure_future(run())
    await asyncio.wait([task])
    return task.cancelled()


async def accept_and_move(kit: Kit, job: Job) -> None:
    """Two transactions and a read."""
    await kit.accept(job)
    await kit.move(job, JobState.SUBMITTING)
    await kit.jobs.get(job.id)


async def check_whole(kit: Kit, job: Job) -> None:
    """The job is there with all that belongs to it, or not at all; and the writer takes the next."""
    stored = await kit.jobs.get(job.id)
    if stored is not None:
        assert stored.tasks == job.tasks
        assert len(await history(kit.database, job.id)) == stored.epoch + 1
    assert await kit.quotas.audit() == []
    async with asyncio.timeout(5):
        await kit.accept(kit.job(unit_price=0))


async def test_a_cancellation_at_any_wait_leaves_nothing_half_done(kit: Kit) -> None:
    wait = 0
    interrupted = True
    while interrupted:
        wait += 1
        job = kit.job(unit_price=0)
        interrupted = await cancelled(CancelledAt(accept_and_move(kit, job), wait))
        await check_whole(kit, job)
    assert wait > 4


@given(waits=st.lists(st.integers(1, 25), min_size=2, max_size=6, unique=True))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_cancellations_in_a_row_leave_nothing_half_done(
    waits: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    async def run() -> None:
        kit = await Kit.open(tmp_path_factory.mktemp("store") / "inkling.db")
        job = kit.job(unit_price=0)
        await cancelled(CancelledAt(accept_and_move(kit, job), *waits))
        await check_whole(kit, job)
        await kit.database.close()

    asyncio.run(run())


async def test_a_cancelled_reader_leaves_readers_usable(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    for wait in range(1, 8):
        await cancelled(CancelledAt(kit.jobs.get(job.id), wait))
    reads = await asyncio.gather(*(kit.jobs.get(job.id) for _ in range(20)))
    assert reads == [job] * 20


async def test_a_task_cancelled_while_it_waits_for_its_turn_lets_the_others_pass(kit: Kit) -> None:
    async with kit.database.write():
        waiting = asyncio.ensure_future(kit.accept(kit.job()))
        after = asyncio.ensure_future(kit.accept(kit.job()))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    await after
    assert waiting.cancelled()
    assert await kit.jobs.open_jobs() == [after.result()]


async def test_one_cancelled_while_it_waits_for_a_foreign_writer_takes_no_lock(kit: Kit) -> None:
    await kit.accept(kit.job())
    with closing(sqlite3.connect(kit.path, timeout=0, isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(kit.accept(kit.job()))
        await asyncio.sleep(0)
        waiting.cancel()
        foreign.execute("ROLLBACK")
        await asyncio.wait([waiting])
        assert waiting.cancelled()
        foreign.execute("BEGIN IMMEDIATE")
        foreign.execute("ROLLBACK")
    await kit.accept(kit.job())
    assert len(await kit.jobs.open_jobs()) == 2


async def test_an_opening_cancelled_at_any_wait_lets_the_next_one_open(path: Path) -> None:
    wait = 0
    interrupted = True
    while interrupted:
        wait += 1
        opened: list[Database] = []

        async def start(opened: list[Database] = opened) -> None:
            opened.append(await Database.open(url_of(path)))

        interrupted = await cancelled(CancelledAt(start(), wait))
        for database in opened:
            assert not await cancelled(CancelledAt(database.close()))
        await (await Database.open(url_of(path))).close()
    assert wait > 1


async def test_a_cancelled_closing_closes(path: Path) -> None:
    for wait in (1, 2):
        database = await Database.open(url_of(path))
        await cancelled(CancelledAt(database.close(), wait))
        await (await Database.open(url_of(path))).close()


async def test_an_exception_takes_everything_back(kit: Kit) -> None:
    job = kit.job()

    async def fail_late() -> None:
        async with kit.database.write() as tx:
            await kit.jobs.insert(tx, job)
            await kit.quotas.reserve(tx, job, now_ms=kit.clock.now_ms)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail_late()
    assert await kit.jobs.get(job.id) is None
    assert await kit.used() == (0, 0)


async def test_writers_take_turns_in_the_order_they_came(kit: Kit) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with kit.database.write() as tx:
            order.append(number)
            await tx.execute(COUNT)

    await asyncio.gather(*map(write, range(50)))
    assert order == list(range(50))


async def test_a_writer_holds_the_file_from_its_first_moment(kit: Kit) -> None:
    with closing(sqlite3.connect(kit.path, timeout=0, isolation_level=None)) as foreign:
        async with kit.database.write():
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                foreign.execute("BEGIN IMMEDIATE")
        foreign.execute("BEGIN IMMEDIATE")


async def test_a_reader_sees_one_moment_and_waits_for_nobody(kit: Kit) -> None:
    async with kit.database.read() as view:
        assert (await view.execute(COUNT)).scalar_one() == 0
        await kit.accept(kit.job())
        async with kit.database.write() as tx:
            await kit.jobs.insert(tx, kit.job())
            assert (await view.execute(COUNT)).scalar_one() == 0
            async with kit.database.read() as later:
                assert (await later.execute(COUNT)).scalar_one() == 1


async def test_a_reader_cannot_write(kit: Kit) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        async with kit.database.read() as tx:
            await tx.execute(text("DELETE FROM jobs"))
    assert caught.value.reason == Reason.READ_ONLY


async def test_no_value_reaches_an_error_text(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    twin = replace(job, idempotency_key="other")
    with pytest.raises(Exception, match=r"(?i)unique") as caught:
        await kit.accept(twin)
    assert job.request.prompt not in str(caught.value)
    assert str(job.origin.interaction_token) not in str(caught.value)


async def test_a_commit_that_is_refused_takes_everything_back_and_lets_the_next_one_begin(kit: Kit) -> None:
    entry = {
        "scope": "user",
        "guild_id": 1,
        "subject_id": 7,
        "generation": 0,
        "slot_start": 0,
        "kind": "reserve",
        "amount": 0,
        "at": 0,
    }

    async def pay_for_no_job() -> None:
        async with kit.database.write() as tx:
            await tx.execute(insert(ledger), entry | {"job_id": "nobody's"})

    with pytest.raises(sqlite3.IntegrityError):
        await pay_for_no_job()
    assert await kit.quotas.audit() == []
    await kit.accept(kit.job())


async def test_closing_waits_for_what_is_being_read_and_lets_nothing_more_begin(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    async with kit.database.read() as view:
        closing = asyncio.ensure_future(kit.database.close())
        late = asyncio.ensure_future(kit.jobs.get(job.id))
        for _ in range(20):
            assert (await view.execute(COUNT)).scalar_one() == 1
        assert not closing.done()
    await closing
    with pytest.raises(DatabaseUnavailable):
        await kit.database.read().__aenter__()
    await asyncio.wait([late])
