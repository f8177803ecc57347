"""Changing the alt text of a message that was posted."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.chat.cards import alt_text
from bot.chat.delivery import Way, place_of
from bot.chat.origin import token_lives
from bot.chat.upload import place_in, withholds
from bot.chat.wire import Wire
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture

_log = logging.getLogger(__name__)


class Descriptions:
    """Edits what is there, and nothing but the descriptions."""

    def __init__(self, *, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock

    async def change(self, job: Job, pictures: Sequence[Picture]) -> bool:
        """Describe the pictures in a job's result, of which these are all. Whether it could be changed."""
        try:
            await self._change(job, pictures)
        except (DeliveryRefused, OSError) as error:
            _log.info("the pictures of job %s keep their description: %s", job.id, error)
            return False
        return True

    async def _change(self, job: Job, pictures: Sequence[Picture]) -> None:
        origin = job.origin
        if place_of(job) is Way.ORIGINAL and token_lives(origin, self._clock.wall_ms()):
            message = await self._wire.original(origin)
            await self._wire.edit_original(origin, _described(message, job, pictures))
            return
        channel_id = origin.channel_id
        if place_of(job) is Way.DM:
            channel_id = await self._wire.dm_channel(origin.user_id)
        elif not origin.can_post:
            raise DeliveryRefused("out_of_reach")
        if channel_id is None or job.delivered_message_id is None:
            raise DeliveryRefused("no_message")
        message = await self._wire.message(channel_id, job.delivered_message_id)
        await self._wire.edit_message(channel_id, message.id, _described(message, job, pictures))


def _described(message: discord.Message, job: Job, pictures: Sequence[Picture]) -> ui.LayoutView:
    """The message as it is, with other descriptions."""
    posted = [each for each in pictures if not each.nsfw] if withholds(message, job.id) else pictures
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.MediaGallery):
            item.items = [_with(each, job, posted) for each in item.items]
    return view


def _with(item: discord.MediaGalleryItem, job: Job, posted: Sequence[Picture]) -> discord.MediaGalleryItem:
    # The address that is shown ends after a day; the file stays with the message.
    name = PurePosixPath(urlsplit(item.media.url).path).name
    place = place_in(name)
    picture = posted[place] if place is not None and place < len(posted) else None
    description = alt_text(job, picture) if picture else item.description
    return discord.MediaGalleryItem(f"attachment://{name}", description=description, spoiler=item.spoiler)
