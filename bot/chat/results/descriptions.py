"""Changing the alt text of pictures that were posted."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord

from bot.chat.delivery import Way, place_of
from bot.chat.described import described, pictures_shown
from bot.chat.origin import token_lives
from bot.chat.upload import withholds
from bot.chat.whereabouts import Whereabouts
from bot.chat.wire import Wire
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture

_log = logging.getLogger(__name__)


class Descriptions:
    """Edits what is there, and nothing but the descriptions."""

    def __init__(self, *, wire: Wire, whereabouts: Whereabouts, clock: Clock) -> None:
        self._wire = wire
        self._whereabouts = whereabouts
        self._clock = clock

    async def change(self, job: Job, pictures: Sequence[Picture]) -> bool:
        """Describe the pictures in a job's result, of which these are all. Whether every one could be."""
        try:
            await self._change(job, pictures)
        except (DeliveryRefused, OSError) as error:
            _log.info("pictures of job %s keep their description: %s", job.id, error)
            return False
        return True

    async def _change(self, job: Job, pictures: Sequence[Picture]) -> None:
        if job.delivery_path and Way(job.delivery_path).is_link:
            # A link has no description.
            return
        main = await self._main(job)
        posted = [each for each in pictures if not each.nsfw] if withholds(main, job.id) else pictures
        await self._describe_main(main, job, posted)
        missing = len(posted) - pictures_shown(main)
        if missing:
            missing -= await self._describe_further(job, posted)
        if missing:
            raise DeliveryRefused("out_of_sight")

    async def _main(self, job: Job) -> discord.Message:
        origin = job.origin
        if self._is_within_reach(job):
            return await self._wire.original(origin)
        if place_of(job) is not Way.DM and not origin.can_post:
            raise DeliveryRefused("out_of_reach")
        if job.delivered_message_id is None:
            raise DeliveryRefused("no_message")
        channel_id = await self._whereabouts.channel(job)
        return await self._wire.message(channel_id, job.delivered_message_id)

    async def _describe_main(self, main: discord.Message, job: Job, posted: Sequence[Picture]) -> None:
        view = described(main, job, posted)
        if view is None:
            return
        if self._is_within_reach(job):
            await self._wire.edit_original(job.origin, view)
        else:
            await self._wire.edit_message(main.channel.id, main.id, view)

    async def _describe_further(self, job: Job, posted: Sequence[Picture]) -> int:
        """How many pictures there are in further messages; they have their descriptions now."""
        found = 0
        channel_id = await self._whereabouts.channel(job)
        async for message in self._whereabouts.further(job, channel_id):
            found += pictures_shown(message)
            view = described(message, job, posted)
            if view is not None:
                await self._wire.edit_message(channel_id, message.id, view)
        return found

    def _is_within_reach(self, job: Job) -> bool:
        """Whether the interaction still gives a way to the message."""
        return place_of(job) is Way.ORIGINAL and token_lives(job.origin, self._clock.wall_ms())
