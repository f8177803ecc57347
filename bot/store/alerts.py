"""Troubles that only the operator can end: which there are now, and whether the operator was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.failure import Trouble
from bot.store.database import Database
from bot.store.schema import operator_alerts


@dataclass(frozen=True, slots=True)
class Alert:
    """One trouble that has not ended."""

    trouble: Trouble
    #: Epoch ms; of a budget, when the period began.
    since: int
    told_at: int | None = None


_TROUBLE = ("gateway", "code", "model")
_OPEN = select(
    *(operator_alerts.c[name] for name in _TROUBLE), operator_alerts.c.since, operator_alerts.c.told_at
).where(operator_alerts.c.over_at.is_(None))
_NEW = postgresql.insert(operator_alerts)
# Both dialects compile this clause alike.
_RAISE = _NEW.on_conflict_do_update(
    index_elements=list(_TROUBLE),
    set_={"since": _NEW.excluded.since, "told_at": _NEW.excluded.told_at, "over_at": _NEW.excluded.over_at},
)
_OF_TROUBLE = tuple(operator_alerts.c[name] == bindparam(f"of_{name}") for name in _TROUBLE)
_TOLD = update(operator_alerts).where(*_OF_TROUBLE).values(told_at=bindparam("at"))
_OVER = update(operator_alerts).where(*_OF_TROUBLE).values(over_at=bindparam("at"))


class Alerts:
    """The only place that reads and writes `operator_alerts`. Those that have not ended are in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[Trouble, Alert] = {}

    async def load(self) -> None:
        """Read which there are."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_OPEN)).all()
        alerts = [Alert(Trouble(row.gateway, row.code, row.model), row.since, row.told_at) for row in rows]
        self._open = {alert.trouble: alert for alert in alerts}

    def __iter__(self) -> Iterator[Alert]:
        return iter(list(self._open.values()))

    def get(self, trouble: Trouble) -> Alert | None:
        """The alert of a trouble that has not ended."""
        return self._open.get(trouble)

    async def begin(self, trouble: Trouble, *, since: int) -> None:
        """A trouble has come up, for the first time or anew."""
        async with self._database.write() as tx:
            await tx.execute(_RAISE, asdict(trouble) | {"since": since, "told_at": None, "over_at": None})
        self._open[trouble] = Alert(trouble, since)

    async def told(self, trouble: Trouble, *, at: int) -> None:
        """The operator knows."""
        async with self._database.write() as tx:
            await tx.execute(_TOLD, _of(trouble) | {"at": at})
        if trouble in self._open:
            self._open[trouble] = replace(self._open[trouble], told_at=at)

    async def over(self, trouble: Trouble, *, at: int) -> None:
        """It has ended."""
        async with self._database.write() as tx:
            await tx.execute(_OVER, _of(trouble) | {"at": at})
        self._open.pop(trouble, None)


def _of(trouble: Trouble) -> dict[str, str]:
    return {f"of_{name}": value for name, value in asdict(trouble).items()}
