"""What guilds show once more: what is to be posted, what was, and what is to go."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BigInteger, Executable, bindparam, case, delete, func, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.keeping import DAY_MS
from bot.store.database import Database, Tx
from bot.store.schema import favourites, jobs, showcase

#: How long it takes until what was posted is looked at again, and how soon a press has it looked at.
CHECK_MS = DAY_MS
_SOONEST_MS = 3_600_000
#: Rows read at a time.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One request whose pictures are shown, or shall be. Times are epoch ms."""

    job_id: str
    guild_id: int
    #: Where they were posted, or were tried to be.
    channel_id: int
    #: `None`: nobody has noted that they were posted.
    message_id: int | None
    at: int
    #: They are to go since then.
    withdrawn_at: int | None
    #: Moderators were told that they cannot be posted.
    told_at: int | None


_MARKS = (
    select(func.count())
    .select_from(favourites.join(jobs, favourites.c.job_id == jobs.c.id))
    .where(favourites.c.job_id == bindparam("of_job"), favourites.c.user_id != jobs.c.user_id)
)
# Both dialects compile this clause alike; without the option PostgreSQL forgets how many rows it made.
_WANT = postgresql.insert(showcase).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_OF_JOB = showcase.c.job_id == bindparam("of_job")
_POSTED = showcase.c.message_id.is_not(None)
_STAYS = showcase.c.withdrawn_at.is_(None)
_DUE = showcase.c.due_at <= bindparam("now")
_COLUMNS = tuple(showcase.c[each.name] for each in fields(Shown))
_LOOK = (
    update(showcase)
    .where(_OF_JOB, _POSTED, _STAYS, showcase.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_LOOK_SOON = _LOOK.where(showcase.c.due_at <= bindparam("checked_before"))
_FIRST = showcase.c.due_at, showcase.c.job_id
_URGENT = select(*_COLUMNS).where(_DUE, ~(_POSTED & _STAYS)).order_by(*_FIRST).limit(_AT_ONCE)
_AGING = select(*_COLUMNS).where(_DUE, _POSTED & _STAYS).order_by(*_FIRST).limit(bindparam("at_most"))
_MOVE = update(showcase).where(_OF_JOB).values(channel_id=bindparam("channel"))
_NOTE = (
    update(showcase)
    .where(_OF_JOB)
    .values(
        channel_id=bindparam("channel"),
        message_id=bindparam("message"),
        told_at=None,
        # It may have been decided meanwhile that it goes.
        due_at=case((_STAYS, bindparam("later", type_=BigInteger)), else_=bindparam("now", type_=BigInteger)),
    )
)
#: Does nothing if it was decided meanwhile that it goes.
_POSTPONE = (
    update(showcase)
    .where(_OF_JOB, showcase.c.withdrawn_at.is_not_distinct_from(bindparam("withdrawn")))
    .values(due_at=bindparam("until"))
)
_DROP = delete(showcase).where(_OF_JOB)
_GO: dict[str, Any] = {"withdrawn_at": bindparam("now"), "due_at": bindparam("now")}
_WITHDRAW = update(showcase).where(_OF_JOB, _STAYS).values(_GO)
_OF_USER = select(jobs.c.id).where(jobs.c.user_id == bindparam("of_user"))
_WITHDRAW_ALL_OF = update(showcase).where(showcase.c.job_id.in_(_OF_USER), _STAYS).values(_GO)
_WAIT = ~_POSTED & _STAYS
_OF_GUILD = showcase.c.guild_id == bindparam("of_guild")
_HURRY = (
    update(showcase)
    .where(~(_POSTED & _STAYS), showcase.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_HURRY_GUILD = _HURRY.where(_OF_GUILD)
_TELL = update(showcase).where(_OF_GUILD, _WAIT).values(told_at=bindparam("now"))
_NUMBER = select(func.count()).select_from(showcase).where(_OF_GUILD)
_TOLD = _NUMBER.where(_WAIT, showcase.c.told_at.is_not(None))
_WAITING = _NUMBER.where(_WAIT)
_SHOWN = _NUMBER.where(_POSTED, _STAYS)
_LIKED = (
    select(favourites.c.job_id)
    .select_from(jobs.join(favourites, favourites.c.job_id == jobs.c.id))
    .where(
        jobs.c.guild_id == bindparam("of_guild"),
        jobs.c.created_at >= bindparam("since"),
        ~jobs.c.private,
        favourites.c.user_id != jobs.c.user_id,
    )
    .group_by(favourites.c.job_id)
    .having(func.count() >= bindparam("least"))
)
_NUMBER_LIKED = select(func.count()).select_from(_LIKED.subquery())


class Showcase:
    """The only place that reads and writes `showcase`, but for what goes with a person or a guild."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def favoured(self, tx: Tx, job_id: str, *, guild_id: int, channel_id: int, least: int) -> bool:
        """Somebody has marked it: have it posted once, if `least` people beside who asked have marked it.

        If it was posted, have it looked at. Whether there is something to do now.
        """
        now_ms = self._clock.wall_ms()
        soon = {"of_job": job_id, "now": now_ms, "checked_before": now_ms + CHECK_MS - _SOONEST_MS}
        if (await tx.execute(_LOOK_SOON, soon)).rowcount:
            return True
        if int((await tx.execute(_MARKS, {"of_job": job_id})).scalar_one()) < least:
            return False
        place = {"job_id": job_id, "guild_id": guild_id, "channel_id": channel_id}
        return bool((await tx.execute(_WANT, place | {"at": now_ms, "due_at": now_ms})).rowcount)

    async def urgent(self) -> list[Shown]:
        """Some of those that are to be posted or taken away now."""
        return await self._load(_URGENT, {"now": self._clock.wall_ms()})

    async def aging(self, limit: int) -> list[Shown]:
        """Some of those that were posted and have not been looked at for long."""
        return await self._load(_AGING, {"now": self._clock.wall_ms(), "at_most": limit})

    async def move(self, job_id: str, channel_id: int) -> None:
        """It is posted there instead."""
        await self._write(_MOVE, {"of_job": job_id, "channel": channel_id})

    async def posted(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        """Note that it was."""
        now_ms = self._clock.wall_ms()
        what = {"of_job": job_id, "channel": channel_id, "message": message_id}
        await self._write(_NOTE, what | {"now": now_ms, "later": now_ms + CHECK_MS})

    async def postpone(self, shown: Shown, *, until: int) -> None:
        """Look at it again at that time, unless something else was decided about it since."""
        values = {"of_job": shown.job_id, "withdrawn": shown.withdrawn_at, "until": until}
        await self._write(_POSTPONE, values)

    async def drop(self, job_id: str) -> None:
        """Nothing is shown of it, and nothing shall be."""
        await self._write(_DROP, {"of_job": job_id})

    async def look_in(self, tx: Tx, job_id: str) -> None:
        """Have what was posted looked at now, as part of a transaction."""
        await tx.execute(_LOOK, {"of_job": job_id, "now": self._clock.wall_ms()})

    async def withdraw_in(self, tx: Tx, job_id: str) -> None:
        """Have it taken away, as part of a transaction."""
        await tx.execute(_WITHDRAW, {"of_job": job_id, "now": self._clock.wall_ms()})

    async def withdraw(self, job_id: str) -> None:
        """Have it taken away."""
        async with self._database.write() as tx:
            await self.withdraw_in(tx, job_id)

    async def withdraw_all_of(self, user_id: int) -> None:
        """Have everything taken away that this person asked for."""
        await self._write(_WITHDRAW_ALL_OF, {"of_user": user_id, "now": self._clock.wall_ms()})

    async def hurry(self, guild_id: int | None = None) -> None:
        """Try again now what could not be posted or taken away, in one guild or everywhere."""
        values = {"now": self._clock.wall_ms()}
        if guild_id is None:
            await self._write(_HURRY, values)
        else:
            await self._write(_HURRY_GUILD, values | {"of_guild": guild_id})

    async def tell(self, guild_id: int) -> None:
        """Note that the moderators of a guild know that something cannot be posted."""
        await self._write(_TELL, {"of_guild": guild_id, "now": self._clock.wall_ms()})

    async def is_told(self, guild_id: int) -> bool:
        """Whether they know."""
        return bool(await self._number(_TOLD, guild_id))

    async def waiting(self, guild_id: int) -> int:
        """How many wait to be posted there."""
        return await self._number(_WAITING, guild_id)

    async def shown(self, guild_id: int) -> int:
        """How many are shown there."""
        return await self._number(_SHOWN, guild_id)

    async def liked(self, guild_id: int, *, least: int, since: int) -> int:
        """How many requests since then were marked by at least so many people beside who asked."""
        return await self._number(_NUMBER_LIKED, guild_id, least=least, since=since)

    async def _number(self, statement: Executable, guild_id: int, **values: int) -> int:
        async with self._database.read() as tx:
            return int((await tx.execute(statement, {"of_guild": guild_id} | values)).scalar_one())

    async def _load(self, statement: Executable, values: dict[str, Any]) -> list[Shown]:
        async with self._database.read() as tx:
            return [Shown(**row) for row in (await tx.execute(statement, values)).mappings()]

    async def _write(self, statement: Executable, values: dict[str, Any]) -> None:
        async with self._database.write() as tx:
            await tx.execute(statement, values)
