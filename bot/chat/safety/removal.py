"""Taking a job's pictures away: its messages wherever they were handed over, its files, and the record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.chat.delivery import Way, place_of
from bot.chat.showcase.showcase import Showcase
from bot.chat.upload import job_in
from bot.chat.wire import Wire
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.store.database import Tx
from bot.store.pictures import Pictures

_log = logging.getLogger(__name__)

#: Messages looked through after the one that was asked with: pictures that did not fit into one message.
_LOOK_AHEAD = 100
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
        self, *, wire: Wire, pictures: Pictures, showcase: Showcase, images_dir: Path, clock: Clock
    ) -> None:
        self._wire = wire
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
            channel_id = await self._channel(job)
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

    async def _channel(self, job: Job) -> int:
        if place_of(job) is Way.DM:
            return await self._wire.dm_channel(job.origin.user_id)
        if job.origin.channel_id is None:
            raise DeliveryRefused("no_channel")
        return job.origin.channel_id

    async def _messages(self, job: Job, channel_id: int) -> AsyncIterator[int]:
        """The one with the card, and any further ones: they are near it."""
        main = job.delivered_message_id
        if main is not None:
            yield main
        known = [each for each in (main, job.origin.card_message_id) if each is not None]
        if job.request.count < 2 or not known:
            return
        first = min(known)
        try:
            async for message in self._wire.own_messages(channel_id, after=first - 1, limit=_LOOK_AHEAD):
                if message.id != main and job_in(message) == job.id:
                    yield message.id
        except (DeliveryRefused, OSError) as error:
            _log.info("further messages of job %s could not be looked for: %s", job.id, error)


def _unlink(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
