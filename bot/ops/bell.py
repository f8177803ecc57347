"""Waiting for whatever comes first: a moment, or somebody who rings."""

import asyncio

from bot.domain.clock import Clock


class Bell:
    """For one who waits again and again. A task is made only for a moment earlier than the last one's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = asyncio.Event()
        #: Rings at the monotonic moment beside it.
        self._alarm: tuple[float, asyncio.Task[None]] | None = None

    def ring(self) -> None:
        """End the waiting, or the next one if nobody waits now."""
        self._rung.set()

    async def wait(self, until: float | None) -> None:
        """Return when it has rung, at the monotonic moment `until`, or now and then before it."""
        if until is not None:
            self._wake_at(until)
        await self._rung.wait()
        self._rung.clear()

    def silence(self) -> None:
        """Forget the moment that was waited for."""
        if self._alarm is not None:
            self._alarm[1].cancel()
            self._alarm = None

    def _wake_at(self, moment: float) -> None:
        if self._alarm is not None and self._alarm[0] <= moment:
            return
        self.silence()
        self._alarm = moment, asyncio.create_task(self._sleep(moment))

    async def _sleep(self, moment: float) -> None:
        await self._clock.sleep(moment - self._clock.monotonic())
        self._alarm = None
        self.ring()
