"""The machine's own clock."""

import asyncio
import time


class SystemClock:
    """Real time, for everything that is handed a `bot.domain.clock.Clock`."""

    def wall_ms(self) -> int:
        """Milliseconds since the Unix epoch, UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`; zero or less yields once."""
        await asyncio.sleep(max(0.0, seconds))
