"""What is written in the tables, for tests to read."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Select, select

from bot.domain.job import Job
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.schema import job_events, jobs, setting_changes


class Keeper(Protocol):
    """Holds a database and the jobs in it."""

    @property
    def database(self) -> Database: ...

    @property
    def jobs(self) -> Jobs: ...


async def rows(database: Database, statement: Select[Any]) -> Sequence[dict[str, Any]]:
    """What the statement finds, by column."""
    async with database.read() as tx:
        return [dict(row) for row in (await tx.execute(statement)).mappings()]


async def job_under(keeper: Keeper, key: str) -> Job | None:
    """The job accepted under that idempotency key."""
    found = await rows(keeper.database, select(jobs.c.id).where(jobs.c.idempotency_key == key))
    return await keeper.jobs.get(found[0]["id"]) if found else None


async def only_job(keeper: Keeper) -> Job | None:
    """The one job there is, if it was ever accepted."""
    found = await rows(keeper.database, select(jobs.c.id))
    assert len(found) <= 1
    return await keeper.jobs.get(found[0]["id"]) if found else None


async def history(database: Database, job_id: str) -> Sequence[dict[str, Any]]:
    """What happened to the job, the oldest first."""
    return await rows(
        database, select(job_events).where(job_events.c.job_id == job_id).order_by(job_events.c.epoch)
    )


async def decisions(database: Database, guild_id: int) -> Sequence[dict[str, Any]]:
    """What moderators decided in a guild, the oldest first."""
    of_guild = select(setting_changes).where(setting_changes.c.guild_id == guild_id)
    return await rows(database, of_guild.order_by(setting_changes.c.id))
