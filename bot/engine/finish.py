"""How a job ends without a picture: the reserve goes back in the transaction that ends it."""

import asyncio
from collections.abc import Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.domain.failure import OUR_FAULT, lookup
from bot.domain.job import ACTIVE, Job, JobState, Task, TaskState
from bot.domain.safety import is_strike
from bot.engine import record
from bot.engine.course import cause, stand
from bot.engine.kit import Kit
from bot.engine.live import Live
from bot.engine.record import Beside
from bot.engine.strikes import strike
from bot.store.database import Tx
from bot.store.failures import Failure

#: Tasks in these states have not ended.
_OPEN = frozenset({TaskState.PLANNED, TaskState.SUBMITTING, TaskState.UNKNOWN, TaskState.RUNNING})


async def settle(
    kit: Kit,
    live: Live,
    new: Job,
    *,
    event: str,
    beside: tuple[Beside, ...] = (),
) -> None:
    """Record what has been learnt; if nothing of the job is left, end it."""
    if new.state is JobState.FAILED:
        await fail(kit, live, new)
    else:
        detail = _troubles(live.job, new)
        await record.record(kit, live, new, event=event, detail=detail, beside=beside)


def _troubles(old: Job, new: Job) -> dict[str, Any]:
    """What went wrong since, for the history: a task that is sent again forgets it."""
    known = {task.index: task for task in old.tasks}
    troubles = [
        {"task": task.index, "code": task.failure_code, "http_status": task.http_status}
        for task in new.tasks
        if task.failure_code and task != known[task.index]
    ]
    return {"troubles": troubles} if troubles else {}


async def fail(kit: Kit, live: Live, job: Job, *, error_id: str | None = None) -> None:
    """End a job whose tasks all failed, and say why by the first that did."""
    code = cause(job).failure_code or OUR_FAULT
    ended = replace(job, state=JobState.FAILED, failure_code=code, error_id=error_id or kit.ids.error_id())
    beside = (partial(_release, kit, ended), partial(write_failure, kit, ended), partial(strike, kit, ended))
    detail = {"code": code, **_troubles(live.job, ended)}
    await record.record(kit, live, ended, event="failed", detail=detail, beside=beside)
    if is_strike(ended):
        kit.store.safety.blocks.forget(ended.origin.guild_id)


async def give_up(kit: Kit, live: Live, code: str, *, among: Set[TaskState] = _OPEN) -> None:
    """End every task in one of these states for this reason; the job goes on with what else there is."""
    await settle(kit, live, given_up(live.job, code, among=among), event=code)


async def abort(kit: Kit, live: Live, error_id: str) -> None:
    """End a job that this program cannot handle, whatever was made."""
    tasks = tuple(_failed(task, OUR_FAULT) for task in live.job.tasks)
    await fail(kit, live, replace(live.job, tasks=tasks), error_id=error_id)


def given_up(job: Job, code: str, *, among: Set[TaskState] = _OPEN) -> Job:
    """The job with every task in one of these states failed for this reason."""
    tasks = tuple(_failed(task, code) if task.state in among else task for task in job.tasks)
    return replace(job, tasks=tasks, state=stand(tasks))


def _failed(task: Task, code: str) -> Task:
    return replace(task, state=TaskState.FAILED, failure_code=code)


async def cancel(kit: Kit, live: Live) -> None:
    """Stop following. What the gateway began it may finish, and bill to the operator."""
    job = live.job
    tasks = tuple(
        replace(task, state=TaskState.CANCELLED) if task.state in _OPEN else task for task in job.tasks
    )
    ended = replace(job, tasks=tasks, state=JobState.CANCELLED)
    detail = {"by": live.cancelled_by, "perhaps_billed": job.state in ACTIVE}
    beside = (partial(_release, kit, ended),)
    await record.record(kit, live, ended, event="cancelled", detail=detail, beside=beside)
    await asyncio.to_thread(_discard, [kit.images / picture.path for picture in live.fetched.values()])


def _discard(files: list[Path]) -> None:
    """What was fetched for nobody."""
    for file in files:
        file.unlink(missing_ok=True)


async def _release(kit: Kit, job: Job, tx: Tx) -> None:
    await kit.store.quotas.release(tx, job)


async def write_failure(kit: Kit, job: Job, tx: Tx) -> None:
    """Put a job that ended badly, or brought fewer pictures than asked for, into the error history."""
    await kit.store.failures.insert(tx, failure_of(job, at=kit.clock.wall_ms()))


def failure_of(job: Job, *, at: int) -> Failure:
    """The row of a job that ended badly, or of the part of it that did. Only what was made stays charged."""
    kind = lookup(job.failure_code or cause(job).failure_code or OUR_FAULT)
    origin, wanted = job.origin, job.request.count
    return Failure(
        error_id=job.error_id or "",
        job_id=job.id,
        at=at,
        code=kind.code,
        category=kind.category.value,
        http_status=cause(job).http_status,
        retryable=kind.retryable,
        gateway=job.gateway,
        model=job.request.model,
        guild_id=origin.guild_id,
        channel_id=origin.channel_id,
        user_id=origin.user_id,
        attempts=sum(task.submit_attempt for task in job.tasks),
        charged=job.unit_price * job.made,
        wanted=wanted,
        missing=wanted - job.made if job.state is JobState.READY else wanted,
        told=kind.code,
    )
