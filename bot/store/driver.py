"""aiosqlite with few trips to its thread.

SQLAlchemy asks its cursor for four things one after the other: to exist, to execute, to hand out the rows,
to close. Each is a trip to the driver's thread and back, which costs several times what SQLite needs for the
statement. A cursor here does all four on the first trip.

A statement of the writer makes no trip at all while its transaction is open: the lock is taken and the
pages are at hand, so it takes some microseconds, less than the trip would take from the event loop. What
can wait keeps its thread: to begin waits for a lock, to commit waits for the disk.

This leans on what aiosqlite keeps to itself: its thread, its connection, its way to run a call there. So
`pyproject.toml` holds it to the releases in which these are as they are here.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite


async def connect_reader(path: Path) -> aiosqlite.Connection:
    """Open the file on a thread of its own, for statements that may take long."""
    return await _connect(_Connection, path)


async def connect_writer(path: Path) -> aiosqlite.Connection:
    """Open the file for short statements under the write lock."""
    return await _connect(_WritingConnection, path)


async def _connect(kind: type["_Connection"], path: Path) -> aiosqlite.Connection:
    # Used from two threads, never at the same time.
    opened = kind(partial(sqlite3.connect, path, check_same_thread=False), iter_chunk_size=1)
    # A connection nobody closed must not keep the process alive.
    opened._thread.daemon = True
    return await opened


class _Cursor:
    """As much of aiosqlite's cursor as SQLAlchemy uses, for one statement."""

    def __init__(self, connection: "_Connection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run it and take its rows."""
        await self._connection.run(self._run, self._connection.driver.execute, statement, values)

    async def executemany(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        """Run it once for each of the values."""
        await self._connection.run(self._run, self._connection.driver.executemany, statement, values)

    async def fetchall(self) -> list[Any]:
        """The rows; they are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open any more."""

    def _run(
        self, execute: Callable[[str, Sequence[Any]], sqlite3.Cursor], statement: str, values: Sequence[Any]
    ) -> None:
        """All of it at once."""
        cursor = execute(statement, values)
        try:
            self.description = cursor.description
            self._rows = cursor.fetchall()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class _Connection(aiosqlite.Connection):
    def cursor(self) -> _Cursor:  # type: ignore[override]  # SQLAlchemy uses no more than this of one.
        """A cursor for one statement."""
        return _Cursor(self)

    @property
    def driver(self) -> sqlite3.Connection:
        """The connection that lives on the thread."""
        return self._conn

    async def run(self, work: Callable[..., None], *arguments: object) -> None:
        """Do it on the thread. aiosqlite has no public word for that."""
        await self._execute(work, *arguments)  # type: ignore[no-untyped-call]  # It has no types.


class _WritingConnection(_Connection):
    async def run(self, work: Callable[..., None], *arguments: object) -> None:
        """Do it here and now within a transaction, else on the thread."""
        if self.driver.in_transaction:
            work(*arguments)
        else:
            await super().run(work, *arguments)
