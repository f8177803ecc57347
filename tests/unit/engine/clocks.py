"""Clocks for the engine's tests."""

import asyncio
import heapq
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count


@dataclass(slots=True)
class FastClock:
    """Real time, `speed` times over: whatever waits, waits less."""

    speed: float = 20.0
    started: float = field(default_factory=time.monotonic)
    #: 2026-03-10, 10:40 UTC.
    start_ms: int = 1_773_139_200_000

    def wall_ms(self) -> int:
        return self.start_ms + int(self._passed() * 1000)

    def monotonic(self) -> float:
        return self._passed()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0) / self.speed)

    def _passed(self) -> float:
        return (time.monotonic() - self.started) * self.speed


@dataclass(slots=True)
class ManualClock:
    """Stands still until it is told to move; sleepers wake when their time has come."""

    now: float = 1000.0
    start_ms: int = 1_773_139_200_000
    _sleepers: list[tuple[float, int, asyncio.Future[None]]] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=count)

    def wall_ms(self) -> int:
        return self.start_ms + int(self.now * 1000)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._serial), future))
        await future

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        while self._sleepers and self._sleepers[0][0] <= self.now:
            _, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)
