"""Finding the messages that show a job's pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord

from bot.chat.delivery import Way, place_of
from bot.chat.upload import job_in
from bot.chat.wire import Wire
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job

#: Messages looked through after the one that was asked with: pictures that did not fit into one message.
_LOOK_AHEAD = 100


class Whereabouts:
    """Each call raises `DeliveryRefused` where nobody may look, and `OSError` where it may work later."""

    def __init__(self, *, wire: Wire) -> None:
        self._wire = wire

    async def channel(self, job: Job) -> int:
        """Where they were posted."""
        if place_of(job) is Way.DM:
            return await self._wire.dm_channel(job.origin.user_id)
        if job.origin.channel_id is None:
            raise DeliveryRefused("no_channel")
        return job.origin.channel_id

    async def further(self, job: Job, channel_id: int) -> AsyncIterator[discord.Message]:
        """Those beside the one with the card: they are near it."""
        main = job.delivered_message_id
        known = [each for each in (main, job.origin.card_message_id) if each is not None]
        if job.request.count < 2 or not known:
            return
        async for message in self._wire.own_messages(channel_id, after=min(known) - 1, limit=_LOOK_AHEAD):
            if message.id != main and job_in(message) == job.id:
                yield message
