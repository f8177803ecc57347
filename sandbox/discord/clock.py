"""Time as the stand-in sees it: the machine's clock plus what a test has added."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970. `advance` pushes it forward, so that 15 minutes cost nothing."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._added = 0.0

    def now(self) -> float:
        """The stand-in's time."""
        return self._real() + self._added

    def real(self) -> float:
        """The machine's time, whatever was added."""
        return self._real()

    def advance(self, seconds: float) -> None:
        """Push the clock forward. Raises ValueError for a step back."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self._added += seconds


def iso(seconds: float) -> str:
    """A moment as Discord writes it: ISO 8601 with microseconds and offset."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
