"""Values to rows and back."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from bot.domain.job import ACTIVE, Job, JobState, Origin, Picture, Task, TaskState
from bot.store.wishes import from_wish, to_wish

Row = RowMapping

#: States as they are stored: while a job has not ended, once it has, and while a gateway may have it.
OPEN_STATES = tuple(state.value for state in JobState if not state.is_terminal)
ENDED_STATES = tuple(state.value for state in JobState if state.is_terminal)
ACTIVE_STATES = tuple(state.value for state in JobState if state in ACTIVE)

_ORIGIN = tuple(field.name for field in fields(Origin))
_PICTURE = tuple(field.name for field in fields(Picture))
#: Columns of `tasks` that change, named as in `Task`.
TASK_FIELDS = (
    "images",
    "submit_attempt",
    "submit_started_at",
    "spent_at",
    "not_before",
    "remote_id",
    "failure_code",
    "http_status",
)
#: Columns of `jobs` named and meant as in `Job`.
_JOB = (
    "id",
    "idempotency_key",
    "gateway",
    "unit_price",
    "unit_cost",
    "price",
    "made",
    "forgotten_at",
    "state_at",
    "epoch",
    "created_at",
    "deadline_at",
    "next_run_at",
    "cancel_requested",
    "failure_code",
    "error_id",
    "delivery_path",
    "delivered_message_id",
    "retry_of",
)


def job_to_row(job: Job) -> dict[str, Any]:
    """All columns of `jobs`."""
    row = {name: getattr(job, name) for name in _JOB}
    row |= {name: getattr(job.origin, name) for name in _ORIGIN}
    wish = to_wish(job.request)
    row |= {"request": wish, "model": job.request.model, "state": job.state.value}
    return row | {"role_ids": list(job.role_ids)}


def job_from_row(row: Row, tasks: Iterable[Row]) -> Job:
    """The job of a row and its task rows."""
    return Job(
        **{name: row[name] for name in _JOB if name != "price"},
        origin=Origin(**{name: row[name] for name in _ORIGIN}),
        request=from_wish(row["request"]),
        state=JobState(row["state"]),
        role_ids=tuple(row["role_ids"]),
        tasks=tuple(task_from_row(task) for task in tasks),
    )


def task_to_row(job: Job, task: Task) -> dict[str, Any]:
    """All columns of `tasks`."""
    row = {name: getattr(task, name) for name in TASK_FIELDS}
    return row | {"job_id": job.id, "idx": task.index, "gateway": job.gateway, "state": task.state.value}


def task_from_row(row: Row) -> Task:
    """The task of a row."""
    values = {name: row[name] for name in TASK_FIELDS}
    return Task(index=row["idx"], state=TaskState(row["state"]), **values)


def picture_to_row(job_id: str, picture: Picture) -> dict[str, Any]:
    """All columns of `images`."""
    row = {name: getattr(picture, name) for name in _PICTURE if name != "index"}
    return row | {"job_id": job_id, "idx": picture.index}


def picture_from_row(row: Row) -> Picture:
    """The picture of a row."""
    return Picture(index=row["idx"], **{name: row[name] for name in _PICTURE if name != "index"})
