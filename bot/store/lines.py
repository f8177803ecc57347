"""Connections to lend: opened when first needed, and to whoever came first."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.errors import DatabaseUnavailable
from bot.store.driver import Thread
from bot.store.ends import to_its_end
from bot.store.faults import Reason, translated


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: the thread it lives on, and what runs SQLAlchemy's statements on it."""

    thread: Thread
    #: Knows nothing of where a transaction begins or ends; only the thread does.
    connection: Connection

    async def close(self) -> None:
        """End the thread, and the connection with it."""
        self.connection.close()
        await self.thread.close()


class Lines:
    """At most so many connections, each lent to one transaction at a time."""

    def __init__(self, connect: Callable[[], Awaitable[Line]], *, most: int) -> None:
        self._connect = connect
        self._most = most
        self._free = asyncio.Semaphore(most)
        #: The last one used is lent next: its statements are compiled and its pages at hand.
        self._idle: list[Line] = []
        self.closed = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Line]:
        """A connection for the block, in the order in which they were asked for.

        Raises:
            DatabaseUnavailable: closed, or cannot be opened.
        """
        async with self._free:
            if self.closed:
                # A late task must not write when another instance may hold the lock.
                raise DatabaseUnavailable(Reason.CLOSED)
            while not self._idle:
                await to_its_end(self._open())
            line = self._idle.pop()
            try:
                yield line
            finally:
                self._idle.append(line)

    async def close(self) -> None:
        """Wait for those in use, close all, lend no more."""
        for _ in range(self._most):
            await self._free.acquire()
        self.closed = True
        while self._idle:
            await self._idle.pop().close()
        for _ in range(self._most):
            self._free.release()

    async def _open(self) -> None:
        with translated():
            self._idle.append(await self._connect())
