"""Work on the database file as a whole. Blocking: call it in a thread."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.domain.roots import DatabaseUnavailable
from bot.store.faults import reason_of

#: Milliseconds to wait for a foreign program's lock.
BUSY_TIMEOUT_MS = 5_000


def copy(database: Path, target: Path) -> None:
    """Write a consistent copy to `target`, which is replaced only by a whole one.

    Raises:
        DatabaseUnavailable: the one cannot be read or the other not be written.
    """
    partial = target.with_name(f"{target.name}.partial")
    with _opened(database) as connection:
        partial.unlink(missing_ok=True)
        try:
            connection.execute("VACUUM INTO ?", (str(partial),))
            _sync(partial)
            partial.replace(target)
            _sync(target.parent)
        finally:
            partial.unlink(missing_ok=True)


def checkpoint(database: Path) -> None:
    """Move the write-ahead log into the file and empty it, as far as open reads allow."""
    with _opened(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def verify(database: Path) -> list[str]:
    """What SQLite finds wrong with the file; nothing for a sound one."""
    with _opened(database) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    faults = [line for line in found if line != "ok"]
    return faults + [f"{table} row {row} points at no {parent}" for table, row, parent, _ in orphans]


def revision(database: Path) -> str | None:
    """The schema revision the file says it has; `None` for a file without tables."""
    with _opened(database) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def make(database: Path, statements: str, revision: str) -> None:
    """Make the tables of a revision in a file that has none, whole or not at all.

    Raises:
        DatabaseUnavailable: it cannot be written.
    """
    with _opened(database) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        # What is not committed when the connection closes has never been.
        connection.executescript(f"BEGIN IMMEDIATE;\n{statements}")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        connection.execute("COMMIT")


def try_writing(database: Path) -> None:
    """Write without changing anything.

    Raises:
        DatabaseUnavailable: it cannot be written.
    """
    with _opened(database) as connection:
        # To begin is not enough: SQLite lets a write begin on a file that it may only read.
        connection.execute("UPDATE alembic_version SET version_num = version_num")


@contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnavailable(reason_of(error)) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
