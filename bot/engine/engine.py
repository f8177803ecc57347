"""The engine as others see it: take a request, start it, stop it, wait for it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from bot.domain.clock import Clock
from bot.domain.errors import Draining, StaleJob
from bot.domain.ids import Ids
from bot.domain.job import ACTIVE, Job, Origin
from bot.domain.quota import remaining_credits
from bot.domain.quota_rules import asker_of
from bot.domain.request import ImageRequest
from bot.domain.room import running_limits
from bot.engine.accept import Accepted, Approval, Foretell, Quote, accept, precheck, quote
from bot.engine.addresses import addresses_of
from bot.engine.advance import advance
from bot.engine.alarm import Alarm
from bot.engine.cancel import CancelOutcome, judge_cancel
from bot.engine.counters import Counters
from bot.engine.dispatch import Dispatcher, LocalDispatcher
from bot.engine.front import Front
from bot.engine.kit import Fetcher, Kit, Models, unwatched
from bot.engine.live import Live, enliven
from bot.engine.places import keep_places
from bot.engine.record import tell_end
from bot.engine.recovery import StoppedEarly, left_behind, recover_at_last, recovery_delay, remaining_now
from bot.engine.settings import Settings
from bot.engine.shown import Shown
from bot.engine.slots import Slots
from bot.engine.unanswered import may_be_unanswered
from bot.gateways.gateway import Gateway
from bot.store.stores import Store

log = logging.getLogger(__name__)


class Engine:
    """Built once at the edge. It takes up only jobs whose front is among `fronts`."""

    def __init__(
        self,
        *,
        store: Store,
        gateways: Mapping[str, Gateway],
        models: Models,
        fetcher: Fetcher,
        images: Path,
        fronts: Mapping[str, Front],
        clock: Clock,
        random: Random,
        ids: Ids,
        settings: Settings,
        checkpoint: Callable[[str], None] = unwatched,
    ) -> None:
        self.counters = Counters()
        self.alarm = Alarm(store=store, cheapest=models.cheapest, clock=clock, random=random)
        submits = settings.gateway_concurrency * len(gateways)
        self._dispatcher: Dispatcher = LocalDispatcher(clock=clock, steps=settings.steps + submits)
        self._kit = Kit(
            store=store,
            gateways=gateways,
            models=models,
            fetcher=fetcher,
            images=images,
            fronts=fronts,
            clock=clock,
            random=random,
            ids=ids,
            settings=settings,
            slots=Slots(self._dispatcher.enqueue, limits=self._running_limits),
            counters=self.counters,
            alarm=self.alarm,
            checkpoint=checkpoint,
        )
        store.rules.watch(self._kit.slots.offer)
        self._shown = Shown(store.jobs, clock=clock)
        self._lives: dict[str, Live] = {}
        self._waiting: dict[str, asyncio.Future[Job]] = {}
        #: Epoch ms; what was accepted earlier was accepted by another process.
        self._since = clock.wall_ms()
        self._draining = False
        self._stopped_early = StoppedEarly()

    @property
    def open_jobs(self) -> int:
        """Jobs this process follows now."""
        return len(self._lives)

    async def quote(self, request: ImageRequest, *, guild_id: int | None = None) -> Quote:
        """Fit and price a request without taking it, as that guild charges it.

        Raises:
            Refusal: it cannot be taken as it is.
        """
        return await quote(self._kit, request, guild_id=guild_id)

    async def precheck(
        self, request: ImageRequest, origin: Origin, *, role_ids: tuple[int, ...] = ()
    ) -> None:
        """Whether it could be taken now. Reserves nothing, so accepting may still be refused.

        Raises:
            Refusal: it would not be accepted.
            StoreError: nobody can tell.
        """
        if self._draining:
            raise Draining
        await precheck(self._kit, request, origin, role_ids=role_ids)

    async def accept(
        self,
        request: ImageRequest,
        origin: Origin,
        *,
        idempotency_key: str,
        role_ids: tuple[int, ...] = (),
        retry_of: str | None = None,
        confirmed: bool = False,
        approval: Approval | None = None,
        foretell: Foretell | None = None,
    ) -> Accepted:
        """Reserve and store a request. It is sent after `start`, or by itself some seconds later.

        `role_ids` are the asker's roles in this guild; `confirmed`: the asker has said yes to the price;
        `approval` lifts limits of the guild, for this once; `foretell` must not raise, and may be in vain.

        Raises:
            Refusal: nothing was reserved.
            DuplicateRequest: it was taken before.
            StoreError: nothing was written.
        """
        if self._draining:
            raise Draining
        accepted = await accept(
            self._kit,
            request,
            origin,
            idempotency_key=idempotency_key,
            role_ids=role_ids,
            retry_of=retry_of,
            confirmed=confirmed,
            approval=approval,
            foretell=foretell,
        )
        self.alarm.look(accepted.job.gateway)
        live = self._take_up(accepted.job)
        live.remaining = remaining_credits(accepted.standing)
        self._dispatcher.enqueue(accepted.job.id, self._kit.settings.start_within)
        return accepted

    def start(self, job_id: str, *, card_message_id: int | None = None) -> None:
        """The first answer has arrived: begin, and remember the message that shows the job."""
        if card_message_id is not None:
            self._shown.note(job_id, card_message_id)
        live = self._lives.get(job_id)
        if live is not None:
            live.shown_by(card_message_id)
            self._dispatcher.enqueue(job_id)

    async def addresses(self, job: Job) -> Mapping[int, str]:
        """Where the gateway shows a job's pictures, by their places; without those that it does not show."""
        return await addresses_of(self._kit, job)

    async def abandon(self, job_id: str) -> None:
        """The first answer came too late to be seen: stop, and give the reserve back."""
        await self._stop_job(job_id, by=None)

    async def cancel(self, job_id: str, *, by: int) -> CancelOutcome:
        """Stop a job on a person's wish."""
        return await self._stop_job(job_id, by=by)

    async def wait(self, job_id: str) -> Job:
        """The job once it has ended and its front was told.

        Raises:
            KeyError: there is no such job.
        """
        ended = self._waiting.get(job_id) or self._expect(job_id)
        if job_id not in self._lives:
            # It has ended, or an earlier process left it and it is not taken up yet.
            job = await self._kit.store.jobs.get(job_id)
            if job is None:
                self._waiting.pop(job_id)
                raise KeyError(job_id)
            if job.state.is_terminal:
                self._answer_waiting(job)
        return await asyncio.shield(ended)

    async def run(self) -> None:
        """Take up what an earlier process left open, then work until stopped."""
        await recover_at_last(self.recover, self._kit, given_up=lambda: self._draining)
        beside = asyncio.gather(keep_places(self._kit, self._lives), self._shown.keep())
        try:
            await self._dispatcher.run(self._advance)
        finally:
            beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)

    async def recover(self) -> None:
        """Take up every open job from its row, many of them one after another."""
        jobs = await left_behind(self._kit)
        left = [job for job in jobs if job.id not in self._lives]
        for place, job in enumerate(left):
            live = self._take_up(job)
            live.unanswered = job.created_at < self._since and may_be_unanswered(job)
            live.remaining = await remaining_now(self._kit, job)
            self._dispatcher.enqueue(job.id, recovery_delay(place, self._kit.settings))
        self._stopped_early.close()
        if left:
            log.info("Took up what an earlier process left", extra={"jobs": len(left)})

    def drain(self) -> None:
        """Take nothing new from now on."""
        self._draining = True

    async def stop(self, grace: float) -> None:
        """Take nothing new, give running steps `grace` seconds, leave every row as it stands."""
        self.drain()
        await self._dispatcher.stop(grace)
        await self._shown.write()

    def _running_limits(self, job: Job) -> tuple[int | None, int | None, int | None]:
        """Most jobs at work at once: its member's, in its channel and in its guild."""
        asker, rules = asker_of(job.origin, job.role_ids), self._kit.store.rules.known(job.origin.guild_id)
        return running_limits(asker, rules, usual=self._kit.settings.max_running_jobs)

    def _take_up(self, job: Job) -> Live:
        if job.state in ACTIVE:
            self._kit.slots.take(job)
        return self._lives.setdefault(job.id, enliven(self._stopped_early.seen_in(job), self._kit.clock))

    async def _stop_job(self, job_id: str, *, by: int | None) -> CancelOutcome:
        live = self._lives.get(job_id)
        job = live.job if live else await self._kit.store.jobs.get(job_id)
        outcome = judge_cancel(job)
        if outcome is not CancelOutcome.REQUESTED:
            return outcome
        if not await self._kit.store.jobs.request_cancel(job_id):
            return CancelOutcome.ALREADY_ENDED
        # It may have gone on while the wish was written, or have been taken up.
        live = self._lives.get(job_id)
        if live is None:
            self._stopped_early.note(job_id)
            return outcome
        outcome = judge_cancel(live.job)
        if outcome is CancelOutcome.REQUESTED:
            self._interrupt(live, by=by)
        return outcome

    def _interrupt(self, live: Live, *, by: int | None) -> None:
        live.cancelled_by = by
        live.job = replace(live.job, cancel_requested=True)
        if live.sending:
            self._dispatcher.interrupt(live.job.id)
        else:
            self._dispatcher.enqueue(live.job.id)

    async def _advance(self, job_id: str) -> float | None:
        """One step for the dispatcher."""
        live = self._lives.get(job_id)
        if live is None:
            return None
        try:
            delay = await advance(self._kit, live)
        except StaleJob:
            return await self._reload(job_id)
        return await self._end(live) if live.job.state.is_terminal else delay

    async def _reload(self, job_id: str) -> float:
        """The row is not what it was taken for; start again from what it says."""
        log.warning("A job was moved by somebody else", extra={"job_id": job_id})
        await self._shown.write()
        job = await self._kit.store.jobs.get(job_id)
        if job is not None:
            self._lives[job_id] = enliven(job, self._kit.clock)
        return 0.0

    async def _end(self, live: Live) -> float | None:
        """Tell the front, then whoever waits; seconds until that is tried again, if it could not be."""
        job = live.job
        self._kit.slots.leave(job)
        delay = await tell_end(self._kit, live)
        if delay is None:
            self._lives.pop(job.id, None)
            self._answer_waiting(job)
        return delay

    def _expect(self, job_id: str) -> asyncio.Future[Job]:
        ended: asyncio.Future[Job] = asyncio.get_running_loop().create_future()
        self._waiting[job_id] = ended
        return ended

    def _answer_waiting(self, job: Job) -> None:
        ended = self._waiting.pop(job.id, None)
        if ended is not None and not ended.done():
            ended.set_result(job)
