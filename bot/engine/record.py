"""How a step writes: intents that may fail, results that may not, and showing what changed."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.errors import StoreError
from bot.domain.failure import OUR_FAULT, label_of
from bot.domain.job import ACTIVE, Job, JobState
from bot.domain.retry import next_delay, patient_delay
from bot.engine.front import Front, Progress
from bot.engine.kit import Kit
from bot.engine.live import Live
from bot.store.database import Tx

log = logging.getLogger(__name__)

#: Something written in the same transaction as a move.
Beside = Callable[[Tx], Awaitable[object]]


async def intend(
    kit: Kit, live: Live, new: Job, *, event: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Commit what is about to be done.

    Raises:
        StaleJob, StoreError: nothing was written, so nothing may be done.
    """
    await _write(kit, live, new, event=event, detail=detail)


async def record(
    kit: Kit,
    live: Live,
    new: Job,
    *,
    event: str,
    detail: Mapping[str, Any] | None = None,
    beside: tuple[Beside, ...] = (),
) -> None:
    """Commit what has been done; it is known only here, so try until it is written.

    Raises:
        StaleJob: another step was first.
    """
    attempt = 0
    while True:
        try:
            return await _write(kit, live, new, event=event, detail=detail, beside=beside)
        except StoreError:
            attempt += 1
            log.exception("A result could not be stored; trying again", extra={"job_id": new.id})
            await kit.clock.sleep(next_delay(attempt + 3, retry_after=None, random=kit.random))


async def _write(
    kit: Kit,
    live: Live,
    new: Job,
    *,
    event: str,
    detail: Mapping[str, Any] | None = None,
    beside: tuple[Beside, ...] = (),
) -> None:
    old = live.job
    kit.checkpoint(f"{event}: before commit")
    async with kit.store.database.write() as tx:
        saved = await kit.store.jobs.save(tx, old, new, event=event, detail=detail)
        for write in beside:
            await write(tx)
    kit.checkpoint(f"{event}: committed")
    take_over(kit, live, saved)
    await show(kit, live)


def take_over(kit: Kit, live: Live, saved: Job) -> None:
    """Carry on from a committed row."""
    old = live.job
    live.adopt(saved)
    live.failures = 0
    kit.alarm.saw(old, saved)
    if saved.state.is_terminal:
        _count_end(kit, saved)
    if saved.state in ACTIVE:
        kit.slots.take(saved)
    elif old.state in ACTIVE:
        kit.slots.leave(saved)


def _count_end(kit: Kit, job: Job) -> None:
    """Count an end, and log a bad one under the id that people are shown."""
    kit.counters.ended[job.state.value] += 1
    if job.failure_code is None:
        return
    kit.counters.failed[label_of(job.failure_code)] += 1
    if job.failure_code != OUR_FAULT:
        # A fault of our own was logged with its trace.
        about = {"job_id": job.id, "error_id": job.error_id, "code": job.failure_code, "gateway": job.gateway}
        log.warning("A job ended without its pictures handed over", extra=about)


def front_of(kit: Kit, job: Job) -> Front:
    """Who shows it. Jobs of other fronts are not taken up."""
    return kit.fronts[job.origin.front]


async def show(kit: Kit, live: Live) -> None:
    """Show the latest state, unless it has ended. A front's fault is not the job's."""
    if live.job.state.is_terminal:
        return
    try:
        await front_of(kit, live.job).show(live.job, await _progress(kit, live))
    except Exception:
        log.exception("A front failed to show a job", extra={"job_id": live.job.id})


async def tell_end(kit: Kit, live: Live) -> float | None:
    """Have the front say how it ended; seconds until that is tried again, `None` if it need not be.

    What was not told, or not noted, is told after a restart.
    """
    job = live.job
    try:
        kit.checkpoint("end: before telling")
        await front_of(kit, job).finished(job)
        kit.checkpoint("end: told")
        await kit.store.jobs.told(job.id)
    except OSError as error:
        about = {"job_id": job.id, "error": repr(error)}
        live.out_of_reach += 1
        if live.out_of_reach < kit.settings.outage_attempts:
            log.warning("An end could not be told; trying again", extra=about)
            return patient_delay(live.out_of_reach, random=kit.random)
        log.error("An end could not be told", extra=about)
    except Exception:
        log.exception("An end could not be told", extra={"job_id": job.id})
    return None


async def _progress(kit: Kit, live: Live) -> Progress:
    return Progress(
        position=live.position,
        painting=live.painting or _paints_while_asked(kit, live.job),
        usual_seconds=await kit.usual_seconds(kit.model_of(live.job), live.job.request),
        remaining=live.remaining,
    )


def _paints_while_asked(kit: Kit, job: Job) -> bool:
    """Whether its gateway works for as long as the submit lasts, and tells nothing meanwhile."""
    gateway = kit.gateways.get(job.gateway)
    return job.state is JobState.SUBMITTING and gateway is not None and gateway.synchronous
