"""Time as the stand-in sees it: real seconds, plus whatever a test has advanced."""

import asyncio
import time
from collections.abc import Callable


class Bell:
    """Wakes everyone who waits, each time it is rung."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now; who comes later waits for the next ring."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after `seconds` of real time."""
        try:
            await asyncio.wait_for(self._rung.wait(), max(0.0, seconds))
        except TimeoutError:
            return


class Clock:
    """Seconds since it was made. `advance` moves it forward at once and wakes every sleeper."""

    def __init__(
        self,
        *,
        source: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._source = source
        self._origin = source()
        self._wall = wall
        self._epoch = wall()
        self._advanced = 0.0
        self.moved = Bell()

    def now(self) -> float:
        """Seconds since the clock was made, never going back."""
        return self._source() - self._origin + self._advanced

    def wall(self, at: float) -> float:
        """The Unix time of the moment `at` of this clock."""
        return self._epoch + at

    def outside(self) -> float:
        """The Unix time everywhere else: what was advanced does not count."""
        return self._wall()

    def advance(self, seconds: float) -> None:
        """Move forward by `seconds`, which must not be negative."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._advanced += seconds
        self.moved.ring()

    async def sleep_until(self, moment: Callable[[], float]) -> None:
        """Sleep until `moment()`; it is asked again each time the clock or a job is moved."""
        while (left := moment() - self.now()) > 0:
            await self.moved.wait(left)
