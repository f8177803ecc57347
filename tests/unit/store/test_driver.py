"""The driver: whole statements, nothing left open behind them, and waits where they hold up nobody."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import current_thread

import pytest
from sqlalchemy import text

from bot.store import sqlite
from bot.store.driver import Thread, begin_at_once, connect
from bot.store.lines import Lines
from bot.store.tx import Reading, Writing


async def writer(path: Path) -> tuple[Lines, Thread]:
    """Lines of one connection that writes, and that connection."""
    lines = Lines(partial(sqlite.writer, path), most=1)
    thread = await lines.lend()
    lines.take_back(thread)
    return lines, thread


def test_a_connection_that_cannot_be_set_up_is_closed(tmp_path):
    (tmp_path / "some.db").write_bytes(b"just some words, no database\n" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        connect(tmp_path / "some.db", ("journal_mode=WAL",))


async def test_a_thread_that_was_never_closed_keeps_nobody_alive(tmp_path):
    thread = await Thread.start(tmp_path / "some.db", ())
    assert (await thread.run(current_thread)).daemon
    assert await thread.run(current_thread) is not current_thread()
    await thread.close()


async def test_work_that_fails_on_the_thread_fails_here(tmp_path):
    thread = await Thread.start(tmp_path / "some.db", ())
    with pytest.raises(sqlite3.OperationalError):
        await thread.run(thread.driver.execute, "no statement")
    await thread.close()


@pytest.mark.parametrize(("begin", "inline"), [(Reading, False), (Writing, True)])
async def test_only_statements_of_a_writer_run_where_they_are_called(tmp_path, begin, inline):
    (lines, thread), threads = await writer(tmp_path / "some.db"), []
    thread.driver.create_function("here", 0, lambda: threads.append(current_thread()))
    async with begin(lines) as tx:
        await tx.execute(text("SELECT here()"))
    await lines.close()
    assert [thread is current_thread() for thread in threads] == [inline]


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK"])
async def test_a_writer_waits_for_the_disk_off_the_event_loop(tmp_path, end):
    lines, thread = await writer(tmp_path / "some.db")
    said: dict[str, object] = {}
    thread.driver.set_trace_callback(lambda words: said.setdefault(words, current_thread()))
    with suppress(ZeroDivisionError):
        async with Writing(lines) as tx:
            await tx.execute(text("CREATE TABLE pets (name TEXT)"))
            assert end == "COMMIT" or 1 // 0
    await lines.close()
    assert said["BEGIN IMMEDIATE"] is current_thread()
    assert said[end] is not current_thread()


async def test_a_writer_waits_for_a_foreign_one_off_the_event_loop(tmp_path):
    lines, thread = await writer(tmp_path / "some.db")
    begun = asyncio.Event()

    async def write() -> None:
        async with Writing(lines):
            begun.set()

    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(write())
        # It stands at the lock from its first step on.
        await asyncio.sleep(0)
        assert not begun.is_set()
        foreign.execute("ROLLBACK")
        await waiting
    assert begun.is_set()
    # Next time it does not wait on the event loop either.
    assert thread.driver.execute("PRAGMA busy_timeout").fetchone() == (0,)
    await lines.close()


async def test_what_is_no_lock_is_not_waited_for(tmp_path):
    lines, thread = await writer(tmp_path / "some.db")
    async with Writing(lines):
        with pytest.raises(sqlite3.OperationalError):
            begin_at_once(thread.driver)
    await lines.close()
