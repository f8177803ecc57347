"""Whether much fails in a guild now, and whether its moderators were told."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Executable, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.alert import Tally, tally_of
from bot.domain.clock import Clock
from bot.domain.failure import OUR_FAULT
from bot.domain.job import JobState
from bot.store.database import Database
from bot.store.schema import failure_alerts, jobs

#: Jobs older than this are not looked for among those that ended lately.
_OLDEST_MS = 24 * 3_600_000
_WORKED = JobState.DONE.value
_ENDED = (_WORKED, JobState.FAILED.value, JobState.UNDELIVERABLE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureAlert:
    """A guild's latest alert. Times are epoch ms."""

    guild_id: int
    since: int
    #: Failures of the hour before.
    failed: int
    #: When the moderators were told, and where.
    told_at: int | None = None
    card_channel_id: int | None = None
    card_message_id: int | None = None
    #: When it was over, and when they were told that.
    over_at: int | None = None
    over_told_at: int | None = None


_ENDS = (
    select(jobs.c.state, jobs.c.failure_code, func.count().label("times"))
    .where(
        jobs.c.guild_id == bindparam("of_guild"),
        jobs.c.created_at >= bindparam("asked_since"),
        jobs.c.state_at >= bindparam("since"),
        jobs.c.state.in_(_ENDED),
    )
    .group_by(jobs.c.state, jobs.c.failure_code)
)
_COLUMNS = tuple(failure_alerts.c[each.name] for each in fields(FailureAlert))
_OF_GUILD = failure_alerts.c.guild_id == bindparam("of_guild")
_ONE = select(*_COLUMNS).where(_OF_GUILD)
_OPEN = select(failure_alerts.c.guild_id).where(failure_alerts.c.over_told_at.is_(None))
_NEW = postgresql.insert(failure_alerts)
# Both dialects compile this clause alike.
_RAISE = _NEW.on_conflict_do_update(
    index_elements=["guild_id"],
    set_={each.name: _NEW.excluded[each.name] for each in fields(FailureAlert) if each.name != "guild_id"},
)
_TOLD = (
    update(failure_alerts)
    .where(_OF_GUILD)
    .values(told_at=bindparam("at"), card_channel_id=bindparam("channel"), card_message_id=bindparam("card"))
)
_OVER = update(failure_alerts).where(_OF_GUILD).values(over_at=bindparam("at"))
_OVER_TOLD = update(failure_alerts).where(_OF_GUILD).values(over_told_at=bindparam("at"))
_DROP = delete(failure_alerts).where(_OF_GUILD)


class FailureAlerts:
    """The only place that reads and writes `failure_alerts`."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def tally(self, guild_id: int, *, since: int) -> Tally:
        """What became of a guild's requests that ended since then."""
        values = {"of_guild": guild_id, "since": since, "asked_since": since - _OLDEST_MS}
        worked, failures = 0, dict[str, int]()
        async with self._database.read() as tx:
            for row in (await tx.execute(_ENDS, values)).all():
                if row.state == _WORKED:
                    worked += row.times
                else:
                    code = row.failure_code or OUR_FAULT
                    failures[code] = failures.get(code, 0) + row.times
        return tally_of(worked, failures)

    async def get(self, guild_id: int) -> FailureAlert | None:
        """The latest of a guild, over or not."""
        async with self._database.read() as tx:
            row = (await tx.execute(_ONE, {"of_guild": guild_id})).mappings().one_or_none()
            return FailureAlert(**row) if row else None

    async def open_guilds(self) -> set[int]:
        """Guilds with an alert of which not all is told."""
        async with self._database.read() as tx:
            return set((await tx.execute(_OPEN)).scalars())

    async def begin(self, guild_id: int, *, failed: int) -> FailureAlert:
        """Note that much fails from now on."""
        alert = FailureAlert(guild_id=guild_id, since=self._clock.wall_ms(), failed=failed)
        await self._write(_RAISE, asdict(alert))
        return alert

    async def told(self, guild_id: int, *, channel_id: int, message_id: int) -> None:
        """Note that the moderators were told of it."""
        await self._write(_TOLD, self._now(guild_id) | {"channel": channel_id, "card": message_id})

    async def end(self, guild_id: int) -> None:
        """Note that it is over."""
        await self._write(_OVER, self._now(guild_id))

    async def end_told(self, guild_id: int) -> None:
        """Note that the moderators were told so."""
        await self._write(_OVER_TOLD, self._now(guild_id))

    async def drop(self, guild_id: int) -> None:
        """Forget one that nobody was told of."""
        await self._write(_DROP, {"of_guild": guild_id})

    def _now(self, guild_id: int) -> dict[str, Any]:
        return {"of_guild": guild_id, "at": self._clock.wall_ms()}

    async def _write(self, statement: Executable, values: dict[str, Any]) -> None:
        async with self._database.write() as tx:
            await tx.execute(statement, values)
