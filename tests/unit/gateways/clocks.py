"""A clock that only moves when someone sleeps on it."""


class StillClock:
    def __init__(self, *, wall_ms=1_800_000_000_000, monotonic=1000.0):
        self._wall_ms = wall_ms
        self._monotonic = monotonic
        self.slept = []

    def wall_ms(self):
        return self._wall_ms

    def monotonic(self):
        return self._monotonic

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self._monotonic += max(seconds, 0.0)
