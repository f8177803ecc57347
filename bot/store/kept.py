"""What was read once and is kept, since this process is the only writer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key. Who writes to the database puts what is there now, right after the commit."""

    def __init__(self, load: Callable[[K], Awaitable[V]]) -> None:
        self._load = load
        self._values: dict[K, V] = {}
        self._changes = 0

    async def get(self, key: K) -> V:
        """The value, read from the database if it was not before."""
        while key not in self._values:
            await self._read(key)
        return self._values[key]

    def peek(self, key: K) -> V | None:
        """The value, if it was read before."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """It is this from now on."""
        self._changes += 1
        self._values[key] = value

    def drop(self, key: K) -> None:
        """Read it again when it is asked for."""
        self._changes += 1
        self._values.pop(key, None)

    async def renew(self) -> None:
        """Read again what was read before; each holds until then."""
        self._changes += 1
        for key in list(self._values):
            while not await self._read(key):
                pass

    def clear(self) -> None:
        """Read all of them again."""
        self._changes += 1
        self._values.clear()

    async def _read(self, key: K) -> bool:
        """Whether it could be kept: what was read while somebody wrote may be what was there before."""
        changes = self._changes
        value = await self._load(key)
        if changes == self._changes:
            self._values[key] = value
        return changes == self._changes
