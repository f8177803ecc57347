"""Taking a job's pictures away: its messages wherever they were handed over, its files, and the record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.chat.showcase.showcase import Showcase
from bot.chat.whereabouts import Whereabouts
from bot.chat.wire import Wire
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.store.database import Tx
from bot.store.pictures import Pictures

_log = logging.getLogger(__name__)

#: What is there no more needs no deleting.
_GONE = frozenset({"unknown_message", "unknown_channel"})


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of a job's messages."""

    #: Deleted now.
    messages: int
    #: One could not be deleted.
    is_left: bool


class Removal:
    """Deletes what the bot posted."""

    def __init__(
        self,
        *,
        wire: Wire,
        whereabouts: Whereabouts,
        pictures: Pictures,
        showcase: Showcase,
        images_dir: Path,
        clock: Clock,
    ) -> None:
        self._wire = wire
        self._whereabouts = whereabouts
        self._pictures = pictures
        self._showcase = showcase
        self._images_dir = images_dir
        self._clock = clock

    async def remove(self, job: Job) -> Removed:
        """Delete the messages of a job that is done, then its files, and note that they are gone.

        If it is in a showcase, that follows by itself. Doing it twice is doing it once.

        Raises:
            StoreError: it is not noted, and has to be done again.
        """
        removed = await self._delete_messages(job)
        pictures = await self._pictures.of(job.id)
        files = [self._images_dir / picture.path for picture in pictures]
        await asyncio.to_thread(_unlink, files)

        async def beside(tx: Tx) -> None:
            await self._showcase.withdraw_in(tx, job.id)

        await self._pictures.remove(job.id, at=self._clock.wall_ms(), beside=beside)
        self._showcase.wake()
        return removed

    async def _delete_messages(self, job: Job) -> Removed:
        count, is_left = 0, False
        try:
            channel_id = await self._whereabouts.channel(job)
        except (DeliveryRefused, OSError):
            return Removed(0, is_left=True)
        async for message_id in self._messages(job, channel_id):
            try:
                await self._wire.delete(channel_id, message_id)
                count += 1
            except DeliveryRefused as refusal:
                is_left = is_left or refusal.reason not in _GONE
            except OSError:
                is_left = True
        if is_left:
            _log.warning("a message of job %s could not be deleted", job.id)
        return Removed(count, is_left=is_left)

    async def _messages(self, job: Job, channel_id: int) -> AsyncIterator[int]:
        """The one with the card, and any further ones."""
        if job.delivered_message_id is not None:
            yield job.delivered_message_id
        try:
            async for message in self._whereabouts.further(job, channel_id):
                yield message.id
        except (DeliveryRefused, OSError) as error:
            _log.info("further messages of job %s could not be looked for: %s", job.id, error)


def _unlink(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
