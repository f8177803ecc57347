"""What was asked for and what came of it, added up by time, member, model and quality.

Every question names its stretch of time and a guild or a person, so that an index leads to the rows. Times
are added up in slots of a quarter of an hour: in every zone there is now, a day begins with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, cast, func, select

from bot.domain.days import SLOT_MS
from bot.domain.job import JobState
from bot.domain.usage import Count, Sums, Time
from bot.store.database import Database, Tx
from bot.store.schema import failures, jobs

#: What counts can be told apart by, named as in `Count`; "at" is the slot of time.
Key = Literal["at", "model", "quality", "user_id"]
#: The latest requests whose times are looked at, and the most rows a question brings.
MOST_TIMES = 5_000
MOST_ROWS = 50_000
_FAILED = (JobState.FAILED.value, JobState.UNDELIVERABLE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Whose requests, and from when until before when (epoch ms)."""

    since: int
    until: int
    #: `None`: wherever they were made.
    guild_id: int | None = None
    #: `None`: everybody's.
    user_id: int | None = None


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((condition, 1), else_=0)), BigInteger)


_SUMS = (
    func.count().label("asked"),
    _times(jobs.c.state == JobState.DONE.value).label("done"),
    _times(jobs.c.state.in_(_FAILED)).label("failed"),
    cast(func.sum(jobs.c.made), BigInteger).label("pictures"),
    cast(func.sum(jobs.c.made * jobs.c.unit_price), BigInteger).label("credits"),
)
_SLOT = (jobs.c.created_at // SLOT_MS).label("slot")
#: As JSON; nothing for a model without qualities.
_QUALITY = jobs.c.request["quality"].as_string().label("quality")
_WITHIN = (jobs.c.created_at >= bindparam("since"), jobs.c.created_at < bindparam("until"))

_KEYS = {"at": _SLOT, "model": jobs.c.model, "quality": _QUALITY, "user_id": jobs.c.user_id}
_NUMBER_OF_MEMBERS = select(func.count(jobs.c.user_id.distinct()))
_MEMBERS = select(jobs.c.user_id, *_SUMS).group_by(jobs.c.user_id).limit(MOST_ROWS)
_TIMES = (
    select(jobs.c.created_at, jobs.c.state_at)
    .where(jobs.c.state == JobState.DONE.value)
    .order_by(jobs.c.created_at.desc())
    .limit(MOST_TIMES)
)
_GUILDS = (
    select(jobs.c.guild_id, *_SUMS, cast(func.sum(jobs.c.made * jobs.c.unit_cost), BigInteger).label("cost"))
    .where(*_WITHIN)
    .group_by(jobs.c.guild_id)
    .order_by(cast(func.sum(jobs.c.made * jobs.c.unit_cost), BigInteger).desc(), jobs.c.guild_id)
    .limit(bindparam("at_most"))
)
_WORKED = (
    select(_SLOT, func.count().label("times"))
    .where(jobs.c.state == JobState.DONE.value)
    .group_by(_SLOT)
    .limit(MOST_ROWS)
)
_FAILURE_SLOT = (failures.c.at // SLOT_MS).label("slot")
_FAILURES = (
    select(_FAILURE_SLOT, failures.c.category, func.count().label("times"))
    .where(
        failures.c.guild_id == bindparam("guild_id"),
        failures.c.at >= bindparam("since"),
        failures.c.at < bindparam("until"),
    )
    .group_by(_FAILURE_SLOT, failures.c.category)
    .limit(MOST_ROWS)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSums:
    """One guild's part."""

    #: `None`: outside guilds.
    guild_id: int | None
    sums: Sums
    #: What the catalogue says the pictures cost the operator.
    cost: int


@dataclass(frozen=True, slots=True)
class Faults:
    """Failures of one category in one slot of time."""

    #: Epoch ms at which the slot began.
    at: int
    category: str
    times: int


class Statistics:
    """Only reads. Questions that belong together share a transaction, and so see the same moment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(self, tx: Tx, among: Among, by: Sequence[Key]) -> list[Count]:
        """Added up by these keys; the fewer, the less there is to read. By none, all are one."""
        rows, width = await _rows(tx, *_asked(_grouped(tuple(by)), among)), len(by)
        return [_count(dict(zip(by, row[:width], strict=True)), row[width:]) for row in rows]

    async def members(self, tx: Tx, among: Among) -> dict[int, Sums]:
        """By member."""
        rows = await _rows(tx, *_asked(_MEMBERS, among))
        return {user_id: _sums(sums) for user_id, *sums in rows}

    async def times(self, tx: Tx, among: Among) -> list[Time]:
        """How long the latest requests took that worked."""
        rows = await _rows(tx, *_asked(_TIMES, among))
        return [Time(asked_at, (ended_at - asked_at) / 1000) for asked_at, ended_at in rows]

    async def guilds(self, *, since: int, until: int, limit: int) -> list[GuildSums]:
        """Over all guilds, those first that cost the operator most. For the operator alone."""
        async with self._database.read() as tx:
            rows = await _rows(tx, _GUILDS, {"since": since, "until": until, "at_most": limit})
        return [
            GuildSums(guild_id=guild_id, sums=_sums(sums), cost=cost or 0) for guild_id, *sums, cost in rows
        ]

    async def failures(self, tx: Tx, guild_id: int, *, since: int, until: int) -> list[Faults]:
        """A guild's failures by slot and category."""
        rows = await _rows(tx, _FAILURES, {"guild_id": guild_id, "since": since, "until": until})
        return [Faults(slot * SLOT_MS, category, times) for slot, category, times in rows]

    async def worked(self, tx: Tx, among: Among) -> list[tuple[int, int]]:
        """Epoch ms at which a slot began, and how many requests made in it were handed over."""
        rows = await _rows(tx, *_asked(_WORKED, among))
        return [(slot * SLOT_MS, times) for slot, times in rows]

    async def number_of_members(self, tx: Tx, among: Among) -> int:
        """Who asked for anything."""
        ((number,),) = await _rows(tx, *_asked(_NUMBER_OF_MEMBERS, among))
        return int(number)


async def _rows(tx: Tx, statement: Select[Any], values: Mapping[str, object]) -> Sequence[Any]:
    return (await tx.execute(statement, values)).all()


def _asked(statement: Select[Any], among: Among) -> tuple[Select[Any], dict[str, object]]:
    """The question narrowed to some requests, and what it is asked with."""
    whose = {"guild_id": among.guild_id, "user_id": among.user_id}
    named = {name: value for name, value in whose.items() if value is not None}
    return _narrowed(statement, tuple(named)), {"since": among.since, "until": among.until, **named}


# A statement that is made anew each time costs more than most of these cost SQLite.
@cache
def _narrowed(statement: Select[Any], names: tuple[str, ...]) -> Select[Any]:
    return statement.where(*_WITHIN, *(jobs.c[name] == bindparam(name) for name in names))


@cache
def _grouped(by: tuple[Key, ...]) -> Select[Any]:
    keys = [_KEYS[key] for key in by]
    return select(*keys, *_SUMS).group_by(*keys).order_by(*keys[:1]).limit(MOST_ROWS)


def _count(keys: dict[Key, Any], sums: Sequence[int | None]) -> Count:
    if "at" in keys:
        keys["at"] *= SLOT_MS
    return Count(**keys, sums=_sums(sums))


def _sums(found: Sequence[int | None]) -> Sums:
    """Of the columns of `_SUMS`, in their order. By place: a name costs more than the rest."""
    asked, done, failed, pictures, credits_ = found
    return Sums(
        asked=asked or 0, done=done or 0, failed=failed or 0, pictures=pictures or 0, credits=credits_ or 0
    )
