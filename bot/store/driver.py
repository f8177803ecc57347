"""SQLite on threads of aiosqlite, and SQLAlchemy on top without asyncio.

What waits for a lock or the disk runs on the connection's thread: to open, to begin, to commit, to read.
A statement of the writer makes no such trip: while its transaction is open the lock is taken and the pages
are at hand, so it takes some microseconds, less than the trip would take from the event loop. SQLAlchemy's
asyncio layer would add a greenlet and several trips to every statement, many times what SQLite needs for it.

This leans on what aiosqlite keeps to itself: its thread and that thread's queue. So `pyproject.toml`
holds it to the releases in which these are as they are here.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

import aiosqlite

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def connect(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    """Open the file. May be used from several threads, never at the same time."""
    opened = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=_Connection)
    try:
        for pragma in pragmas:
            opened.execute(f"PRAGMA {pragma}")
    except BaseException:
        opened.close()
        raise
    return opened


class Thread:
    """A connection and the thread that waits for it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def start(cls, path: Path, pragmas: Sequence[str]) -> Self:
        """Open the file on a thread of its own.

        Raises:
            sqlite3.Error: it cannot be opened.
        """
        connection = aiosqlite.Connection(partial(connect, path, pragmas), iter_chunk_size=1)
        # A connection nobody closed must not keep the process alive.
        connection._thread.daemon = True
        return cls(await connection)

    @property
    def driver(self) -> sqlite3.Connection:
        """The connection itself."""
        return self._connection._conn

    def run(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> "asyncio.Future[Result]":
        """Begin it there. Cancelling the future does not stop it."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._connection._tx.put_nowait((done, partial(work, *args, **kwargs)))
        return done

    async def close(self) -> None:
        """End the thread."""
        await self._connection.close()


class _Cursor(sqlite3.Cursor):
    """Takes all rows at once.

    Fetching runs the statement on, wherever that is done, and one not run to its end keeps its locks.
    """

    _rows: Iterator[Any] = iter(())

    def execute(self, statement: str, values: Any = (), /) -> Self:
        super().execute(statement, values)
        self._rows = iter(super().fetchall())
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        return list(self._rows)


class _Connection(sqlite3.Connection):
    def cursor(self, factory: type[sqlite3.Cursor] = _Cursor) -> Any:  # type: ignore[override]
        """A cursor that is done with its statement."""
        return super().cursor(factory)
