"""Taking up what an earlier process left open.

Every row says what to do, and the ordinary step does it:

| found in   | meaning                        | the step                                                     |
|------------|--------------------------------|--------------------------------------------------------------|
| QUEUED     | nothing was sent               | submits; drops it if nobody ever saw that it was accepted    |
| SUBMITTING | a submit may have left         | waits until no answer can come, then UNKNOWN                 |
| UNKNOWN    | perhaps taken, perhaps paid    | not sent again: ends, the reserve goes back                  |
| RUNNING    | the task's id is stored        | polls on, at the deadline a last time                        |
| FETCHING   | files may be partial           | asks for fresh addresses, fetches what is not stored         |
| READY      | paid, not handed over          | chooses a way                                                |
| DELIVERING | perhaps handed over            | looks first, then hands over                                 |
| ended      | perhaps nobody was told        | tells                                                        |
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.errors import StoreError
from bot.domain.job import Job
from bot.domain.quota import remaining_credits
from bot.domain.retry import next_delay
from bot.engine.kit import Kit
from bot.engine.settings import Settings

log = logging.getLogger(__name__)

#: So many are taken up at once before pacing begins.
_AT_ONCE = 20


async def left_behind(kit: Kit) -> list[Job]:
    """Jobs of our fronts that are open, or whose end was not told."""
    jobs = await kit.store.jobs.open_jobs() + await kit.store.jobs.untold()
    for guild_id in {job.origin.guild_id for job in jobs}:
        # Who may be at work is looked up in memory.
        await kit.store.rules.of(guild_id)
    return [job for job in jobs if job.origin.front in kit.fronts]


async def remaining_now(kit: Kit, job: Job) -> int | None:
    """Credits left to the member of a job that an earlier process accepted; `None` if unlimited."""
    origin = job.origin
    standing = await kit.store.quotas.standing(
        origin.guild_id, origin.user_id, channel_id=origin.home_channel_id, now_ms=kit.clock.wall_ms()
    )
    return remaining_credits(standing)


def recovery_delay(place: int, settings: Settings) -> float:
    """Seconds until the job at this place of the line is taken up, so that none of them is a crowd."""
    return max(place - _AT_ONCE, 0) / settings.recovered_per_second


async def recover_at_last(
    recover: Callable[[], Awaitable[None]], kit: Kit, *, given_up: Callable[[], bool]
) -> None:
    """A database that cannot be read yet may be readable later; until then nothing else is stopped."""
    attempt = 0
    while not given_up():
        try:
            await recover()
        except StoreError:
            attempt += 1
            log.exception("What an earlier process left could not be read; trying again")
            await kit.clock.sleep(next_delay(attempt, retry_after=None, random=kit.random))
        else:
            return


class StoppedEarly:
    """What is stopped before it was taken up: its row may have been read before that was written."""

    def __init__(self) -> None:
        self._job_ids: set[str] | None = set()

    def note(self, job_id: str) -> None:
        """Somebody has stopped it."""
        if self._job_ids is not None:
            self._job_ids.add(job_id)

    def seen_in(self, job: Job) -> Job:
        """The job as it would be read now."""
        if self._job_ids and job.id in self._job_ids:
            return replace(job, cancel_requested=True)
        return job

    def close(self) -> None:
        """Nothing is left to be taken up."""
        self._job_ids = None
