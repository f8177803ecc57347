"""Submits whose answer was lost. Neither gateway lists its tasks, so nothing can be looked up."""

from bot.domain.job import Job, Task, TaskState
from bot.engine import answers, finish
from bot.engine.course import in_state, with_task
from bot.engine.kit import Kit
from bot.engine.live import Live


async def wait_for_answer(kit: Kit, live: Live) -> float:
    """A submit begun by a step that is no more: once no answer can come, it is unknown.

    Until then the process that began it may still be sending it, however slowly.
    """
    sent = in_state(live.job, TaskState.SUBMITTING)
    left = 0.0 if live.sent_here else _patience(kit, live.job, sent)
    if left > 0:
        return left
    new = live.job
    kit.counters.unknown_submits += len(sent)
    for task in sent:
        new = with_task(new, task.index, state=TaskState.UNKNOWN, failure_code="answer_lost")
    await finish.settle(kit, live, new, event="answer lost")
    return 0.0


def _patience(kit: Kit, job: Job, sent: list[Task]) -> float:
    """Seconds until no answer to any of these can come any more."""
    gateway = kit.gateways.get(job.gateway)
    patience = (gateway.submit_timeout if gateway else 0.0) + kit.settings.submit_margin
    last = max(task.submit_started_at or 0 for task in sent)
    return patience - (kit.clock.wall_ms() - last) / 1000


async def resolve(kit: Kit, live: Live) -> float:
    """Never sent again, unless the operator accepts paying twice; the member pays nothing."""
    new = live.job
    for task in in_state(new, TaskState.UNKNOWN):
        new = _resolved(kit, new, task)
    await finish.settle(kit, live, new, event="submit unknown")
    return 0.0


def _resolved(kit: Kit, job: Job, task: Task) -> Job:
    again = answers.lost(
        job,
        task,
        resubmit_on_unknown=kit.settings.resubmit_on_unknown,
        now_ms=kit.clock.wall_ms(),
        random=kit.random,
    )
    if again.tasks[task.index].state is TaskState.PLANNED:
        return again
    return answers.failed(job, task, "submit_unknown", task.http_status)
