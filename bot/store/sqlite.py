"""SQLite as this room wants it: one file in WAL mode, one writer, a few readers.

The writer has one connection and begins every transaction with BEGIN IMMEDIATE, because a transaction that
reads first and writes later fails at once when another one commits in between, however long the busy
timeout ("SQLITE_BUSY_SNAPSHOT"). The readers begin plainly and cannot write.
synchronous=FULL: a commit that was answered survives a power loss.
"""

from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event

from bot.store.driver import Thread, connect
from bot.store.files import BUSY_TIMEOUT_MS

#: Most reads at a time; each has a thread.
READERS = 4

_WAIT = f"busy_timeout={BUSY_TIMEOUT_MS}"
#: What is deleted is overwritten; not every build of SQLite does that by itself. Once it is open, the writer
#: waits for a lock only where it says so: its statements run on the event loop.
_WRITER_PRAGMAS = (
    _WAIT,
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=0",
)
_READER_PRAGMAS = (_WAIT, "query_only=ON")
#: A migration may rebuild tables, which must not fire foreign keys; they are checked afterwards.
_MIGRATOR_PRAGMAS = (_WAIT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF")


async def writer(path: Path) -> Thread:
    """The connection that writes.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return await Thread.start(path, _WRITER_PRAGMAS)


async def reader(path: Path) -> Thread:
    """A connection that can only read.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    return await Thread.start(path, _READER_PRAGMAS)


def migrator_engine(path: Path) -> Engine:
    """Like the writer, blocking, for changing the tables themselves."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), creator=partial(connect, path, _MIGRATOR_PRAGMAS)
    )

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
