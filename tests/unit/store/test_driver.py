"""The driver's cursor: whole after one trip to its thread, and nothing left open behind it."""

import sqlite3

import pytest

from bot.store.driver import connect


@pytest.fixture
async def connection(tmp_path):
    opened = await connect(tmp_path / "some.db")
    yield opened
    await opened.close()


async def run(connection, statement, values=()):
    cursor = await connection.cursor().__aenter__()
    await cursor.execute(statement, values)
    return cursor


async def test_a_statement_with_all_its_rows_is_one_trip(connection, monkeypatch):
    trips, go = [], connection.on_thread

    async def count(*arguments):
        trips.append(arguments)
        await go(*arguments)

    monkeypatch.setattr(connection, "on_thread", count)
    cursor = await run(connection, "SELECT 1 AS one, ? AS two UNION ALL SELECT 3, 4", (2,))
    assert [column[0] for column in cursor.description] == ["one", "two"]
    assert await cursor.fetchall() == [(1, 2), (3, 4)]
    await cursor.close()
    assert len(trips) == 1


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
