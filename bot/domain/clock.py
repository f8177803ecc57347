"""Time as a parameter, so that nothing below the edge reads a clock of its own."""

from typing import Protocol


class Clock(Protocol):
    """Where time decides, a clock is handed in."""

    def wall_ms(self) -> int:
        """Milliseconds since the Unix epoch, UTC. For what is stored and shown."""

    def monotonic(self) -> float:
        """Seconds that never jump. For timeouts and intervals."""

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`; zero or less yields once."""
