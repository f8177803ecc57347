"""The mod-log: every action about a person, a picture or a filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from bot.domain.safety import Action, ModAction
from bot.store.database import Database, Tx
from bot.store.schema import mod_actions

_COLUMNS = tuple(mod_actions.c[each.name] for each in fields(ModAction))
_INSERT = insert(mod_actions).returning(mod_actions.c.id)
_OF_GUILD = select(*_COLUMNS).where(mod_actions.c.guild_id == bindparam("of_guild"))
_PAGE = (
    _OF_GUILD.order_by(mod_actions.c.at.desc(), mod_actions.c.id.desc())
    .limit(bindparam("at_most"))
    .offset(bindparam("but_the_latest"))
)
_ONE = _OF_GUILD.where(mod_actions.c.id == bindparam("of_action"))
_OF_JOB = _OF_GUILD.where(
    mod_actions.c.job_id == bindparam("of_job"), mod_actions.c.action == bindparam("of_kind")
)
_UNDONE = (
    update(mod_actions)
    .where(mod_actions.c.id == bindparam("of_action"), mod_actions.c.undone_at.is_(None))
    .values(undone_by=bindparam("by"), undone_at=bindparam("when"))
)
_POSTED = (
    update(mod_actions)
    .where(mod_actions.c.id == bindparam("of_action"))
    .values(log_channel_id=bindparam("channel"), log_message_id=bindparam("message"))
)


class ModLog:
    """The only place that reads and writes `mod_actions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        tx: Tx,
        action: Action,
        *,
        guild_id: int,
        at: int,
        by: int | None,
        user_id: int | None = None,
        job_id: str | None = None,
        reason: str = "",
        undo: Mapping[str, Any] | None = None,
    ) -> ModAction:
        """Note what was done, in the transaction that does it. `by` is `None` for the bot by itself."""
        row = {
            "guild_id": guild_id,
            "at": at,
            "by_user_id": by,
            "action": action.value,
            "user_id": user_id,
            "job_id": job_id,
            "reason": reason,
            "undo": undo,
        }
        number = (await tx.execute(_INSERT, row)).scalar_one()
        return ModAction(**row | {"id": number, "action": action})

    async def undone(self, tx: Tx, action: ModAction, *, by: int, at: int) -> ModAction | None:
        """Note that it was taken back; `None` if somebody did so before."""
        found = await tx.execute(_UNDONE, {"of_action": action.id, "by": by, "when": at})
        return replace(action, undone_by=by, undone_at=at) if found.rowcount else None

    async def posted(self, action: ModAction, *, channel_id: int, message_id: int) -> None:
        """Remember where it was posted."""
        async with self._database.write() as tx:
            values = {"of_action": action.id, "channel": channel_id, "message": message_id}
            await tx.execute(_POSTED, values)

    async def get(self, guild_id: int, action_id: int) -> ModAction | None:
        """One of a guild's actions."""
        values = {"of_guild": guild_id, "of_action": action_id}
        return next(iter(await self._load(_ONE, values)), None)

    async def of_job(self, guild_id: int, job_id: str, action: Action) -> ModAction | None:
        """What was done because of a job."""
        values = {"of_guild": guild_id, "of_job": job_id, "of_kind": action.value}
        return next(iter(await self._load(_OF_JOB, values)), None)

    async def page(self, guild_id: int, *, limit: int, offset: int = 0) -> list[ModAction]:
        """A guild's latest actions but for the first `offset`, the newest first."""
        values = {"of_guild": guild_id, "at_most": limit, "but_the_latest": offset}
        return await self._load(_PAGE, values)

    async def _load(self, statement: Select[Any], values: Mapping[str, Any]) -> list[ModAction]:
        async with self._database.read() as tx:
            rows = (await tx.execute(statement, values)).mappings()
            return [ModAction(**{**row, "action": Action(row["action"])}) for row in rows]
