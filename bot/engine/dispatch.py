"""Whose turn it is: a heap of due times, and few steps at once. A waiting job is one heap entry."""

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Protocol

from bot.domain.clock import Clock
from bot.ops.bell import Bell

log = logging.getLogger(__name__)

#: Takes one step of a job; seconds until the next, or `None` if it will be woken or has ended.
Advance = Callable[[str], Awaitable[float | None]]

#: Seconds until a job is tried again whose step failed in a way nobody foresaw.
_AFTER_FAULT = 30.0


class Dispatcher(Protocol):
    """Calls `advance` for every job when it is due, one step of a job at a time."""

    def enqueue(self, job_id: str, delay: float = 0.0) -> None:
        """Let it have a step after `delay` seconds, whatever was planned before."""

    def interrupt(self, job_id: str) -> None:
        """Break off the job's running step, if one runs, and let it have another at once."""

    async def run(self, advance: Advance) -> None:
        """Work until stopped."""

    async def stop(self, grace: float) -> None:
        """Begin no step any more; give those under way `grace` seconds, then cancel them."""


class LocalDispatcher:
    """In this process, over rows that only this process works on."""

    def __init__(self, *, clock: Clock, steps: int) -> None:
        self._clock = clock
        self._steps = steps
        self._serial = count()
        #: (monotonic due time, serial, job). An entry whose serial is not the job's own is void.
        self._heap: list[tuple[float, int, str]] = []
        self._planned: dict[str, int] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        #: Jobs that want another step as soon as the running one ends.
        self._again: set[str] = set()
        self._bell = Bell(clock)
        self._stopping = False

    def enqueue(self, job_id: str, delay: float = 0.0) -> None:
        """Let it have a step after `delay` seconds, whatever was planned before."""
        if job_id in self._running:
            self._again.add(job_id)
            return
        serial = next(self._serial)
        self._planned[job_id] = serial
        heapq.heappush(self._heap, (self._clock.monotonic() + delay, serial, job_id))
        if self._heap[0][1] == serial:
            # Else what is waited for now comes first.
            self._bell.ring()

    def interrupt(self, job_id: str) -> None:
        """Break off the job's running step, if one runs, and let it have another at once."""
        self.enqueue(job_id)
        if job_id in self._running:
            self._running[job_id].cancel()

    async def run(self, advance: Advance) -> None:
        """Work until stopped."""
        try:
            while not self._stopping:
                self._begin_due(advance)
                await self._bell.wait(self._next_due())
        finally:
            self._bell.silence()

    async def stop(self, grace: float) -> None:
        """Begin no step any more; give those under way `grace` seconds, then cancel them."""
        self._stopping = True
        self._bell.ring()
        steps = list(self._running.values())
        if steps:
            _, late = await asyncio.wait(steps, timeout=grace)
            for step in late:
                step.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin_due(self, advance: Advance) -> None:
        now = self._clock.monotonic()
        while self._heap and len(self._running) < self._steps:
            due, serial, job_id = self._heap[0]
            void = self._planned.get(job_id) != serial
            if not void and due > now:
                return
            heapq.heappop(self._heap)
            if not void:
                del self._planned[job_id]
                self._running[job_id] = asyncio.create_task(
                    self._step(advance, job_id), name=f"step {job_id}"
                )

    def _next_due(self) -> float | None:
        """When the next step may begin; `None` if something else has to happen first."""
        return self._heap[0][0] if self._heap and len(self._running) < self._steps else None

    async def _step(self, advance: Advance, job_id: str) -> None:
        delay: float | None = None
        try:
            delay = await advance(job_id)
        except asyncio.CancelledError:
            # Broken off for another step, or because the process stops.
            pass
        except Exception:
            log.exception("A job could not be advanced", extra={"job_id": job_id})
            delay = _AFTER_FAULT
        finally:
            del self._running[job_id]
            self._bell.ring()
        if job_id in self._again:
            self._again.discard(job_id)
            delay = 0.0
        if delay is not None:
            self.enqueue(job_id, delay)
