"""The driver: few trips to its thread, and nothing left open behind a statement."""

import sqlite3
from threading import current_thread

import pytest

from bot.store.driver import connect_reader, connect_writer


@pytest.fixture(params=[connect_reader, connect_writer])
async def connection(request, tmp_path):
    opened = await request.param(tmp_path / "some.db")
    yield opened
    await opened.close()


async def run(connection, statement, values=()):
    cursor = await connection.cursor().__aenter__()
    await cursor.execute(statement, values)
    return cursor


async def test_all_rows_are_there_after_the_statement(connection):
    cursor = await run(connection, "SELECT 1 AS one, ? AS two UNION ALL SELECT 3, 4", (2,))
    assert [column[0] for column in cursor.description] == ["one", "two"]
    assert await cursor.fetchall() == [(1, 2), (3, 4)]
    await cursor.close()


async def test_counts_and_returned_rows_are_told(connection):
    await run(connection, "CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    many = connection.cursor()
    await many.executemany("INSERT INTO pets (name) VALUES (?)", [("fox",), ("owl",)])
    assert many.rowcount == 2
    returning = await run(connection, "UPDATE pets SET name = upper(name) RETURNING name")
    assert (returning.rowcount, await returning.fetchall()) == (2, [("FOX",), ("OWL",)])
    assert (await run(connection, "INSERT INTO pets (name) VALUES ('elk')")).lastrowid == 3


async def test_a_refused_statement_leaves_nothing_open(connection):
    await run(connection, "CREATE TABLE pets (name TEXT UNIQUE)")
    await run(connection, "INSERT INTO pets VALUES ('fox')")
    with pytest.raises(sqlite3.IntegrityError):
        await run(connection, "INSERT INTO pets VALUES ('owl'), ('fox') RETURNING name")
    await run(connection, "SELECT name FROM pets")
    await connection.rollback()
    await run(connection, "DROP TABLE IF EXISTS pets")


@pytest.mark.parametrize(("connect", "in_transaction"), [(connect_reader, False), (connect_writer, True)])
async def test_only_the_writer_works_where_it_is_called_and_only_under_its_lock(
    tmp_path, connect, in_transaction
):
    connection, threads = await connect(tmp_path / "some.db"), []
    await connection.create_function("here", 0, lambda: threads.append(current_thread()))
    try:
        await run(connection, "SELECT here()")
        await run(connection, "BEGIN IMMEDIATE")
        await run(connection, "SELECT here()")
        await connection.commit()
        await run(connection, "SELECT here()")
    finally:
        await connection.close()
    assert [thread is current_thread() for thread in threads] == [False, in_transaction, False]
