"""Taking reference pictures in, from Discord or from this machine: bounded, checked, prepared, kept."""

import asyncio
from itertools import count
from pathlib import Path

from bot.domain.errors import GatewayError, ImageRejected, ReferenceFault, ReferenceRejected
from bot.domain.outcome import RemoteImage
from bot.gateways import landing
from bot.gateways.download import Downloader
from bot.gateways.prepare import prepare
from bot.gateways.references import References

#: Seconds for the transfer of one picture.
TOTAL_TIMEOUT = 30.0
#: Transfers at once; the others wait, so that what people send has a bound here.
_TRANSFERS = 8
_FAULTS = {"image_too_large": ReferenceFault.TOO_LARGE, "disk_full": ReferenceFault.NO_ROOM}


class Intake:
    """What it returns are names to put into a request."""

    def __init__(self, *, references: References, downloader: Downloader) -> None:
        self._references = references
        self._downloader = downloader
        self._serial = count()
        self._fetching = asyncio.Semaphore(_TRANSFERS)
        # One at a time: the largest needs some hundred megabytes while it is open.
        self._opening = asyncio.Semaphore(1)

    async def from_url(self, url: str, *, name: str) -> str:
        """Take the picture behind an address; `name` is what the person calls it.

        Raises:
            ReferenceRejected: it is not taken, and nothing is left of it.
        """
        part = self._references.folder / f".incoming-{next(self._serial)}.part"
        async with self._fetching:
            try:
                await self._downloader.bring(RemoteImage(url=url), part)
                return await self._take(part, name)
            except ImageRejected as error:
                raise ReferenceRejected(name, _FAULTS[error.code]) from None
            except GatewayError:
                raise ReferenceRejected(name, ReferenceFault.UNREACHABLE) from None
            finally:
                landing.discard(part)

    async def from_file(self, path: Path) -> str:
        """Take a picture of this machine.

        Raises:
            ReferenceRejected: it is not taken.
        """
        try:
            return await self._take(path, path.name)
        except ImageRejected as error:
            raise ReferenceRejected(path.name, _FAULTS[error.code]) from None

    async def _take(self, path: Path, name: str) -> str:
        async with self._opening:
            content = await asyncio.to_thread(prepare, path, name=name)
        return await self._references.keep(content)
