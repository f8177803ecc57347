"""Jobs, their tasks and their history."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from bot.domain.clock import Clock
from bot.domain.errors import DuplicateRequest, RepeatedTask, StaleJob
from bot.domain.job import TRANSITIONS, Job
from bot.store.database import Database, Tx
from bot.store.redact import redact
from bot.store.rows import OPEN_STATES, TASK_FIELDS, Row, job_from_row, job_to_row, task_to_row
from bot.store.schema import IS_UNTOLD, job_events, jobs, tasks
from bot.store.spending import Spending

#: Written by `request_cancel` and `set_cards` too, at any time; what came with a job may be old.
_OWN_WAY = ("cancel_requested", "card_message_id")
#: Known once, it stays.
_CARD = func.coalesce(jobs.c.card_message_id, bindparam("card"))
_FIXED = ("state", "state_at", "epoch")

# Both dialects compile this clause alike; without the option PostgreSQL forgets how many rows it made.
_INSERT_JOB = (
    postgresql.insert(jobs)
    .on_conflict_do_nothing(index_elements=["idempotency_key"])
    .execution_options(preserve_rowcount=True)
)
_INSERT_TASKS = insert(tasks)
_INSERT_EVENT = insert(job_events)
_UPDATE_TASK = (
    update(tasks)
    .where(tasks.c.job_id == bindparam("of_job"), tasks.c.idx == bindparam("of_idx"))
    .values({name: bindparam(f"new_{name}") for name in ("state", *TASK_FIELDS)})
)
_MOVE_JOB = (
    update(jobs)
    .where(
        jobs.c.id == bindparam("of_job"),
        jobs.c.state == bindparam("old_state"),
        jobs.c.epoch == bindparam("old_epoch"),
    )
    .returning(*(jobs.c[name] for name in _OWN_WAY))
)
_KEY = select(jobs.c.id).where(jobs.c.idempotency_key == bindparam("key"))
_ONE = select(jobs).where(jobs.c.id == bindparam("of_job"))
_ALL_OPEN = select(jobs).where(IS_UNTOLD, jobs.c.state.in_(OPEN_STATES)).order_by(jobs.c.id)
_SET_CARD = (
    update(jobs)
    .where(jobs.c.id == bindparam("of_job"), jobs.c.forgotten_at.is_(None))
    .values(card_message_id=_CARD)
)
_REQUEST_CANCEL = (
    update(jobs)
    .where(jobs.c.id == bindparam("of_job"), jobs.c.state.in_(OPEN_STATES))
    .values(cancel_requested=True)
)
_TOLD = (
    update(jobs)
    .where(jobs.c.id == bindparam("of_job"))
    .values(told_at=bindparam("at"), interaction_token=None, token_expires_at=None, role_ids=[])
)
_UNTOLD = select(jobs).where(IS_UNTOLD, jobs.c.state.not_in(OPEN_STATES)).order_by(jobs.c.id)
#: As JSON; nothing for a request without any.
_HELD = jobs.c.request["references"].as_string()
_REFERENCES = select(_HELD).where(_HELD.is_not(None)).distinct()


class Jobs:
    """The way of every job, in `jobs`, `tasks` and `job_events`. What is forgotten is written elsewhere."""

    def __init__(self, database: Database, *, spending: Spending, clock: Clock) -> None:
        self._database = database
        self._spending = spending
        self._clock = clock

    async def insert(self, tx: Tx, job: Job) -> None:
        """Store a new job with its tasks.

        Raises:
            DuplicateRequest: the idempotency key is taken; nothing was stored.
        """
        if (await tx.execute(_INSERT_JOB, job_to_row(job))).rowcount != 1:
            first = await tx.execute(_KEY, {"key": job.idempotency_key})
            raise DuplicateRequest(first.scalar_one())
        await tx.execute(_INSERT_TASKS, [task_to_row(job, task) for task in job.tasks])
        await self._record(tx, None, job, "accepted", {})

    async def save(
        self, tx: Tx, old: Job, new: Job, *, event: str = "", detail: Mapping[str, Any] | None = None
    ) -> Job:
        """Move the job from `old` to `new`, if it still stands as `old` says.

        Writes what differs, what it costs the operator, and an event row if the state changes or `event`
        names something. The wish to cancel has a way of its own and is never written here, the card's
        message only where none is known; the job returned has both as they are stored, with its new epoch
        and time. The interaction token stays until `told`.

        Raises:
            StaleJob: another step was first; nothing was written.
            RepeatedTask: the gateway's id of a task is another's already. Do not commit the transaction.
            ValueError: no such move exists, or a task vanished.
        """
        _check_move(old, new)
        new = _settled(old, new, self._clock.wall_ms())
        row = await self._move(tx, old, new)
        await self._save_tasks(tx, old, new)
        await self._spending.book(tx, old, new)
        if event or new.state is not old.state:
            await self._record(tx, old, new, event or new.state.value, detail or {})
        origin = replace(new.origin, card_message_id=row["card_message_id"])
        return replace(new, origin=origin, cancel_requested=row["cancel_requested"])

    async def get(self, job_id: str) -> Job | None:
        """The job of that id."""
        return next(iter(await self._load(_ONE, {"of_job": job_id})), None)

    async def several(self, job_ids: Sequence[str]) -> dict[str, Job]:
        """Those that there are of a few, by id."""
        values = {f"id_{place}": job_id for place, job_id in enumerate(job_ids)}
        found = await self._load(_any_of(len(values)), values) if values else []
        return {job.id: job for job in found}

    async def open_jobs(self) -> list[Job]:
        """Every job that has not ended, the oldest first."""
        return await self._load(_ALL_OPEN, {})

    async def told(self, job_id: str) -> None:
        """Note that the end was told; forget the interaction token and the asker's roles.

        Leaves the epoch alone.
        """
        async with self._database.write() as tx:
            await tx.execute(_TOLD, {"of_job": job_id, "at": self._clock.wall_ms()})

    async def untold(self) -> list[Job]:
        """Every job that ended while nobody was there to tell of it, the oldest first."""
        return await self._load(_UNTOLD, {})

    async def set_cards(self, cards: Mapping[str, int]) -> None:
        """Remember the messages that show jobs, by job. Leaves the epochs alone."""
        if cards:
            async with self._database.write() as tx:
                rows = [{"of_job": job_id, "card": message_id} for job_id, message_id in cards.items()]
                await tx.execute(_SET_CARD, rows)

    async def request_cancel(self, job_id: str) -> bool:
        """Note the wish to stop; whether the job is still open. Leaves the epoch alone."""
        async with self._database.write() as tx:
            return (await tx.execute(_REQUEST_CANCEL, {"of_job": job_id})).rowcount == 1

    async def _move(self, tx: Tx, old: Job, new: Job) -> Row:
        before, after = job_to_row(old), job_to_row(new)
        changed = {name for name in after if after[name] != before[name]} - set(_OWN_WAY)
        names = tuple(sorted(changed.union(_FIXED)))
        values = {f"new_{name}": after[name] for name in names} | {"card": new.origin.card_message_id}
        where = {"of_job": old.id, "old_state": old.state.value, "old_epoch": old.epoch}
        row = (await tx.execute(_moving(names), where | values)).mappings().one_or_none()
        if row is None:
            raise StaleJob(old.id)
        return row

    async def _save_tasks(self, tx: Tx, old: Job, new: Job) -> None:
        stored = {task.index: task for task in old.tasks}
        added = [task_to_row(new, task) for task in new.tasks if task.index not in stored]
        moved = [task for task in new.tasks if stored.get(task.index, task) != task]
        if moved:
            try:
                await tx.execute(_UPDATE_TASK, [_task_change(task_to_row(new, task)) for task in moved])
            except IntegrityError as error:
                # Of what a change can break, the gateway chooses the id alone.
                raise RepeatedTask(new.id) from error
        if added:
            await tx.execute(_INSERT_TASKS, added)

    async def _record(self, tx: Tx, old: Job | None, new: Job, kind: str, detail: Mapping[str, Any]) -> None:
        known = old or new
        await tx.execute(
            _INSERT_EVENT,
            {
                "job_id": new.id,
                "at": new.state_at if old is None else self._clock.wall_ms(),
                "epoch": new.epoch,
                "from_state": old.state.value if old else None,
                "to_state": new.state.value,
                "kind": kind,
                "code": new.failure_code,
                "detail": redact(detail, known.origin.interaction_token),
            },
        )

    async def references(self) -> set[str]:
        """The reference pictures of all jobs. Reads every row: for rare occasions."""
        async with self._database.read() as tx:
            found = (await tx.execute(_REFERENCES)).scalars()
            return {name for names in found for name in json.loads(names)}

    async def _load(self, statement: Select[Any], values: dict[str, Any]) -> list[Job]:
        async with self._database.read() as tx:
            rows = (await tx.execute(statement, values)).mappings().all()
            if not rows:
                return []
            found = await tx.execute(_tasks_of(statement), values)
            of_job: dict[str, list[Row]] = defaultdict(list)
            for task in found.mappings():
                of_job[task["job_id"]].append(task)
            return [job_from_row(row, of_job[row["id"]]) for row in rows]


@cache
def _moving(names: tuple[str, ...]) -> Update:
    changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return _MOVE_JOB.values(changed | {"card_message_id": _CARD})


@cache
def _any_of(number: int) -> Select[Any]:
    return select(jobs).where(jobs.c.id.in_([bindparam(f"id_{place}") for place in range(number)]))


@cache
def _tasks_of(statement: Select[Any]) -> Select[Any]:
    ids = statement.with_only_columns(jobs.c.id)
    return select(tasks).where(tasks.c.job_id.in_(ids)).order_by(tasks.c.job_id, tasks.c.idx)


def _task_change(row: Mapping[str, Any]) -> dict[str, Any]:
    change = {f"new_{name}": row[name] for name in ("state", *TASK_FIELDS)}
    return change | {"of_job": row["job_id"], "of_idx": row["idx"]}


def _check_move(old: Job, new: Job) -> None:
    if new.state is not old.state and new.state not in TRANSITIONS[old.state]:
        raise ValueError(f"no move from {old.state} to {new.state}")
    if {task.index for task in old.tasks} - {task.index for task in new.tasks}:
        raise ValueError("a task vanished")


def _settled(old: Job, new: Job, now_ms: int) -> Job:
    """`new` as it will be stored."""
    state_at = now_ms if new.state is not old.state else old.state_at
    return replace(new, epoch=old.epoch + 1, state_at=state_at)
