"""Discord's ids: milliseconds since 2015 in the upper bits, a counter in the lower 22.

Source: Discord documentation, "API Reference", section Snowflakes.
"""

from __future__ import annotations

from sandbox.discord.clock import Clock

EPOCH_MS = 1_420_070_400_000
_COUNTER_BITS = 22


class Snowflakes:
    """Hands out ids, each larger than the one before."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def take(self) -> str:
        """The next id as Discord sends it: a decimal string."""
        fresh = (int(self._clock.now() * 1000) - EPOCH_MS) << _COUNTER_BITS
        self._last = max(fresh, self._last + 1)
        return str(self._last)


def shard_of(guild_id: str | None, shards: int) -> int:
    """The shard that serves a guild; direct messages go to shard 0."""
    return 0 if guild_id is None else (int(guild_id) >> _COUNTER_BITS) % shards
