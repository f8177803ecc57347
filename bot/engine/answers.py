"""What a gateway's answer makes of a job. Pure."""

from dataclasses import replace
from random import Random

from bot.domain.errors import GatewayError
from bot.domain.job import Job, Task, TaskState
from bot.domain.outcome import Failed
from bot.domain.retry import Ambiguous, GiveUp, Resubmit, judge_failed_task, judge_submit, perhaps_taken
from bot.engine.course import with_task


def after_submit_error(
    job: Job, task: Task, error: GatewayError, *, resubmit_on_unknown: bool, now_ms: int, random: Random
) -> Job:
    """A submit that brought no usable answer."""
    verdict = judge_submit(error, task.submit_attempt, resubmit_on_unknown=resubmit_on_unknown, random=random)
    match verdict:
        case Resubmit(delay):
            spent_at = task.spent_at if perhaps_taken(error) else None
            return _again(job, task, error, now_ms + round(delay * 1000), spent_at=spent_at)
        case Ambiguous():
            return with_task(
                job,
                task.index,
                state=TaskState.UNKNOWN,
                failure_code=error.code,
                http_status=error.http_status,
            )
        case GiveUp(code):
            return _unpaid(failed(job, task, code, error.http_status), task)


def after_failed_task(job: Job, task: Task, outcome: Failed, *, now_ms: int, random: Random) -> Job:
    """A task the gateway ended without a picture. It was not billed."""
    match judge_failed_task(outcome, task.submit_attempt, random=random):
        case Resubmit(delay):
            return _again(
                job, task, GatewayError(code=outcome.code), now_ms + round(delay * 1000), spent_at=None
            )
        case GiveUp(code):
            return _unpaid(failed(job, task, code), task)


def lost(job: Job, task: Task, *, resubmit_on_unknown: bool, now_ms: int, random: Random) -> Job:
    """A submit whose answer will never come, because whoever waited for it has gone."""
    error = GatewayError(code="answer_lost", maybe_accepted=True)
    return after_submit_error(
        job, task, error, resubmit_on_unknown=resubmit_on_unknown, now_ms=now_ms, random=random
    )


def failed(job: Job, task: Task, code: str, http_status: int | None = None) -> Job:
    """A task that has ended without a picture."""
    return with_task(job, task.index, state=TaskState.FAILED, failure_code=code, http_status=http_status)


def running(job: Job, task: Task, remote_id: str) -> Job:
    """The gateway took it and works on it."""
    return with_task(job, task.index, state=TaskState.RUNNING, remote_id=remote_id)


def made(job: Job, task: Task, remote_id: str | None) -> Job:
    """The gateway has finished it."""
    return with_task(job, task.index, state=TaskState.SUCCEEDED, remote_id=remote_id)


def _unpaid(job: Job, task: Task) -> Job:
    return with_task(job, task.index, spent_at=None)


def _again(job: Job, task: Task, error: GatewayError, not_before: int, *, spent_at: int | None) -> Job:
    return with_task(
        replace(job, next_run_at=not_before),
        task.index,
        state=TaskState.PLANNED,
        remote_id=None,
        spent_at=spent_at,
        not_before=not_before,
        failure_code=error.code,
        http_status=error.http_status,
    )
