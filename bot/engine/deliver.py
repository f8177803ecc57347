"""Handing over: the way is stored before it is tried, and looked at before it is tried again."""

import logging
from dataclasses import replace
from functools import partial

from bot.domain.errors import DeliveryRefused
from bot.domain.failure import OUR_FAULT
from bot.domain.job import JobState
from bot.domain.retry import next_delay, patient_delay
from bot.engine import record
from bot.engine.finish import write_failure
from bot.engine.kit import Kit
from bot.engine.live import Live

log = logging.getLogger(__name__)


async def choose(kit: Kit, live: Live) -> float:
    """Store which way is tried, then try it."""
    open_ways = record.front_of(kit, live.job).paths(live.job)
    way = next((way for way in open_ways if way not in live.refused_paths), None)
    chosen = replace(live.job, state=JobState.DELIVERING, delivery_path=way)
    await record.intend(kit, live, chosen, event="delivering", detail={"path": way})
    if way is None:
        await undeliverable(kit, live, "undeliverable")
        return 0.0
    return await _hand_over(kit, live, way)


async def resume(kit: Kit, live: Live) -> float:
    """A way was tried before: see whether it worked, then try it again or another."""
    way = live.job.delivery_path
    if way is None:
        await undeliverable(kit, live, "undeliverable")
        return 0.0
    try:
        found = await record.front_of(kit, live.job).find(live.job, way)
    except DeliveryRefused as refusal:
        return await _refuse(kit, live, way, refusal.reason)
    except OSError as error:
        return await _out_of_reach(kit, live, way, error)
    live.out_of_reach = 0
    if found is not None:
        await _done(kit, live, found)
        return 0.0
    if live.failures >= kit.settings.delivery_attempts:
        return await _refuse(kit, live, way, "gave_up")
    return await _hand_over(kit, live, way)


async def abort(kit: Kit, live: Live, error_id: str) -> None:
    """Stop handing over a job that this program cannot handle."""
    if live.job.state is JobState.READY:
        chosen = replace(live.job, state=JobState.DELIVERING, delivery_path=None)
        await record.intend(kit, live, chosen, event="delivering", detail={"path": None})
    await undeliverable(kit, live, OUR_FAULT, error_id=error_id)


async def undeliverable(kit: Kit, live: Live, code: str, *, error_id: str | None = None) -> None:
    """No way is left. The pictures are kept and stay paid."""
    ended = replace(
        live.job,
        state=JobState.UNDELIVERABLE,
        failure_code=code,
        error_id=error_id or kit.ids.error_id(),
    )
    beside = (partial(write_failure, kit, ended),)
    await record.record(kit, live, ended, event="undeliverable", detail={"code": code}, beside=beside)


async def _hand_over(kit: Kit, live: Live, way: str) -> float:
    pictures = await kit.store.pictures.of(live.job.id)
    kit.counters.begun["delivery"] += 1
    kit.checkpoint("delivery: before")
    try:
        message_id = await record.front_of(kit, live.job).deliver(live.job, pictures, way)
    except DeliveryRefused as refusal:
        return await _refuse(kit, live, way, refusal.reason)
    except OSError as error:
        live.failures += 1
        log.warning("A delivery failed; trying again", extra=_about(live, way, error))
        return next_delay(live.failures + 1, retry_after=None, random=kit.random)
    kit.checkpoint("delivery: handed over")
    await _done(kit, live, message_id)
    return 0.0


async def _done(kit: Kit, live: Live, message_id: int | None) -> None:
    done = replace(live.job, state=JobState.DONE, delivered_message_id=message_id)
    await record.record(kit, live, done, event="delivered", detail={"path": live.job.delivery_path})


async def _out_of_reach(kit: Kit, live: Live, way: str, error: OSError) -> float:
    """Nobody can say whether it is there. The pictures are paid, so it is waited for, hours if need be."""
    live.out_of_reach += 1
    if live.out_of_reach >= kit.settings.outage_attempts:
        return await _refuse(kit, live, way, "out_of_reach")
    log.warning("A delivery cannot be looked for; trying again", extra=_about(live, way, error))
    return patient_delay(live.out_of_reach, random=kit.random)


def _about(live: Live, way: str, error: OSError) -> dict[str, str]:
    return {"job_id": live.job.id, "path": way, "error": repr(error)}


async def _refuse(kit: Kit, live: Live, way: str, reason: str) -> float:
    """Closed for good: back to choosing."""
    live.refused_paths.add(way)
    back = replace(live.job, state=JobState.READY, delivery_path=None)
    await record.record(kit, live, back, event="path closed", detail={"path": way, "reason": reason})
    return 0.0
