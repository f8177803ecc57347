"""SQLite as this room wants it: one file in WAL mode, one writer, a few readers.

The writer has one connection and begins every transaction with BEGIN IMMEDIATE, because a transaction that
reads first and writes later fails at once when another one commits in between, however long the busy
timeout ("SQLITE_BUSY_SNAPSHOT"). The readers begin plainly and cannot write.
synchronous=FULL: a commit that was answered survives a power loss.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.driver import connect_reader, connect_writer

#: Milliseconds to wait for a foreign program's lock.
BUSY_TIMEOUT_MS = 5_000
#: Most reads at a time; each has a thread.
READERS = 4

Connect = Callable[[], Awaitable[aiosqlite.Connection]]

_WAIT = f"busy_timeout={BUSY_TIMEOUT_MS}"
_WRITER_PRAGMAS = (_WAIT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_READER_PRAGMAS = (_WAIT, "query_only=ON")
#: A migration may rebuild tables, which must not fire foreign keys; they are checked afterwards.
_MIGRATOR_PRAGMAS = (_WAIT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF")


def writer_engine(path: Path) -> AsyncEngine:
    """One connection, BEGIN IMMEDIATE."""
    connect = partial(connect_writer, path)
    return _async_engine(path, connect, size=1, begin="BEGIN IMMEDIATE", pragmas=_WRITER_PRAGMAS)


def reader_engine(path: Path) -> AsyncEngine:
    """A few connections that can only read."""
    connect = partial(connect_reader, path)
    return _async_engine(path, connect, size=READERS, begin="BEGIN", pragmas=_READER_PRAGMAS)


def migrator_engine(path: Path) -> Engine:
    """Like the writer, blocking, for changing the tables themselves."""
    # Parameters hold prompts and tokens; they must not reach an error text.
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    _prepare(engine, begin="BEGIN IMMEDIATE", pragmas=_MIGRATOR_PRAGMAS)
    return engine


def _async_engine(
    path: Path, connect: Connect, *, size: int, begin: str, pragmas: tuple[str, ...]
) -> AsyncEngine:
    url = URL.create("sqlite+aiosqlite", database=str(path))
    engine = create_async_engine(
        url,
        async_creator=connect,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        # Every transaction is ended by `transaction`; rolling back once more costs a switch of threads.
        pool_reset_on_return=None,
    )
    _prepare(engine.sync_engine, begin=begin, pragmas=pragmas)
    return engine


def _prepare(engine: Engine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        # Otherwise the driver begins and commits on its own.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
