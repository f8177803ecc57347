"""SQLite on a thread of aiosqlite's.

What may wait for a lock or the disk runs there: to open, to commit, to read. A statement of the writer makes
no such trip: while its transaction is open the lock is taken and the pages are at hand, so it takes some
microseconds, less than the trip would take from the event loop. Nor does its beginning, where the lock is
free, and it is unless a foreign program writes: within this process the writer's turns are one at a time.

This leans on what aiosqlite keeps to itself: its thread and that thread's queue. So `pyproject.toml` holds it
to the releases in which these are as they are here.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

import aiosqlite

from bot.store.files import BUSY_TIMEOUT_MS

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

#: The part of a result code that extended ones share ("Result and Error Codes").
_PRIMARY = 0xFF


def connect(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    """Open the file. May be used from several threads, never at the same time."""
    opened = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            opened.execute(f"PRAGMA {pragma}")
    except BaseException:
        opened.close()
        raise
    return opened


def begin_at_once(driver: sqlite3.Connection) -> bool:
    """Begin to write if no other program does; whether it has begun. For a connection that never waits.

    Raises:
        sqlite3.Error: something else is in the way.
    """
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def begin_in_time(driver: sqlite3.Connection) -> None:
    """Begin to write once no other program does, and wait no longer than is usual here.

    Raises:
        sqlite3.Error: another program writes all the while, or something else is in the way.
    """
    driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        driver.execute("PRAGMA busy_timeout=0")


class _Ending(asyncio.Future[Result]):
    """The end of what a thread does, which nobody can bring about from outside.

    Cancelling who waits for it does not stop the thread: a statement still runs, and a lock it takes stays
    taken. A task that is cancelled while it waits for a future that declines is cancelled at that future's
    end.
    """

    def cancel(self, msg: Any | None = None) -> bool:
        """Decline."""
        return False


class Thread:
    """A connection and the thread that waits for it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        #: For what need not wait.
        self.driver: sqlite3.Connection = connection._conn

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

    def run(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> "asyncio.Future[Result]":
        """Begin it there. Whoever is cancelled while waiting for it waits for its end first."""
        done = _Ending[Result](loop=asyncio.get_running_loop())
        self._connection._tx.put_nowait((done, partial(work, *args, **kwargs)))
        return done

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await self._connection.close()
