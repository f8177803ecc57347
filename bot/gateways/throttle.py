"""A guard over all polls of the process: never more than the gateways could mind."""

from bot.domain.clock import Clock

#: Polls per second of all jobs together, and how many may come at once.
RATE = 20.0
BURST = 20


class Throttle:
    """Hands out turns, first come first served."""

    def __init__(self, *, clock: Clock, rate: float = RATE, burst: int = BURST) -> None:
        self._clock = clock
        self._interval = 1 / rate
        self._saved = (burst - 1) / rate
        #: When the next turn would be if turns came evenly from now on.
        self._due = clock.monotonic()

    async def turn(self) -> None:
        """Return when one more poll may be sent."""
        now = self._clock.monotonic()
        self._due = max(self._due, now)
        wait = self._due - self._saved - now
        self._due += self._interval
        if wait > 0:
            await self._clock.sleep(wait)
