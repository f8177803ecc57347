"""Deleting everything about a guild that removed the bot long enough ago, a few rows at a time.

Each transaction looks first whether the bot has come back; then nothing more goes. What the gateways cost
stays, as a sum that names nobody, and so does the operator's word on the guild.
"""

from __future__ import annotations

from sqlalchemy import Delete, Table, and_, bindparam, delete, select, update

from bot.domain.operator import Access
from bot.store import books
from bot.store.database import Database, Tx
from bot.store.retention import STEP
from bot.store.rows import ENDED_STATES
from bot.store.schema import (
    appeals,
    blocks,
    channel_settings,
    failure_alerts,
    failures,
    favourites,
    filters,
    grants,
    guild_prices,
    guild_settings,
    guilds,
    images,
    job_events,
    jobs,
    mod_actions,
    quota,
    quota_resets,
    quota_rules,
    reports,
    setting_changes,
    showcase,
    strikes,
    tasks,
)

#: Tables of which a guild may have many rows, in an order that breaks no reference.
_MANY = (appeals, reports, strikes, mod_actions, failures, setting_changes, filters)
#: Tables of which it has few, and those that are empty by then.
_FEW = (
    blocks,
    failure_alerts,
    grants,
    guild_prices,
    quota,
    quota_resets,
    quota_rules,
    channel_settings,
    guild_settings,
)
#: What belongs to a job and goes with it.
_OF_JOB = (favourites, showcase, images, job_events, tasks)

_DUE = select(guilds.c.guild_id).where(guilds.c.left_at < bindparam("before"))
_STILL_DUE = _DUE.where(guilds.c.guild_id == bindparam("of_guild"))
_SOME = {
    table: select(table.c.id).where(table.c.guild_id == bindparam("of_guild")).limit(STEP) for table in _MANY
}
_DROP = {table: delete(table).where(table.c.id == bindparam("of_id")) for table in _MANY}
_DROP_ALL = {table: delete(table).where(table.c.guild_id == bindparam("of_guild")) for table in _FEW}
_JOBS = (
    select(jobs.c.id)
    .where(and_(jobs.c.guild_id == bindparam("of_guild"), jobs.c.state.in_(ENDED_STATES)))
    .limit(STEP)
)


def _of_jobs(table: Table) -> Delete:
    return delete(table).where(table.c.job_id.in_(bindparam("of_jobs", expanding=True)))


_DROP_OF_JOBS = {table: _of_jobs(table) for table in _OF_JOB}
_DROP_JOBS = delete(jobs).where(jobs.c.id.in_(bindparam("of_jobs", expanding=True)))
_ANY_JOB = select(jobs.c.id).where(jobs.c.guild_id == bindparam("of_guild")).limit(1)
_FORGET = delete(guilds).where(
    guilds.c.guild_id == bindparam("of_guild"), guilds.c.access == Access.DEFAULT.value
)
_REMEMBER_ACCESS = (
    update(guilds)
    .where(guilds.c.guild_id == bindparam("of_guild"))
    .values(name="", joined_at=0, left_at=None, greeted_at=None)
)


class Leaving:
    """Each call is one step."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, *, before: int) -> list[int]:
        """Guilds that removed the bot before that moment and are still known."""
        async with self._database.read() as tx:
            return list((await tx.execute(_DUE, {"before": before})).scalars())

    async def step(self, guild_id: int, *, before: int) -> bool:
        """Delete some rows of a guild; whether there may be more."""
        async with self._database.write() as tx:
            values = {"of_guild": guild_id, "before": before}
            if (await tx.execute(_STILL_DUE, values)).one_or_none() is None:
                return False
            return await _drop_many(tx, guild_id) or await _drop_jobs(tx, guild_id)

    async def finish(self, guild_id: int, *, before: int) -> bool:
        """Delete what is left once no step finds anything; whether nothing is left."""
        async with self._database.write() as tx:
            values = {"of_guild": guild_id}
            gone = (await tx.execute(_STILL_DUE, values | {"before": before})).one_or_none()
            if gone is None or (await tx.execute(_ANY_JOB, values)).one_or_none() is not None:
                return False
            for statement in _DROP_ALL.values():
                await tx.execute(statement, values)
            await tx.execute(_FORGET, values)
            await tx.execute(_REMEMBER_ACCESS, values)
        return True


async def _drop_many(tx: Tx, guild_id: int) -> bool:
    for table in _MANY:
        ids = (await tx.execute(_SOME[table], {"of_guild": guild_id})).scalars().all()
        if ids:
            await tx.execute(_DROP[table], [{"of_id": each} for each in ids])
            return True
    return False


async def _drop_jobs(tx: Tx, guild_id: int) -> bool:
    ids = (await tx.execute(_JOBS, {"of_guild": guild_id})).scalars().all()
    if not ids:
        return False
    values = {"of_jobs": list(ids)}
    await books.strike_out(tx, ids)
    await books.let_go_of_tasks(tx, ids)
    for statement in _DROP_OF_JOBS.values():
        await tx.execute(statement, values)
    await tx.execute(_DROP_JOBS, values)
    return True
