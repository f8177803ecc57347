"""Reference pictures on disk, each under the SHA-256 of its bytes: whole, and kept while a job names it."""

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

from bot.domain.clock import Clock
from bot.domain.errors import GatewayError
from bot.gateways import landing

#: Milliseconds a file stays that no job names: a request may be about to.
GRACE = 24 * 60 * 60 * 1000

#: Answers with the names that jobs hold.
InUse = Callable[[], Awaitable[Collection[str]]]


class References:
    """A folder of prepared pictures."""

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock
        #: Nothing is swept that is being kept anew.
        self._lock = asyncio.Lock()

    async def keep(self, content: bytes) -> str:
        """Store a picture and return its name. It is on disk when this returns.

        Raises:
            ImageRejected: with `disk_full`.
        """
        name = hashlib.sha256(content).hexdigest()
        async with self._lock:
            await asyncio.to_thread(landing.place, content, self.folder / name)
            await asyncio.to_thread(_stamp, self.folder / name, self._clock.wall_ms())
        return name

    async def read(self, name: str) -> bytes:
        """The picture of that name.

        Raises:
            GatewayError: it is not there, or not what it was: nothing can be sent.
        """
        try:
            content = await asyncio.to_thread((self.folder / name).read_bytes)
        except OSError:
            raise GatewayError(code="reference_lost") from None
        if hashlib.sha256(content).hexdigest() != name:
            raise GatewayError(code="reference_lost")
        return content

    async def sweep(self, in_use: InUse) -> int:
        """Remove what was put here a day ago or earlier and no job names; how many files."""
        async with self._lock:
            old = await asyncio.to_thread(self._older_than, self._clock.wall_ms() - GRACE)
            left_over = old - set(await in_use()) if old else set()
            for name in left_over:
                await asyncio.to_thread(landing.discard, self.folder / name)
        return len(left_over)

    async def drop(self, names: Collection[str], in_use: InUse) -> None:
        """Remove those of these that no job names, however new they are."""
        async with self._lock:
            for name in set(names) - set(await in_use()):
                await asyncio.to_thread(landing.discard, self.folder / name)

    def _older_than(self, moment_ms: int) -> set[str]:
        return {name for name, stamped_ms in _stamps(self.folder) if stamped_ms <= moment_ms}


def _stamp(path: Path, now_ms: int) -> None:
    os.utime(path, ns=(now_ms * 1_000_000, now_ms * 1_000_000))


def _stamps(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file with when it was last put here."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                yield entry.name, entry.stat(follow_symlinks=False).st_mtime_ns // 1_000_000
