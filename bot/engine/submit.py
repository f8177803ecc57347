"""Sending: a place at the gateway, the intent, the submit, and what came of it."""

import asyncio
import logging
from dataclasses import replace

from bot.domain.errors import GatewayError, RepeatedTask
from bot.domain.job import ACTIVE, Job, Task, TaskState
from bot.domain.model import Model
from bot.domain.outcome import Cancelled, Failed, Queued, Running, Succeeded
from bot.domain.retry import perhaps_taken
from bot.engine import answers, finish, record
from bot.engine.course import begin, in_state, places
from bot.engine.download import bring_at_last, explained, store_pictures
from bot.engine.kit import Kit
from bot.engine.learning import lesson
from bot.engine.live import Live
from bot.engine.pace import pause
from bot.engine.record import Beside
from bot.gateways.gateway import Submitted
from bot.store import room

log = logging.getLogger(__name__)


async def submit(kit: Kit, live: Live) -> float:
    """Send every task that is due. Without a place at the gateway, the deadline is next, or being woken."""
    model = kit.model_of(live.job)
    if model is None:
        # What was sent is painted and billed all the same.
        await finish.give_up(kit, live, "model_gone", among={TaskState.PLANNED})
        return 0.0
    if kit.clock.monotonic() >= live.deadline:
        never_sent = not any(task.submit_attempt for task in live.job.tasks)
        await finish.give_up(kit, live, "no_place" if never_sent else "deadline_exceeded")
        return 0.0
    intent = begin(live.job, kit.clock.wall_ms())
    if intent == live.job:
        return until_due(kit, live)
    if not await _take_place(kit, live, intent):
        return max(live.deadline - kit.clock.monotonic(), 0.0)
    if not live.job.cancel_requested:
        await _send_all(kit, live, model)
    return 0.0


def until_due(kit: Kit, live: Live) -> float:
    """Seconds until the next planned task may be sent, or until the deadline."""
    planned = [task.not_before for task in in_state(live.job, TaskState.PLANNED)]
    wait = (min(planned) - kit.clock.wall_ms()) / 1000
    return max(min(wait, live.deadline - kit.clock.monotonic()), 0.0)


async def _take_place(kit: Kit, live: Live, intent: Job) -> bool:
    """Commit the intent if the gateway has a place, else line up for one."""
    job = live.job
    if not any(task.submit_attempt for task in job.tasks):
        # How long it waited for its place is not the gateway's fault.
        intent = replace(intent, deadline_at=_deadline(kit))
    if job.state in ACTIVE:
        await record.intend(kit, live, intent, event="submitting")
        return True
    if not kit.slots.may_try(job):
        kit.slots.wait(job)
        return False
    kit.checkpoint("submitting: before commit")
    async with kit.store.database.write() as tx:
        # Another of the same member may have taken a place while this one waited for its turn to write.
        taken = not kit.slots.may_try(job)
        if taken or await room.count_active(tx, job.gateway) >= kit.settings.gateway_concurrency:
            kit.slots.wait(job)
            return False
        saved = await kit.store.jobs.save(tx, job, intent, event="submitting")
    kit.checkpoint("submitting: committed")
    record.take_over(kit, live, saved)
    await record.show(kit, live)
    return True


def _deadline(kit: Kit) -> int:
    return kit.clock.wall_ms() + round(kit.settings.deadline_seconds * 1000)


async def _send_all(kit: Kit, live: Live, model: Model) -> None:
    """Send the tasks side by side and commit each answer as it comes, until all or a wish to stop came."""
    live.sent_here = False
    tasks = in_state(live.job, TaskState.SUBMITTING)
    sends = [asyncio.create_task(_send(kit, live.job, model, task)) for task in tasks]
    try:
        for answered in asyncio.as_completed(sends):
            with live.on_the_wire():
                task, answer = await answered
            await _take(kit, live, model, task, answer)
            if live.job.cancel_requested:
                return
    finally:
        for send in sends:
            send.cancel()
        await asyncio.gather(*sends, return_exceptions=True)
        live.sent_here = True


