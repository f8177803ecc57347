"""The database: opened once at the edge and handed down."""

import asyncio
from functools import partial

from bot.domain.errors import DatabaseUnavailable
from bot.store import files, sqlite
from bot.store.claim import Claim
from bot.store.ends import to_its_end
from bot.store.faults import Reason
from bot.store.lines import Lines
from bot.store.tx import Reading, Tx, Writing, WritingTx

__all__ = ("Database", "Tx", "WritingTx")


class Database:
    """One SQLite file, this process its only writer.

    A transaction must not wait for anything but the database: there is one writer, and others wait for it.
    """

    def __init__(self, claim: Claim) -> None:
        """Take over a claim that was prepared. Nothing is connected before the first transaction."""
        self._claim = claim
        self._path = claim.path
        self._writer = Lines(partial(sqlite.writer, claim.path), most=1)
        self._readers = Lines(partial(sqlite.reader, claim.path), most=sqlite.READERS)
        self._closing = asyncio.Lock()

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
        claim = Claim.take(url)
        try:
            await to_its_end(asyncio.to_thread(claim.prepare))
        except BaseException:
            claim.release()
            raise
        return cls(claim)

    @classmethod
    async def beside(cls, url: str) -> "Database":
        """Open a file that another instance may be using, for a few short transactions.

        What that instance keeps in memory is not what is written here until it is told.

        Raises:
            FileNotFoundError: there is none yet.
            DatabaseOutdated: its tables are not those of this program.
            DatabaseUnavailable: it cannot be used.
        """
        return cls(await asyncio.to_thread(Claim.beside, url))

    def write(self) -> Writing:
        """A transaction that may write, for an `async with`."""
        return Writing(self._writer)

    def read(self) -> Reading:
        """A consistent view of what is committed, beside the writer, for an `async with`. Keep it short."""
        return Reading(self._readers)

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
        await asyncio.to_thread(files.try_writing, self._path)

    async def close(self) -> None:
        """Finish the running transaction, close every connection, let the next instance in."""
        await to_its_end(self._close())

    async def _close(self) -> None:
        async with self._closing:
            if self._readers.closed:
                return
            await self._writer.close()
            await self._readers.close()
            self._claim.release()
