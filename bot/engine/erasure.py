"""Deleting what is kept about a person on their wish: at once, and to its end even after a crash."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from random import Random
from typing import Any, Protocol

from bot.domain.clock import Clock
from bot.domain.job import Job
from bot.engine.cancel import CancelOutcome
from bot.engine.night import discard
from bot.gateways.references import References
from bot.store.erasures import Wish
from bot.store.stores import Store

log = logging.getLogger(__name__)

#: Seconds that jobs under way get to end, before what is left of them is deleted later.
PATIENCE = 20.0
#: Seconds between two looks for wishes that could not be fulfilled at once, and between two steps.
_EVERY = 60.0
_REST = 0.01
#: Numbers below zero are nobody's.
_BITS = 62


class Jobs(Protocol):
    """Stops jobs, and waits for their end."""

    async def cancel(self, job_id: str, *, by: int) -> CancelOutcome:
        """Stop a job on a person's wish."""

    async def wait(self, job_id: str) -> Job:
        """The job once it has ended."""


class Erasure:
    """Fulfils wishes, one after another."""

    def __init__(
        self,
        *,
        store: Store,
        jobs: Jobs,
        images: Path,
        references: References,
        clock: Clock,
        random: Random,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._images = images
        self._references = references
        self._clock = clock
        self._random = random
        self._turn = asyncio.Lock()

    async def erase(self, user_id: int) -> bool:
        """Delete what is kept about somebody; whether all of it is gone. If not, the rest follows by itself.

        Raises:
            StoreError: it is not known how far it came; what was begun is gone on with.
        """
        stand_in = -1 - self._random.getrandbits(_BITS)
        wish = await self._store.erasures.ask(user_id, at=self._clock.wall_ms(), stand_in=stand_in)
        return await self.fulfil(wish)

    async def run(self) -> None:
        """Go on with what was begun, until cancelled."""
        while True:
            try:
                for wish in await self._store.erasures.pending():
                    await self.fulfil(wish)
            except Exception:
                log.exception("a deletion was interrupted; it is taken up again")
            await self._clock.sleep(_EVERY)

    async def fulfil(self, wish: Wish) -> bool:
        """Do what is noted; whether it is done.

        Raises:
            StoreError, OSError: it is gone on with later.
        """
        async with self._turn:
            for job_id in await self._store.erasures.open_jobs(wish):
                await self._jobs.cancel(job_id, by=wish.user_id)
            await self._wait_for(await self._store.erasures.open_jobs(wish))
            erasures = self._store.erasures
            while kept := await erasures.pictures(wish):
                await asyncio.to_thread(discard, [self._images / one.path for one in kept])
                await self._store.retention.drop_pictures(kept)
            references = await erasures.references(wish)
            while await erasures.take_names_off_jobs(wish, now_ms=self._clock.wall_ms()):
                await self._clock.sleep(_REST)
            while await erasures.take_name_off_traces(wish):
                await self._clock.sleep(_REST)
            await self._references.drop(references, self._store.references)
            if await erasures.open_jobs(wish):
                return False
            await erasures.finish(wish, now_ms=self._clock.wall_ms())
            await self._store.load()
            # What was overwritten is still in the write-ahead log.
            await self._store.database.checkpoint_wal()
            return True

    async def _wait_for(self, job_ids: list[str]) -> None:
        """Give jobs the time to end. What is handed over just now cannot be stopped."""
        if not job_ids:
            return
        patience: asyncio.Future[Any] = asyncio.create_task(self._clock.sleep(PATIENCE))
        ends = [asyncio.ensure_future(self._jobs.wait(job_id)) for job_id in job_ids]
        try:
            while not patience.done() and not all(end.done() for end in ends):
                waiting = {patience, *(end for end in ends if not end.done())}
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (patience, *ends):
                each.cancel()
            await asyncio.gather(patience, *ends, return_exceptions=True)
