"""aiosqlite with one trip to its thread per statement.

SQLAlchemy asks its cursor for four things one after the other: to exist, to execute, to hand out the rows,
to close. Each is a trip to the driver's thread and back, which costs several times what SQLite needs for the
statement. This cursor does all four on the first trip.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite


async def connect(path: Path) -> aiosqlite.Connection:
    """Open the file on a thread of its own."""
    # SQLAlchemy reads attributes of the connection from its own thread.
    opened = _Connection(partial(sqlite3.connect, path, check_same_thread=False), iter_chunk_size=1)
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
        await self._connection.on_thread(self._run, self._connection.driver.execute, statement, values)

    async def executemany(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        """Run it once for each of the values."""
        await self._connection.on_thread(self._run, self._connection.driver.executemany, statement, values)

    async def fetchall(self) -> list[Any]:
        """The rows; they are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open any more."""

    def _run(
        self, execute: Callable[[str, Sequence[Any]], sqlite3.Cursor], statement: str, values: Sequence[Any]
    ) -> None:
        """All of it, on the driver's thread."""
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

    async def on_thread(self, work: Callable[..., None], *arguments: object) -> None:
        """Run something there. aiosqlite has no public word for that."""
        await self._execute(work, *arguments)  # type: ignore[no-untyped-call]  # It has no types.
