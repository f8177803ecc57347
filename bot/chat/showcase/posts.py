"""Posting what a showcase shows, finding it again, and taking it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.chat.described import described
from bot.chat.showcase.card import showcase_card
from bot.chat.upload import Rung, job_in, opened, prepare
from bot.chat.wire import UploadTooLarge, Wire, jump_link, nonce_of
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture
from bot.store.showcase import Shown

#: Discord's most files in one message; no job makes more.
_MOST_FILES = 10
#: Messages looked through after a crash.
_LOOK_BACK = 100


class Posts:
    """Each call raises `DeliveryRefused` where it will never work, and `OSError` where it may work later."""

    def __init__(self, *, wire: Wire, images_dir: Path) -> None:
        self._wire = wire
        self._images_dir = images_dir

    async def post(
        self, shown: Shown, job: Job, pictures: Mapping[Picture, bool], *, channel_id: int, limit: int
    ) -> int:
        """Show them there, those behind a spoiler of which that is said; the message.

        `limit` is what Discord says that a file may have there.
        """
        link = jump_link(shown.guild_id, job.origin.channel_id, job.delivered_message_id or 0)
        rung: Rung | None = Rung(limit, _MOST_FILES)
        while rung is not None:
            uploads = await prepare(
                job,
                list(pictures),
                folder=self._images_dir,
                limit=rung.limit,
                hides=lambda picture: pictures[picture],
            )
            card = showcase_card(job, [upload.shown for upload in uploads], link=link)
            # The moment tells this showing from an earlier one that was taken away.
            nonce = nonce_of(job.id, f"showcase/{channel_id}/{shown.at}")
            try:
                with opened(uploads, job) as files:
                    return await self._wire.post(channel_id, card, nonce=nonce, files=files)
            except UploadTooLarge:
                rung = rung.below(max(upload.size for upload in uploads))
        raise DeliveryRefused("too_large")

    async def find(self, shown: Shown) -> int | None:
        """The message that a crash left behind, if it is there."""
        async for message in self._wire.own_messages(shown.channel_id, after=None, limit=_LOOK_BACK):
            if job_in(message) == shown.job_id:
                return message.id
        return None

    async def describe(self, shown: Shown, message_id: int, job: Job, pictures: Sequence[Picture]) -> None:
        """Give the pictures the descriptions they have by now."""
        message = await self._wire.message(shown.channel_id, message_id)
        view = described(message, job, pictures)
        if view is not None:
            await self._wire.edit_message(shown.channel_id, message_id, view)

    async def delete(self, shown: Shown, message_id: int) -> None:
        """Take it away."""
        await self._wire.delete(shown.channel_id, message_id)
