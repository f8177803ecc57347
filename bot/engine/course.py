"""Where a job stands, read off its tasks, and how one task moves. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.domain.job import Job, JobState, Task, TaskState
from bot.domain.model import Model

#: A task in one of these decides for the whole job; earlier ones win.
_BY_TASK = (
    (TaskState.SUBMITTING, JobState.SUBMITTING),
    (TaskState.UNKNOWN, JobState.UNKNOWN),
    (TaskState.RUNNING, JobState.RUNNING),
    (TaskState.PLANNED, JobState.QUEUED),
    (TaskState.SUCCEEDED, JobState.FETCHING),
)

#: From here on the pictures are paid and on disk: too late to cancel.
PAID = frozenset({JobState.READY, JobState.DELIVERING})


def plan_tasks(model: Model, count: int) -> tuple[Task, ...]:
    """The gateway calls that make `count` pictures."""
    sizes = model.task_sizes(count)
    return tuple(Task(index=index, images=images) for index, images in enumerate(sizes))


def stand(tasks: Iterable[Task]) -> JobState:
    """The state of a job with these tasks, none of its pictures fetched yet."""
    present = {task.state for task in tasks}
    for task_state, job_state in _BY_TASK:
        if task_state in present:
            return job_state
    return JobState.FAILED


def in_state(job: Job, state: TaskState) -> list[Task]:
    """Its tasks in that state."""
    return [task for task in job.tasks if task.state is state]


def with_task(job: Job, index: int, **changes: Any) -> Job:
    """The job with one task changed and its own state read off anew."""
    tasks = tuple(replace(task, **changes) if task.index == index else task for task in job.tasks)
    return replace(job, tasks=tasks, state=stand(tasks))


def begin(job: Job, now_ms: int) -> Job:
    """The intent: every task that is due counts as sent from here on."""
    tasks = tuple(_begun(task, now_ms) if is_due(task, now_ms) else task for task in job.tasks)
    return replace(job, tasks=tasks, state=stand(tasks))


def is_due(task: Task, now_ms: int) -> bool:
    """Whether it may be sent now."""
    return task.state is TaskState.PLANNED and task.not_before <= now_ms


def _begun(task: Task, now_ms: int) -> Task:
    return replace(
        task,
        state=TaskState.SUBMITTING,
        submit_attempt=task.submit_attempt + 1,
        submit_started_at=now_ms,
        spent_at=now_ms,
        failure_code=None,
        http_status=None,
    )


def places(job: Job, task: Task) -> range:
    """Where a task's pictures stand among the job's."""
    start = sum(other.images for other in job.tasks if other.index < task.index)
    return range(start, start + task.images)


def cause(job: Job) -> Task:
    """The task whose failure explains the job's: the first that has one."""
    return next((task for task in job.tasks if task.failure_code), job.tasks[0])
