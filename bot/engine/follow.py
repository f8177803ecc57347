"""Following running tasks: look when it is worth it, and believe what is repeated."""

import asyncio

from bot.domain.errors import GatewayError
from bot.domain.job import Job, Task, TaskState
from bot.domain.model import Model
from bot.domain.outcome import Cancelled, Failed, Outcome, Queued, Running, Succeeded
from bot.domain.retry import GiveUp, PollAgain, judge_poll_error
from bot.engine import answers, finish, record
from bot.engine.course import in_state, is_due
from bot.engine.kit import Kit
from bot.engine.learning import lesson
from bot.engine.live import Live
from bot.engine.pace import pause
from bot.engine.record import Beside
from bot.engine.submit import submit, until_due


async def follow(kit: Kit, live: Live) -> float:
    """Look at every running task that is due; send again what is due for that."""
    if live.job.gateway not in kit.gateways:
        await finish.give_up(kit, live, "model_gone")
        return 0.0
    # What is painted already is waited for, even if the catalogue has no such entry any more.
    model = kit.model_of(live.job)
    over = kit.clock.monotonic() >= live.deadline
    if not over and any(is_due(task, kit.clock.wall_ms()) for task in live.job.tasks):
        return await submit(kit, live)
    shown = (live.position, live.painting)
    tasks = [task for task in in_state(live.job, TaskState.RUNNING) if over or _is_due(kit, live, task)]
    looks = await asyncio.gather(*(_look(kit, live.job, task) for task in tasks))
    if await _take(kit, live, model, list(zip(tasks, looks, strict=True)), over=over):
        return 0.0
    if (live.position, live.painting) != shown:
        await record.show(kit, live)
    return _until_next(kit, live)


def _is_due(kit: Kit, live: Live, task: Task) -> bool:
    return live.follow(task, kit.clock).due <= kit.clock.monotonic()


async def _look(kit: Kit, job: Job, task: Task) -> Outcome | GatewayError:
    kit.counters.begun["poll"] += 1
    try:
        return await kit.gateways[job.gateway].poll(task.remote_id or "")
    except GatewayError as error:
        return error


async def _take(
    kit: Kit, live: Live, model: Model | None, looks: list[tuple[Task, Outcome | GatewayError]], *, over: bool
) -> bool:
    """Commit what the looks mean for the job; whether they meant anything."""
    new, lessons = live.job, list[Beside]()
    for task, look in looks:
        if isinstance(look, Succeeded) and model is not None:
            took = live.follow(task, kit.clock).watch.took(kit.clock.monotonic())
            lessons.append(lesson(kit, model, new, took))
        new = await _after_look(kit, live, model, new, (task, look))
    if over:
        new = finish.given_up(new, "deadline_exceeded")
    if new == live.job:
        return False
    await finish.settle(kit, live, new, event="followed", beside=tuple(lessons))
    return True


async def _after_look(
    kit: Kit, live: Live, model: Model | None, job: Job, looked: tuple[Task, Outcome | GatewayError]
) -> Job:
    """The job after one look at one of its tasks."""
    task, look = looked
    match look:
        case Queued() | Running():
            await _see(kit, live, model, task, look)
            return job
        case Succeeded():
            live.following.pop(task.index, None)
            live.made[task.index] = look.images
            return answers.made(job, task, task.remote_id)
        case Failed():
            live.following.pop(task.index, None)
            return answers.after_failed_task(job, task, look, now_ms=kit.clock.wall_ms(), random=kit.random)
        case Cancelled():
            return answers.failed(job, task, "task_cancelled")
        case GatewayError():
            return await _after_read_error(kit, live, model, job, (task, look))


async def _see(kit: Kit, live: Live, model: Model | None, task: Task, outcome: Outcome) -> None:
    followed = live.follow(task, kit.clock)
    now = kit.clock.monotonic()
    followed.watch = followed.watch.see(outcome, now)
    followed.failures = 0
    followed.due = now + await pause(kit, live, model, task)


async def _after_read_error(
    kit: Kit, live: Live, model: Model | None, job: Job, looked: tuple[Task, GatewayError]
) -> Job:
    task, error = looked
    followed = live.follow(task, kit.clock)
    followed.failures += 1
    now = kit.clock.monotonic()
    verdict = judge_poll_error(
        error, followed.failures, since_submit=now - followed.watch.submitted_at, random=kit.random
    )
    match verdict:
        case PollAgain(delay):
            followed.due = now + max(delay, await pause(kit, live, model, task))
            return job
        case GiveUp(code):
            return answers.failed(job, task, code, error.http_status)


def _until_next(kit: Kit, live: Live) -> float:
    """Seconds until anything of the job is due, the deadline included."""
    now = kit.clock.monotonic()
    due = [live.follow(task, kit.clock).due for task in in_state(live.job, TaskState.RUNNING)]
    waits = [moment - now for moment in (*due, live.deadline)]
    if in_state(live.job, TaskState.PLANNED):
        waits.append(until_due(kit, live))
    return max(min(waits), 0.0)
