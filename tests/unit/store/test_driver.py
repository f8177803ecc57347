"""The driver: whole statements, nothing left open behind them, and waits where they hold up nobody."""

import sqlite3
from contextlib import suppress
from threading import current_thread

import pytest
from sqlalchemy import text

from bot.store import sqlite
from bot.store.driver import Thread, connect
from bot.store.tx import reading, writing


@pytest.fixture
def connection(tmp_path):
    opened = connect(tmp_path / "some.db", ())
    yield opened
    opened.close()


def run(connection, statement, values=()):
    return connection.cursor().execute(statement, values)


def test_rows_are_handed_out_in_portions_of_any_size(connection):
    cursor = run(connection, "SELECT 1 AS one, ? AS two UNION ALL SELECT 3, 4 UNION ALL SELECT 5, 6", (2,))
    assert [column[0] for column in cursor.description] == ["one", "two"]
    assert cursor.fetchone() == (1, 2)
    assert cursor.fetchmany(1) == [(3, 4)]
    assert cursor.fetchall() == [(5, 6)]
    assert (cursor.fetchone(), cursor.fetchall()) == (None, [])


def test_counts_and_returned_rows_are_told(connection):
    run(connection, "CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    assert (
        connection.cursor().executemany("INSERT INTO pets (name) VALUES (?)", [("fox",), ("owl",)]).rowcount
        == 2
    )
    returning = run(connection, "UPDATE pets SET name = upper(name) RETURNING name")
    assert (returning.rowcount, returning.fetchall()) == (2, [("FOX",), ("OWL",)])
    assert run(connection, "INSERT INTO pets (name) VALUES ('elk')").lastrowid == 3


def test_a_statement_whose_rows_nobody_reads_holds_nothing_open(connection):
    run(connection, "CREATE TABLE pets (name TEXT)")
    run(connection, "INSERT INTO pets VALUES ('fox'), ('owl')")
    unread = run(connection, "SELECT name FROM pets")
    run(connection, "DROP TABLE pets")
    assert unread.fetchall() == [("fox",), ("owl",)]


def test_a_refused_statement_leaves_nothing_open(connection):
    run(connection, "CREATE TABLE pets (name TEXT UNIQUE)")
    run(connection, "INSERT INTO pets VALUES ('fox')")
    with pytest.raises(sqlite3.IntegrityError):
        run(connection, "INSERT INTO pets VALUES ('owl'), ('fox') RETURNING name")
    assert run(connection, "SELECT name FROM pets").fetchall() == [("fox",)]
    run(connection, "DROP TABLE pets")


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


@pytest.mark.parametrize(("begin", "inline"), [(reading, False), (writing, True)])
async def test_only_statements_of_a_writer_run_where_they_are_called(tmp_path, begin, inline):
    line, threads = await sqlite.writer(tmp_path / "some.db"), []
    line.thread.driver.create_function("here", 0, lambda: threads.append(current_thread()))
    async with begin(line) as tx:
        await tx.execute(text("SELECT here()"))
    await line.close()
    assert [thread is current_thread() for thread in threads] == [inline]


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK"])
async def test_a_writer_waits_for_its_lock_and_the_disk_off_the_event_loop(tmp_path, end):
    line = await sqlite.writer(tmp_path / "some.db")
    said: dict[str, object] = {}
    line.thread.driver.set_trace_callback(lambda words: said.setdefault(words, current_thread()))
    with suppress(ZeroDivisionError):
        async with writing(line) as tx:
            await tx.execute(text("CREATE TABLE pets (name TEXT)"))
            assert end == "COMMIT" or 1 // 0
    await line.close()
    assert current_thread() not in {said["BEGIN IMMEDIATE"], said[end]}
