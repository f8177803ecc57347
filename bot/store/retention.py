"""Deleting what has been kept long enough, a few rows at a time. Looks at several rooms' tables.

A job's row stays, without words: it is what is counted. Jobs that have not ended, or whose end may still be
told, are left alone, and so is everything credits are summed up from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Delete, Select, bindparam, delete, or_, select, union, update

from bot.domain.keeping import DAY_MS, without_words
from bot.store.database import Database
from bot.store.rows import ENDED_STATES
from bot.store.schema import drafts, failures, images, job_events, jobs

#: Rows of one transaction.
STEP = 200

_OLD = (
    jobs.c.guild_id.is_not_distinct_from(bindparam("in_guild")),
    jobs.c.created_at < bindparam("before"),
    jobs.c.state.in_(ENDED_STATES),
    # An end that was not told within a day is told no more.
    or_(jobs.c.told_at.is_not(None), jobs.c.state_at < bindparam("stale")),
)
_GUILDS = union(select(jobs.c.guild_id), select(failures.c.guild_id))
_WORDY = (
    select(jobs.c.id, jobs.c.created_at, jobs.c.request)
    .where(*_OLD, jobs.c.forgotten_at.is_(None), jobs.c.created_at >= bindparam("since"))
    .order_by(jobs.c.created_at, jobs.c.id)
    .limit(STEP)
)
_FORGET = (
    update(jobs)
    .where(jobs.c.id == bindparam("of_job"), jobs.c.forgotten_at.is_(None))
    .values(request=bindparam("new_request"), forgotten_at=bindparam("at"))
)
_FORGET_DESCRIPTIONS = (
    update(images).where(images.c.job_id == bindparam("of_job")).values(revised_prompt=None, alt_text=None)
)
_PICTURES = (
    select(images.c.job_id, images.c.idx, images.c.path)
    .select_from(images.join(jobs, images.c.job_id == jobs.c.id))
    .where(*_OLD)
    .limit(STEP)
)
_DROP_PICTURE = delete(images).where(
    images.c.job_id == bindparam("of_job"), images.c.idx == bindparam("of_idx")
)
_NAMED = select(images.c.path).where(images.c.job_id.in_(bindparam("of_jobs", expanding=True)))
_EVENTS = (
    select(job_events.c.job_id)
    .select_from(job_events.join(jobs, job_events.c.job_id == jobs.c.id))
    .where(*_OLD)
    .limit(STEP)
)
_FAILURES = (
    select(failures.c.id)
    .where(
        failures.c.guild_id.is_not_distinct_from(bindparam("in_guild")), failures.c.at < bindparam("before")
    )
    .limit(STEP)
)
_DRAFTS = select(drafts.c.id).where(drafts.c.at < bindparam("before")).limit(STEP)


def _drop(key: Column[Any]) -> Delete:
    return delete(key.table).where(key == bindparam("of_key"))


_DROP_EVENTS, _DROP_FAILURE = _drop(job_events.c.job_id), _drop(failures.c.id)
_DROP_DRAFT = _drop(drafts.c.id)


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture's record."""

    job_id: str
    index: int
    #: File name below the image folder.
    path: str


class Retention:
    """Each call is one step. A step that finds nothing answers so, and the next one need not be asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def guilds(self) -> list[int | None]:
        """Where anything was asked for; `None` is outside guilds."""
        async with self._database.read() as tx:
            return list((await tx.execute(_GUILDS)).scalars())

    async def forget_prompts(
        self, guild_id: int | None, *, before: int, since: int, now_ms: int
    ) -> int | None:
        """Take the words out of some requests from `since` on; where to go on, or `None` after the last."""
        values = _values(guild_id, before, now_ms) | {"since": since}
        async with self._database.read() as tx:
            found = (await tx.execute(_WORDY, values)).all()
        if not found:
            return None
        forgotten = [
            {"of_job": row.id, "new_request": without_words(row.request), "at": now_ms} for row in found
        ]
        async with self._database.write() as tx:
            await tx.execute(_FORGET, forgotten)
            await tx.execute(_FORGET_DESCRIPTIONS, [{"of_job": row.id} for row in found])
        return int(found[-1].created_at)

    async def pictures(self, guild_id: int | None, *, before: int, now_ms: int) -> list[Kept]:
        """Some records of pictures that have been kept long enough."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_PICTURES, _values(guild_id, before, now_ms))).all()
        return [Kept(row.job_id, row.idx, row.path) for row in rows]

    async def drop_pictures(self, kept: Sequence[Kept]) -> None:
        """Forget them; their files are gone."""
        async with self._database.write() as tx:
            await tx.execute(_DROP_PICTURE, [{"of_job": one.job_id, "of_idx": one.index} for one in kept])

    async def drop_events(self, guild_id: int | None, *, before: int, now_ms: int) -> bool:
        """Drop some of the histories of jobs; whether there were any."""
        return await self._drop_some(_EVENTS, _DROP_EVENTS, _values(guild_id, before, now_ms))

    async def drop_failures(self, guild_id: int | None, *, before: int) -> bool:
        """Drop some failures; whether there were any."""
        return await self._drop_some(_FAILURES, _DROP_FAILURE, {"in_guild": guild_id, "before": before})

    async def drop_drafts(self, *, before: int) -> bool:
        """Drop some requests nobody decided on; whether there were any."""
        return await self._drop_some(_DRAFTS, _DROP_DRAFT, {"before": before})

    async def named(self, paths: Sequence[str]) -> set[str]:
        """Which files of the jobs of these files a record names."""
        of_jobs = {path.removeprefix(".").partition("-")[0] for path in paths}
        async with self._database.read() as tx:
            return set((await tx.execute(_NAMED, {"of_jobs": sorted(of_jobs)})).scalars())

    async def _drop_some(self, found: Select[Any], drop: Delete, values: dict[str, Any]) -> bool:
        async with self._database.read() as tx:
            keys = set((await tx.execute(found, values)).scalars())
        if keys:
            async with self._database.write() as tx:
                await tx.execute(drop, [{"of_key": each} for each in keys])
        return bool(keys)


def _values(guild_id: int | None, before: int, now_ms: int) -> dict[str, Any]:
    return {"in_guild": guild_id, "before": before, "stale": now_ms - DAY_MS}
