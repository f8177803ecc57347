"""Strikes: requests of members that the rules of image services refused, until they cease to count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import bindparam, func, insert, select, update

from bot.domain.clock import Clock
from bot.domain.safety import Action, ModAction, Strike
from bot.store.database import Database, Tx
from bot.store.modlog import ModLog
from bot.store.schema import strikes

_COLUMNS = tuple(strikes.c[each.name] for each in fields(Strike))
_WHOSE = (strikes.c.guild_id == bindparam("of_guild"), strikes.c.user_id == bindparam("of_user"))
_COUNT = (*_WHOSE, strikes.c.cleared_at.is_(None), strikes.c.at > bindparam("since"))
_INSERT = insert(strikes)
_COUNTING = select(strikes.c.id).where(*_COUNT).order_by(strikes.c.id)
_NUMBER = select(func.count()).select_from(strikes).where(*_COUNT)
_OF = (
    select(*_COLUMNS)
    .where(*_WHOSE)
    .order_by(strikes.c.at.desc(), strikes.c.id.desc())
    .limit(bindparam("at_most"))
)
_CLEAR = update(strikes).where(strikes.c.id == bindparam("of_strike")).values(cleared_at=bindparam("when"))


class Strikes:
    """The only place that reads and writes `strikes`."""

    def __init__(self, database: Database, *, modlog: ModLog, clock: Clock) -> None:
        self._database = database
        self._modlog = modlog
        self._clock = clock

    async def add(self, tx: Tx, *, guild_id: int, user_id: int, job_id: str, at: int) -> None:
        """One more, in the transaction that ends the job."""
        row = {"guild_id": guild_id, "user_id": user_id, "job_id": job_id, "at": at, "cleared_at": None}
        await tx.execute(_INSERT, row)

    async def counting(self, tx: Tx, guild_id: int, user_id: int, *, since: int) -> list[int]:
        """Ids of those after a moment that count, the oldest first."""
        values = {"of_guild": guild_id, "of_user": user_id, "since": since}
        return list((await tx.execute(_COUNTING, values)).scalars())

    async def count(self, guild_id: int, user_id: int, *, since: int) -> int:
        """How many after a moment count."""
        async with self._database.read() as tx:
            values = {"of_guild": guild_id, "of_user": user_id, "since": since}
            return int((await tx.execute(_NUMBER, values)).scalar_one())

    async def of(self, guild_id: int, user_id: int, *, limit: int) -> list[Strike]:
        """A member's latest, the newest first, whether or not they count."""
        async with self._database.read() as tx:
            values = {"of_guild": guild_id, "of_user": user_id, "at_most": limit}
            return [Strike(**row) for row in (await tx.execute(_OF, values)).mappings()]

    async def clear(self, guild_id: int, user_id: int, *, by: int) -> ModAction | None:
        """Have none of a member's count; `None` if none did."""
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            counting = await self.counting(tx, guild_id, user_id, since=0)
            if not counting:
                return None
            await self.stop_counting(tx, counting, at=now_ms)
            return await self._modlog.add(
                tx,
                Action.STRIKES_CLEAR,
                guild_id=guild_id,
                at=now_ms,
                by=by,
                user_id=user_id,
                undo={"cleared": counting},
            )

    async def stop_counting(self, tx: Tx, ids: Sequence[int], *, at: int | None) -> None:
        """From this moment on these do not count; with `None` they do again."""
        if ids:
            await tx.execute(_CLEAR, [{"of_strike": each, "when": at} for each in ids])
