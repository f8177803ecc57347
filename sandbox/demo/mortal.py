"""The bot of the demo: a process that may be killed and started again while everything else goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sandbox.demo.processes import Child, ChildDied, stop


class Mortal:
    """One program, through any number of lives; it runs, or it was killed."""

    def __init__(self, launch: Callable[[], Awaitable[Child]], first: Child) -> None:
        self._launch = launch
        self._child = first
        self._since = time.time()
        self._kills = 0
        #: Set while it is meant to run.
        self._alive = asyncio.Event()
        self._alive.set()
        self._one_at_a_time = asyncio.Lock()

    @property
    def child(self) -> Child:
        """The process of its present or last life."""
        return self._child

    def view(self) -> dict[str, Any]:
        """Whether it runs, under which process id, since when (Unix seconds), and how often it was killed."""
        return {
            "state": "running" if self._alive.is_set() else "killed",
            "pid": self._child.process.pid,
            "since": self._since,
            "kills": self._kills,
        }

    async def kill(self) -> None:
        """SIGKILL, as a power cut would: it gets no chance to tidy up."""
        async with self._one_at_a_time:
            if not self._alive.is_set():
                return
            self._alive.clear()
            self._child.process.kill()
            await self._child.process.wait()
            self._since = time.time()
            self._kills += 1

    async def start(self) -> None:
        """Another life on the same data."""
        async with self._one_at_a_time:
            if self._alive.is_set():
                return
            self._child = await self._launch()
            self._since = time.time()
            self._alive.set()

    async def ended(self) -> None:
        """Wait until it ends by itself.

        Raises:
            ChildDied: always.
        """
        while True:
            await self._alive.wait()
            living = self._child
            await living.process.wait()
            if living is self._child and self._alive.is_set():
                raise ChildDied(living)


@asynccontextmanager
async def mortal(launch: Callable[[], Awaitable[Child]]) -> AsyncIterator[Mortal]:
    """Run it until the block ends, then stop the life it has."""
    running = Mortal(launch, await launch())
    try:
        yield running
    finally:
        await stop(running.child)