async def _send(kit: Kit, job: Job, model: Model, task: Task) -> tuple[Task, Submitted | GatewayError]:
    gateway = kit.gateways[job.gateway]
    age = (kit.clock.wall_ms() - (task.submit_started_at or 0)) / 1000
    if age >= gateway.submit_timeout:
        # The process slept between intent and submit; by now others take it for lost.
        return task, GatewayError(code="gateway_unreachable")
    kit.counters.begun["submit"] += 1
    kit.checkpoint("submit: before sending")
    try:
        answer = await gateway.submit(model, job.request, task.images)
    except GatewayError as error:
        return task, error
    finally:
        kit.checkpoint("submit: answered")
    return task, answer


async def _take(kit: Kit, live: Live, model: Model, task: Task, answer: Submitted | GatewayError) -> None:
    """Commit what one answer means."""
    if isinstance(answer, GatewayError):
        await finish.settle(kit, live, _after_error(kit, live.job, task, answer), event="submit failed")
        return
    try:
        await _take_taken(kit, live, model, task, answer)
    except RepeatedTask:
        log.error("A gateway repeated a task id", extra={"job_id": live.job.id, "gateway": live.job.gateway})
        live.following.pop(task.index, None)
        live.made.pop(task.index, None)
        await finish.settle(kit, live, answers.failed(live.job, task, "task_repeated"), event="task failed")


async def _take_taken(kit: Kit, live: Live, model: Model, task: Task, answer: Submitted) -> None:
    now_ms = kit.clock.wall_ms()
    match answer.outcome:
        case Queued() | Running():
            await _take_running(kit, live, model, task, answer)
        case Succeeded():
            await _take_made(kit, live, model, task, answer)
        case Failed() as outcome:
            new = answers.after_failed_task(live.job, task, outcome, now_ms=now_ms, random=kit.random)
            await finish.settle(kit, live, new, event="task failed")
        case Cancelled():
            new = answers.failed(live.job, task, "task_cancelled")
            await finish.settle(kit, live, new, event="task failed")


def _after_error(kit: Kit, job: Job, task: Task, error: GatewayError) -> Job:
    kit.counters.unknown_submits += perhaps_taken(error)
    return answers.after_submit_error(
        job,
        task,
        error,
        resubmit_on_unknown=kit.settings.resubmit_on_unknown,
        now_ms=kit.clock.wall_ms(),
        random=kit.random,
    )


async def _take_running(kit: Kit, live: Live, model: Model, task: Task, answer: Submitted) -> None:
    if answer.task_id is None:
        # Nothing to ask after: as good as no answer.
        error = GatewayError(code="malformed_answer", maybe_accepted=True)
        await finish.settle(kit, live, _after_error(kit, live.job, task, error), event="submit failed")
        return
    live.following.pop(task.index, None)
    followed = live.follow(task, kit.clock)
    now = kit.clock.monotonic()
    followed.watch = followed.watch.see(answer.outcome, now)
    followed.due = now + await pause(kit, live, model, task)
    new = answers.running(live.job, task, answer.task_id)
    await finish.settle(kit, live, new, event="submitted")


async def _take_made(kit: Kit, live: Live, model: Model, task: Task, answer: Submitted) -> None:
    """Pictures came with the answer. Where no task is kept they exist nowhere else: fetch them first."""
    images = answer.outcome.images if isinstance(answer.outcome, Succeeded) else ()
    seconds = max((kit.clock.wall_ms() - (task.submit_started_at or 0)) / 1000, 0.1)
    beside: tuple[Beside, ...] = (lesson(kit, model, live.job, seconds),)
    new = answers.made(live.job, task, answer.task_id)
    if answer.task_id is None:
        troubles = await bring_at_last(kit, live, task, images)
        new = explained(live, new, task, troubles)
        beside += (store_pictures(kit, live, places(new, task)),)
    else:
        live.made[task.index] = images
    await finish.settle(kit, live, new, event="made", beside=beside)
