"""The database: opened once at the edge and handed down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import DatabaseUnavailable
from bot.store import files, sqlite
from bot.store.ends import to_its_end
from bot.store.faults import Reason
from bot.store.guard import InstanceLock
from bot.store.migrate import migrate
from bot.store.tx import Tx, WritingTx, transaction

__all__ = ("Database", "Tx")

_CHANGE_NOTHING = text("UPDATE alembic_version SET version_num = version_num")


class Database:
    """One SQLite file, this process its only writer.

    A transaction must not wait for anything but the database: there is one writer, and others wait for it.
    """

    def __init__(self, *, path: Path, lock: InstanceLock) -> None:
        self._path = path
        self._lock = lock
        self._writer: AsyncEngine = sqlite.writer_engine(path)
        self._reader: AsyncEngine = sqlite.reader_engine(path)
        # First come, first served; the pool's own queue lets the latest in first.
        self._turn = asyncio.Lock()
        self._closed = False

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Lock the file, bring its tables up to date, and open it.

        Args:
            url: as in "sqlite+aiosqlite:///data/inkling.db".

        Raises:
            DatabaseBusy: another instance has it.
            DatabaseTooNew: a newer version of this program wrote it.
            DatabaseUnavailable: it cannot be used; the reason is a word of `faults.Reason`.
        """
        path = _path_of(url)
        database = cls(path=path, lock=InstanceLock.take(path))
        try:
            await to_its_end(asyncio.to_thread(migrate, path))
            # Now is the time to learn that it cannot be written.
            await database._try_writing()
        except BaseException:
            await database.close()
            raise
        return database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """A transaction that may write. It commits at the end and rolls back on any exception.

        Raises:
            DatabaseUnavailable: nothing was written.
        """
        async with self._turn:
            self._check_open()
            async with transaction(self._writer, WritingTx) as tx:
                yield tx

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A consistent view of what is committed, beside the writer. Keep it short.

        Raises:
            DatabaseUnavailable: it cannot be read.
        """
        self._check_open()
        async with transaction(self._reader) as tx:
            yield tx

    async def checkpoint_wal(self) -> None:
        """Empty the write-ahead log into the file. For once an hour and at the end."""
        await asyncio.to_thread(files.checkpoint, self._path)

    async def check(self) -> None:
        """Read the whole file for damage, and write to it.

        Raises:
            DatabaseUnavailable: it is damaged or cannot be written.
        """
        if await asyncio.to_thread(files.verify, self._path):
            raise DatabaseUnavailable(Reason.CORRUPT)
        await self._try_writing()

    async def close(self) -> None:
        """Finish the running transaction, close every connection, let the next instance in."""
        await to_its_end(self._close())

    async def _close(self) -> None:
        async with self._turn:
            if self._closed:
                return
            self._closed = True
            await self._reader.dispose()
            await self._writer.dispose()
            self._lock.release()

    async def _try_writing(self) -> None:
        # To begin is not enough: SQLite lets a write begin on a file that it may only read.
        async with self.write() as tx:
            await tx.execute(_CHANGE_NOTHING)

    def _check_open(self) -> None:
        # A late task must not write when another instance may hold the lock.
        if self._closed:
            raise DatabaseUnavailable(Reason.CLOSED)


def _path_of(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise DatabaseUnavailable(Reason.UNSUPPORTED)
    return Path(str(parsed.database)).absolute()
