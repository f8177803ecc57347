"""Keeps status cards current: the latest state wins, and nobody waits for an edit."""

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from itertools import count

from bot.chat.pace import after_trouble, edit_interval
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.engine.front import Progress
from bot.ops.bell import Bell

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Card:
    """What is known of one card. Small: there is one for every job that waits."""

    job: Job
    progress: Progress
    #: Fingerprint of what is shown; `None` if unknown.
    shown: int | None = None
    failures: int = 0
    #: Out of reach for good.
    closed: bool = False


class Editor:
    """Shows states in their own time.

    `fingerprint` says what a card would show now, and `edit` shows it. `edit` raises `DeliveryRefused` when
    the card is out of reach for good, and any `OSError` when it may work later. A card is looked at again by
    itself, because time alone moves its bar. Edits begin at least `gap` seconds apart: with very many cards
    each is edited less often, and first answers are not late because of them.
    """

    def __init__(
        self,
        *,
        fingerprint: Callable[[Job, Progress], Hashable],
        edit: Callable[[Job, Progress], Awaitable[None]],
        clock: Clock,
        at_once: int = 8,
        gap: float = 0.025,
    ) -> None:
        self._fingerprint = fingerprint
        self._edit = edit
        self._clock = clock
        self._cards: dict[str, _Card] = {}
        #: One entry per card that is not being edited: when, tie-breaker, card. Dropped cards are void.
        self._queue: list[tuple[float, int, _Card]] = []
        self._tickets = count()
        self._bell = Bell(clock)
        self._free = asyncio.Semaphore(at_once)
        self._gap = gap
        #: No edit begins before.
        self._rests_until = 0.0
        self._editing: dict[str, asyncio.Task[None]] = {}

    def put(self, job: Job, progress: Progress) -> None:
        """Take the latest state of a job. Returns at once."""
        card = self._cards.get(job.id)
        if card is not None:
            card.job, card.progress = job, progress
            return
        card = self._cards[job.id] = _Card(job, progress)
        # The first answer has only just shown this card.
        self._look_in(card, edit_interval(0.0))

    async def drop(self, job_id: str) -> None:
        """Forget a card, and return when no edit of it is on its way any more."""
        self._cards.pop(job_id, None)
        editing = self._editing.get(job_id)
        if editing is not None:
            await asyncio.wait({editing})

    async def run(self) -> None:
        """Edit cards as they fall due, until cancelled."""
        try:
            while True:
                card = await self._next()
                if self._is_shown(card):
                    self._look_in(card, self._interval(card))
                    continue
                await self._free.acquire()
                self._begin(card)
        finally:
            self._bell.silence()
            for task in self._editing.values():
                task.cancel()

    def _is_shown(self, card: _Card) -> bool:
        """Whether the card says already what it would say now."""
        try:
            return hash(self._fingerprint(card.job, card.progress)) == card.shown
        except Exception:
            # Drawing it fails in the same way, and is dealt with there.
            return False

    def _look_in(self, card: _Card, seconds: float) -> None:
        entry = (self._clock.monotonic() + seconds, next(self._tickets), card)
        heapq.heappush(self._queue, entry)
        if self._queue[0] is entry:
            self._bell.ring()

    def _interval(self, card: _Card) -> float:
        return edit_interval((self._clock.wall_ms() - card.job.created_at) / 1000)

    async def _next(self) -> _Card:
        while True:
            due = self._next_due()
            if due is None or due > self._clock.monotonic():
                await self._bell.wait(due)
                continue
            card = heapq.heappop(self._queue)[2]
            if self._is_current(card):
                return card

    def _is_current(self, card: _Card) -> bool:
        """Whether the card was neither dropped nor given up."""
        return self._cards.get(card.job.id) is card and not card.closed

    def _next_due(self) -> float | None:
        """When an edit may begin; `None` while there is no card."""
        return max(self._queue[0][0], self._rests_until) if self._queue else None

    def _begin(self, card: _Card) -> None:
        job_id = card.job.id
        if not self._is_current(card):
            # Dropped while others were edited: by now the result may be in its place.
            self._free.release()
            return
        self._rests_until = self._clock.monotonic() + self._gap
        task = asyncio.create_task(self._show(card), name=f"card-{job_id}")
        self._editing[job_id] = task
        task.add_done_callback(lambda _: self._end(job_id))

    def _end(self, job_id: str) -> None:
        self._free.release()
        self._editing.pop(job_id, None)

    async def _show(self, card: _Card) -> None:
        job, progress = card.job, card.progress
        wait = self._interval(card)
        try:
            shown = hash(self._fingerprint(job, progress))
            await self._edit(job, progress)
        except DeliveryRefused as refusal:
            card.closed = True
            _log.info("card of job %s is out of reach: %s", job.id, refusal.reason)
        except OSError as error:
            card.failures += 1
            wait = after_trouble(wait, card.failures)
            _log.info("card of job %s waits: %s", job.id, type(error).__name__)
        except Exception:
            # A card that cannot be drawn must not stop the others.
            card.closed = True
            _log.exception("card of job %s was given up", job.id)
        else:
            card.failures, card.shown = 0, shown
        if not card.closed:
            self._look_in(card, wait)
