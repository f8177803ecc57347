"""One step of one job. Every step can be repeated: it starts from the row, and writes before it acts."""

import logging
from typing import assert_never

from bot.domain.errors import StaleJob, StoreError
from bot.domain.job import JobState
from bot.domain.retry import next_delay
from bot.engine import deliver, finish, unanswered, unknown
from bot.engine.course import PAID
from bot.engine.fetch import fetch
from bot.engine.follow import follow
from bot.engine.kit import Kit
from bot.engine.live import Live

log = logging.getLogger(__name__)

#: A database that failed is given longer than a gateway: waits begin at this place in the row.
_STORE_PATIENCE = 3


async def advance(kit: Kit, live: Live) -> float | None:
    """Take one step. Seconds until the next is due; `None` if the job is woken or has ended.

    Raises:
        StaleJob: the row is not what it was taken for; read it again.
    """
    try:
        return await _step(kit, live)
    except StaleJob:
        raise
    except StoreError:
        # Nothing was written, so nothing was done. The disk may have room again later.
        log.exception("A step could not be stored; trying again", extra={"job_id": live.job.id})
        live.failures += 1
        return next_delay(live.failures + _STORE_PATIENCE, retry_after=None, random=kit.random)
    except Exception:
        return await _after_fault(kit, live)


async def _step(kit: Kit, live: Live) -> float | None:
    job = live.job
    if job.cancel_requested and not job.state.is_terminal and job.state not in PAID:
        await finish.cancel(kit, live)
        return 0.0
    match job.state:
        case JobState.QUEUED:
            return await unanswered.begin(kit, live)
        case JobState.SUBMITTING:
            return await unknown.wait_for_answer(kit, live)
        case JobState.UNKNOWN:
            return await unknown.resolve(kit, live)
        case JobState.RUNNING:
            return await follow(kit, live)
        case JobState.FETCHING:
            return await fetch(kit, live)
        case JobState.READY:
            return await deliver.choose(kit, live)
        case JobState.DELIVERING:
            return await deliver.resume(kit, live)
        case JobState.DONE | JobState.FAILED | JobState.CANCELLED | JobState.UNDELIVERABLE:
            return None
        case _:
            assert_never(job.state)


async def _after_fault(kit: Kit, live: Live) -> float:
    """A bug of ours: told once with its trace, tried again a few times, then the job is ended."""
    error_id = kit.ids.error_id()
    kit.counters.faults += 1
    live.faults += 1
    log.exception("A step failed", extra={"job_id": live.job.id, "error_id": error_id})
    if live.faults < kit.settings.fault_attempts:
        return next_delay(live.faults, retry_after=None, random=kit.random)
    await _end(kit, live, error_id)
    return 0.0


async def _end(kit: Kit, live: Live, error_id: str) -> None:
    if live.job.state in PAID:
        await deliver.abort(kit, live, error_id)
    else:
        await finish.abort(kit, live, error_id)
