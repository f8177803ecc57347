"""Connections to lend: opened when first needed, and to whoever came first."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.domain.errors import DatabaseUnavailable
from bot.store.driver import Thread
from bot.store.ends import to_its_end
from bot.store.faults import Reason, translated


class Lines:
    """At most so many connections, each lent to one transaction at a time."""

    def __init__(self, connect: Callable[[], Awaitable[Thread]], *, most: int) -> None:
        self._connect = connect
        self._most = most
        self._free = asyncio.Semaphore(most)
        #: The last one used is lent next: its statements are compiled and its pages at hand.
        self._idle: list[Thread] = []
        self.closed = False

    async def lend(self) -> Thread:
        """A connection until it is taken back, in the order in which they were asked for.

        Raises:
            DatabaseUnavailable: closed, or cannot be opened.
        """
        await self._free.acquire()
        try:
            if self.closed:
                # A late task must not write when another instance may hold the lock.
                raise DatabaseUnavailable(Reason.CLOSED)
            while not self._idle:
                await to_its_end(self._open())
            return self._idle.pop()
        except BaseException:
            self._free.release()
            raise

    def take_back(self, thread: Thread) -> None:
        """Have it back, to lend it to the next."""
        self._idle.append(thread)
        self._free.release()

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
