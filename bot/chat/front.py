"""Discord as a front of the engine: cards while it runs, pictures at the end, words if it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import discord
from discord import ui

from bot.chat.cards import ended_card, moved_card, status_card, status_key
from bot.chat.delivery import Addresses, Delivery, Way, open_paths, place_of
from bot.chat.editor import Editor
from bot.chat.i18n import speaking
from bot.chat.origin import token_lives
from bot.chat.policy import Policy
from bot.chat.settings import FaceSettings
from bot.chat.threads import Threads
from bot.chat.wire import Wire, jump_link, nonce_of
from bot.chat.words import status
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, JobState, Picture
from bot.engine.front import FirstAnswer, Progress

_log = logging.getLogger(__name__)


#: Whether whoever runs the bot knows why a job failed.
Knows = Callable[[Job], Awaitable[bool]]
#: Is told of a job that failed, after its requester was.
Hears = Callable[[Job], Awaitable[None]]


async def _nobody_knows(_job: Job) -> bool:
    """Until the client is there."""
    return False


async def _nobody_hears(_job: Job) -> None:
    """Where nobody listens."""


class DiscordFront:
    """What the engine knows of Discord. Made before the client; calls wait until it is logged in."""

    def __init__(self, *, settings: FaceSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._since = clock.wall_ms()
        self._connected: asyncio.Future[Wire] | None = None
        self._editor = Editor(fingerprint=self._fingerprint, edit=self._edit, clock=clock)
        self._editing: asyncio.Task[None] | None = None
        self._operator_knows: Knows = _nobody_knows
        self._heard: Hears = _nobody_hears
        self._policy: Policy
        self._addresses: Addresses
        self._threads: Threads

    def open(
        self,
        client: discord.Client,
        *,
        policy: Policy,
        addresses: Addresses,
        operator_knows: Knows,
        heard: Hears = _nobody_hears,
    ) -> None:
        """Begin to work through a client that has logged in, by what guilds and channels decided."""
        self._operator_knows = operator_knows
        self._heard = heard
        self._policy, self._addresses = policy, addresses
        self._threads = Threads(client=client, policy=policy)
        self._ready().set_result(Wire(client))
        self._editing = asyncio.create_task(self._editor.run(), name="card-editor")

    async def close(self) -> None:
        """Stop editing."""
        if self._editing is not None:
            self._editing.cancel()
            with suppress(asyncio.CancelledError):
                await self._editing

    async def show(self, job: Job, progress: Progress) -> None:
        """Have the latest state shown when the card's turn comes."""
        self._editor.put(job, progress)

    def paths(self, job: Job) -> Sequence[str]:
        """Ways to hand over that are open now, best first."""
        return open_paths(job, self._clock.wall_ms())

    async def find(self, job: Job, path: str) -> int | None:
        """After a crash: the message already delivered this way, or `None`."""
        return await (await self._delivery()).find(job, Way(path))

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        """Post the pictures. Raises `DeliveryRefused` or `OSError`."""
        delivery = await self._delivery()
        await self._editor.drop(job.id)
        with speaking(job.origin.locale):
            return await delivery.deliver(job, pictures, Way(path))

    async def first_answer(self, job: Job) -> FirstAnswer | None:
        """After a crash: the answer the interaction has, be it the card or "thinking"."""
        if not token_lives(job.origin, self._clock.wall_ms()):
            return FirstAnswer()
        wire = await self._wire()
        try:
            return FirstAnswer((await wire.original(job.origin)).id)
        except DeliveryRefused:
            return None

    async def finished(self, job: Job) -> None:
        """Say how it ended where the person looks. Raises `OSError`."""
        await self._editor.drop(job.id)
        with speaking(job.origin.locale):
            if job.state is JobState.DONE:
                await self._announce(job)
                await self._open_thread(job)
            else:
                await self._tell_end(job)

    async def _tell_end(self, job: Job) -> None:
        card = ended_card(job, operator_knows=await self._operator_knows(job))
        ways: list[Callable[[], Awaitable[object]]] = [lambda: self._edit_card(job, card)]
        if job.state is not JobState.CANCELLED:
            ways += [lambda: self._post(job, card), lambda: self._write_to(job, card)]
        await self._first_that_works(job, ways)
        await self._heard(job)

    async def _announce(self, job: Job) -> None:
        """After a long wait, a reply that pings; where the pictures are elsewhere, the card says so."""
        origin, delivered = job.origin, job.delivered_message_id
        if delivered is None:
            return
        link = jump_link(origin.guild_id, origin.channel_id, delivered)
        place = place_of(job)
        if place is Way.ORIGINAL:
            if not await self._deserves_ping(job):
                return
            wire, said = await self._wire(), status.ready_mention(origin.user_id, link)
            await self._first_that_works(job, [lambda: wire.mention(origin, said)])
            return
        card = moved_card(job, link if place is Way.CHANNEL else None)
        await self._first_that_works(job, [lambda: self._edit_card(job, card)])

    async def _open_thread(self, job: Job) -> None:
        if job.delivered_message_id is not None and place_of(job) is not Way.DM:
            await self._threads.open_on(job, job.delivered_message_id)

    async def _deserves_ping(self, job: Job) -> bool:
        """Whether the wait was long, an earlier process cannot have said so already, and it is wanted."""
        waited = job.state_at - job.created_at
        was_long = waited >= self._settings.mention_after * 1000 and job.state_at >= self._since
        return was_long and await self._policy.pings(job.origin.user_id)

    async def _first_that_works(self, job: Job, ways: Sequence[Callable[[], Awaitable[object]]]) -> None:
        for way in ways:
            try:
                await way()
            except DeliveryRefused as refusal:
                _log.info("job %s: %s", job.id, refusal.reason)
            else:
                return

    def _fingerprint(self, job: Job, progress: Progress) -> tuple[object, ...]:
        with speaking(job.origin.locale):
            return status_key(job, progress, self._clock.wall_ms())

    async def _edit(self, job: Job, progress: Progress) -> None:
        with speaking(job.origin.locale):
            card = status_card(job, progress, self._clock.wall_ms())
        await self._edit_card(job, card)

    async def _edit_card(self, job: Job, card: ui.LayoutView) -> None:
        origin, wire = job.origin, await self._wire()
        if token_lives(origin, self._clock.wall_ms()):
            with suppress(DeliveryRefused):
                await wire.edit_original(origin, card)
                return
        if not (origin.can_post and origin.channel_id and origin.card_message_id):
            raise DeliveryRefused("no_card")
        await wire.edit_message(origin.channel_id, origin.card_message_id, card)

    async def _post(self, job: Job, card: ui.LayoutView) -> None:
        origin, wire = job.origin, await self._wire()
        if not (origin.can_post and origin.channel_id):
            raise DeliveryRefused("cannot_post")
        pinged = origin.user_id if await self._policy.pings(origin.user_id) else None
        await wire.post(origin.channel_id, card, nonce=nonce_of(job.id, "end"), pinged=pinged)

    async def _write_to(self, job: Job, card: ui.LayoutView) -> None:
        wire = await self._wire()
        channel_id = await wire.dm_channel(job.origin.user_id)
        await wire.post(channel_id, card, nonce=nonce_of(job.id, "end-dm"))

    async def _delivery(self) -> Delivery:
        wire = await self._wire()
        return Delivery(
            wire=wire,
            policy=self._policy,
            addresses=self._addresses,
            settings=self._settings,
            clock=self._clock,
        )

    async def _wire(self) -> Wire:
        return await asyncio.shield(self._ready())

    def _ready(self) -> asyncio.Future[Wire]:
        if self._connected is None:
            self._connected = asyncio.get_running_loop().create_future()
        return self._connected
