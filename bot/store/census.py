"""The guilds as the operator sees them: who they are, what they cost, what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from bot.domain.operator import Access, GuildAccess, Period
from bot.domain.quota import Measure, Scope
from bot.store.database import Database
from bot.store.schema import failures, guilds, quota, quota_rules

#: Guild 0 stands for every guild without a ceiling of its own.
_EVERY_GUILD = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Failures alike, over all guilds."""

    code: str
    gateway: str | None
    model: str | None
    times: int
    #: Epoch ms of the latest.
    last: int
    #: In how many guilds; what happened outside guilds is one more.
    guilds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One guild. Times are epoch ms."""

    guild_id: int
    #: Empty before the bot was there.
    name: str
    #: 0 before the bot was there.
    joined_at: int
    left_at: int | None
    decided: GuildAccess
    #: What it cost today (UTC), in catalogue credits.
    used_today: int
    #: What it may cost a day; `None` is no limit.
    ceiling: int | None


_USED = (
    select(quota.c.guild_id, func.sum(quota.c.used).label("used"))
    .where(quota.c.scope == Scope.CEILING.value, quota.c.slot_start >= bindparam("day_start"))
    .group_by(quota.c.guild_id)
    .subquery()
)
_CEILINGS = (
    select(quota_rules.c.guild_id, quota_rules.c.amount)
    .where(quota_rules.c.scope == Scope.CEILING.value, quota_rules.c.measure == Measure.CREDITS_DAY.value)
    .subquery()
)
_OF_EVERY_GUILD = select(_CEILINGS.c.amount).where(_CEILINGS.c.guild_id == _EVERY_GUILD)
_ALL = select(
    guilds.c.guild_id,
    guilds.c.name,
    guilds.c.joined_at,
    guilds.c.left_at,
    guilds.c.access,
    guilds.c.access_reason,
    func.coalesce(_USED.c.used, 0).label("used"),
    _CEILINGS.c.guild_id.is_not(None).label("has_ceiling"),
    _CEILINGS.c.amount,
).select_from(
    guilds.outerjoin(_USED, _USED.c.guild_id == guilds.c.guild_id).outerjoin(
        _CEILINGS, _CEILINGS.c.guild_id == guilds.c.guild_id
    )
)


_TIMES = func.count().label("times")
_FAULTS = (
    select(
        failures.c.code,
        failures.c.gateway,
        failures.c.model,
        _TIMES,
        func.max(failures.c.at).label("last"),
        func.count(func.coalesce(failures.c.guild_id, 0).distinct()).label("guilds"),
    )
    .where(failures.c.at >= bindparam("since"))
    .group_by(failures.c.code, failures.c.gateway, failures.c.model)
    .order_by(_TIMES.desc(), failures.c.code)
    .limit(bindparam("at_most"))
)


class Census:
    """Reads what several tables say of guilds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def residents(self, *, now_ms: int) -> list[Resident]:
        """All of them: those who cost most today first, then by name, those who left last."""
        async with self._database.read() as tx:
            usual = (await tx.execute(_OF_EVERY_GUILD)).scalar_one_or_none()
            rows = (await tx.execute(_ALL, {"day_start": Period.DAY.start(now_ms)})).all()
        found = [
            Resident(
                guild_id=row.guild_id,
                name=row.name,
                joined_at=row.joined_at,
                left_at=row.left_at,
                decided=GuildAccess(Access(row.access), row.access_reason),
                used_today=row.used,
                ceiling=row.amount if row.has_ceiling else usual,
            )
            for row in rows
        ]
        return sorted(found, key=_rank)

    async def faults(self, *, since: int, limit: int) -> list[Fault]:
        """What failed everywhere since then, the most frequent first."""
        async with self._database.read() as tx:
            rows = await tx.execute(_FAULTS, {"since": since, "at_most": limit})
            return [Fault(**row) for row in rows.mappings()]


def _rank(resident: Resident) -> tuple[bool, int, str, int]:
    return resident.left_at is not None, -resident.used_today, resident.name.casefold(), resident.guild_id
