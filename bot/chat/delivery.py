"""Handing pictures over: by the interaction while it lives, then in the channel, then in person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum

import discord
from discord import ui

from bot.chat.cards import Linked, Shown, extra_card, linkable, linked_card, result_card
from bot.chat.origin import token_lives
from bot.chat.policy import Policy
from bot.chat.settings import DEFAULT_UPLOAD_LIMIT, FaceSettings
from bot.chat.upload import Rung, Upload, is_result, opened, prepare
from bot.chat.wire import UploadTooLarge, Wire, nonce_of
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture
from bot.domain.showing import Showing

#: Discord's most files in one message.
_MOST_FILES = 10
#: Messages looked through after a crash.
_LOOK_BACK = 100

#: Says where the image service shows pictures of a job, by their places.
Addresses = Callable[[Job], Awaitable[Mapping[int, str]]]
#: Sends a card with these files; the last word tells messages of one job apart.
Send = Callable[[ui.LayoutView, Sequence[discord.File], str], Awaitable[int]]


_LINK = "_link"


class Way(StrEnum):
    """Ways to hand over, best first. Stored with the job."""

    ORIGINAL = "original"  # into the status card, by the interaction's token
    CHANNEL = "channel"  # a new message where it was asked
    DM = "dm"  # a direct message to the requester
    # The same places where no file can be handed over: links to what the image service shows.
    ORIGINAL_LINK = "original_link"
    CHANNEL_LINK = "channel_link"
    DM_LINK = "dm_link"

    @property
    def place(self) -> Way:
        """Where, whether by files or by links."""
        return Way(self.removesuffix(_LINK))

    @property
    def is_link(self) -> bool:
        """Whether nothing is attached."""
        return self.endswith(_LINK)


def open_paths(job: Job, now_ms: int) -> tuple[str, ...]:
    """The ways that can work now."""
    origin = job.origin
    paths = []
    if token_lives(origin, now_ms):
        paths.append(Way.ORIGINAL)
    if origin.can_post and origin.channel_id is not None:
        paths.append(Way.CHANNEL)
    if origin.guild_id is not None or not origin.can_post:
        paths.append(Way.DM)
    return (*paths, *(Way(path + _LINK) for path in paths))


def place_of(job: Job) -> Way | None:
    """Where a job's pictures were handed over; `None` if they were not."""
    return Way(job.delivery_path).place if job.delivery_path else None


class Delivery:
    """Posts the pictures of a job, once."""

    def __init__(
        self, *, wire: Wire, policy: Policy, addresses: Addresses, settings: FaceSettings, clock: Clock
    ) -> None:
        self._wire = wire
        self._addresses = addresses
        self._policy = policy
        self._settings = settings
        self._clock = clock

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: Way) -> int:
        """Post and return the id of the message with the card.

        Raises:
            DeliveryRefused: never this way.
            OSError: perhaps later.
        """
        shown = {
            each: await self._policy.showing(job, each, in_person=path.place is Way.DM) for each in pictures
        }
        posted = [each for each in pictures if shown[each] is not Showing.WITHHELD]
        if path.is_link:
            hidden = [shown[each] is Showing.SPOILER for each in posted]
            return await self._post_links(job, posted, hidden, path, made=len(pictures))
        rung: Rung | None = Rung(job.origin.upload_limit or DEFAULT_UPLOAD_LIMIT, _MOST_FILES)
        while rung is not None:
            uploads = await prepare(
                job,
                posted,
                folder=self._settings.images_dir,
                limit=rung.limit,
                hides=lambda picture: shown[picture] is Showing.SPOILER,
            )
            try:
                return await self._post(job, uploads, path, rung.at_once, made=len(pictures))
            except UploadTooLarge:
                rung = rung.below(max(upload.size for upload in uploads))
        raise DeliveryRefused("too_large")

    async def find(self, job: Job, path: Way) -> int | None:
        """The message a crash left behind, if it was posted."""
        try:
            if path.place is Way.ORIGINAL:
                return await self._find_original(job)
            if path.place is Way.CHANNEL:
                after = job.origin.card_message_id
                return await self._find_in(job.origin.channel_id, job.id, after=after)
            return await self._find_in(await self._wire.dm_channel(job.origin.user_id), job.id)
        except DeliveryRefused:
            # Not allowed to look; then the nonce has to keep a second copy away.
            return None

    async def _post(self, job: Job, uploads: Sequence[Upload], path: Way, at_once: int, *, made: int) -> int:
        """Post some of the pictures that were made; the rest is withheld."""
        batches = [uploads[at : at + at_once] for at in range(0, len(uploads), at_once)]
        first, *others = batches or [uploads]
        main, extra = await self._senders(job, path)
        # The card comes last: once it is there, everything is.
        for index, batch in enumerate(others, start=1):
            await self._send(job, batch, extra_card(job, _shown(batch)), extra, f"more-{index}")
        card = result_card(job, _shown(first), made, withheld=made - len(uploads))
        return await self._send(job, first, card, main, "pictures")

    async def _post_links(
        self, job: Job, pictures: Sequence[Picture], hidden: Sequence[bool], path: Way, *, made: int
    ) -> int:
        """Post where the image service shows them, if it does; the rest is withheld."""
        known = await self._addresses(job)
        addresses = linkable([known[each.index] for each in pictures if each.index in known])
        if not pictures or len(addresses) < len(pictures):
            raise DeliveryRefused("no_address")
        linked = list(map(Linked, pictures, addresses, hidden))
        main, _ = await self._senders(job, path)
        return await main(linked_card(job, linked, made, withheld=made - len(pictures)), (), "links")

    async def _send(
        self, job: Job, batch: Sequence[Upload], card: ui.LayoutView, send: Send, part: str
    ) -> int:
        with opened(batch, job) as files:
            return await send(card, files, part)

    async def _senders(self, job: Job, path: Way) -> tuple[Send, Send]:
        """How the card and any further message are sent this way."""
        origin, wire = job.origin, self._wire
        if path.place is Way.ORIGINAL:
            return (
                lambda view, files, _: wire.edit_original(origin, view, files),
                lambda view, files, _: wire.follow_up(origin, view, files),
            )
        channel = origin.channel_id if path.place is Way.CHANNEL else await wire.dm_channel(origin.user_id)
        if channel is None:
            raise DeliveryRefused("no_channel")

        def poster(pinged: int | None) -> Send:
            return lambda view, files, part: wire.post(
                channel, view, files=files, nonce=nonce_of(job.id, f"{path}/{part}"), pinged=pinged
            )

        wanted = await self._policy.pings(origin.user_id)
        return poster(origin.user_id if wanted else None), poster(None)

    async def _find_original(self, job: Job) -> int | None:
        origin = job.origin
        if token_lives(origin, self._clock.wall_ms()):
            message = await self._wire.original(origin)
        elif origin.can_post and origin.channel_id and origin.card_message_id:
            message = await self._wire.message(origin.channel_id, origin.card_message_id)
        else:
            return None
        return message.id if is_result(message, job.id) else None

    async def _find_in(self, channel_id: int | None, job_id: str, *, after: int | None = None) -> int | None:
        if channel_id is None:
            return None
        async for message in self._wire.own_messages(channel_id, after=after, limit=_LOOK_BACK):
            if is_result(message, job_id):
                return message.id
        return None


def _shown(uploads: Sequence[Upload]) -> list[Shown]:
    return [upload.shown for upload in uploads]
