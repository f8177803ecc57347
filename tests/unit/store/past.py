"""A past for guilds and people: requests in every state, and what hangs on them in every table."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.domain.job import Job, JobState
from bot.store import schema
from tests.unit.store.kit import Kit, failure, picture

DAY = 86_400_000
#: Stands in every text that somebody wrote.
WORDS = "quokka in a velvet hat"

S = JobState
COURSES: dict[str, tuple[JobState, ...]] = {
    "queued": (),
    "running": (S.SUBMITTING, S.RUNNING),
    "delivering": (S.SUBMITTING, S.FETCHING, S.READY, S.DELIVERING),
    "done": (S.SUBMITTING, S.FETCHING, S.READY, S.DELIVERING, S.DONE),
    "undeliverable": (S.SUBMITTING, S.FETCHING, S.READY, S.DELIVERING, S.UNDELIVERABLE),
    "failed": (S.SUBMITTING, S.FAILED),
    "cancelled": (S.SUBMITTING, S.CANCELLED),
}
del S


async def lived(
    kit: Kit,
    folder: Path,
    *,
    at: int,
    course: str = "done",
    guild: int | None = 1,
    user: int = 7,
    images: int = 1,
    references: tuple[str, ...] = ("ab" * 32,),
) -> Job:
    """A request of that time, with its pictures, its history, and the failure if it failed."""
    kit.clock.now_ms = at
    channel = 1000 + user if guild is None else 3
    job = kit.job(guild=guild, user=user, channel=channel, images=images, unit_price=2)
    request = replace(job.request, prompt=f"a {WORDS}", references=references)
    job = await kit.accept(replace(job, request=request))
    for state in COURSES[course]:
        tasks = tuple(replace(t, spent_at=at, remote_id=f"task-{job.id}-{t.index}") for t in job.tasks)
        ended_badly = state in (JobState.FAILED, JobState.UNDELIVERABLE)
        job = await kit.move(job, state, tasks=tasks, failure_code="gateway_timeout" if ended_badly else None)
        if state is JobState.READY:
            await _pictures(kit, folder, job, images)
        if ended_badly:
            async with kit.database.write() as tx:
                row = failure(job_id=job.id, at=at, guild_id=guild, user_id=user, error_id=job.id[-7:])
                await kit.failures.insert(tx, row)
    if job.state.is_terminal:
        await kit.jobs.told(job.id)
    return job


async def _pictures(kit: Kit, folder: Path, job: Job, count: int) -> None:
    made = [
        replace(picture(index), path=f"{job.id}-{index}.png", revised_prompt=f"the {WORDS}")
        for index in range(count)
    ]
    _paint(folder, [each.path for each in made])
    async with kit.database.write() as tx:
        await kit.pictures.insert(tx, job.id, made)


def _paint(folder: Path, names: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"picture")


async def cared_for(kit: Kit, job: Job, *, by: int = 99) -> None:
    """What people add to a request that has ended, in every table that knows of one."""
    guild, user, at = job.origin.guild_id, job.origin.user_id, kit.clock.now_ms
    document = {"request": {"prompt": WORDS, "model": "gpt-image-2"}}
    rows: list[tuple[Any, dict[str, Any]]] = [
        (schema.favourites, {"user_id": user, "job_id": job.id, "at": at}),
        (schema.presets, {"user_id": user, "key": job.id, "name": WORDS, "document": document, "at": at}),
        (schema.drafts, {"id": f"d{job.id}", "user_id": user, "at": at, "document": document}),
        (schema.user_settings, {"user_id": user, "version": 1, "document": {"unlisted": True}}),
    ]
    if guild is not None:
        rows += _of_moderators(job, guild, by, at)
    async with kit.database.write() as tx:
        for table, row in rows:
            await tx.execute(insert(table).prefix_with("OR IGNORE"), row)


def _of_moderators(job: Job, guild: int, by: int, at: int) -> list[tuple[Any, dict[str, Any]]]:
    user, here = job.origin.user_id, {"guild_id": guild, "at": at}
    report = {"id": f"r{job.id}", "case_id": f"r{job.id}", "job_id": job.id, "reporter_id": user}
    appeal = {"id": f"a{job.id}", "user_id": user, "state": "denied"}
    change = {"by_user_id": by, "area": "guild", "subject": "", "key": "locale"}
    price = {"model": "", "resolution": "", "quality": "", "credits": 2}
    return [
        (schema.showcase, here | {"job_id": job.id, "channel_id": 3, "message_id": 5, "due_at": at}),
        (schema.reports, here | report | {"reason": WORDS}),
        (schema.appeals, here | appeal | {"document": {"request": {"prompt": WORDS}}}),
        (schema.setting_changes, here | change | {"before": None, "after": "de"}),
        (schema.guild_settings, {"guild_id": guild, "version": 1, "document": {}}),
        (schema.channel_settings, {"guild_id": guild, "channel_id": 3, "version": 1, "document": {}}),
        (schema.guild_prices, {"guild_id": guild} | price),
        (schema.failure_alerts, {"guild_id": guild, "since": at, "failed": 5}),
    ]


async def moderated(kit: Kit, job: Job, *, by: int = 99) -> None:
    """What moderators decided about somebody: it is the guild's."""
    guild, user, at = job.origin.guild_id, job.origin.user_id, kit.clock.now_ms
    here = {"guild_id": guild, "at": at}
    whose = {"guild_id": guild, "scope": "member", "subject_id": user}
    action = {"action": "block", "user_id": user, "job_id": job.id, "reason": "rude"}
    grant = {"amount": 5, "used": 0, "reason": "kind", "by_user_id": by}
    rows: list[tuple[Any, dict[str, Any]]] = [
        (schema.blocks, here | {"user_id": user, "reason": "rude", "by_user_id": by}),
        (schema.strikes, here | {"user_id": user, "job_id": job.id}),
        (schema.mod_actions, here | action),
        (schema.quota_resets, whose | {"generation": 1}),
        (schema.quota_rules, whose | {"measure": "waiting", "amount": 5}),
        (schema.grants, whose | grant | {"at": at}),
    ]
    async with kit.database.write() as tx:
        for table, row in rows:
            await tx.execute(insert(table).prefix_with("OR IGNORE"), row)


def dump(path: Path) -> str:
    """Everything the database says, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def rows(path: Path, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the file says now."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement, values).fetchall()


def raw(path: Path) -> bytes:
    """The bytes of the file and its log."""
    logs = [path.with_name(f"{path.name}-wal")]
    return b"".join(each.read_bytes() for each in (path, *logs) if each.exists())
