"""What the gateways cost the operator: written with the move of a job that causes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, case, func, literal_column, select, union_all, update
from sqlalchemy.dialects import postgresql

from bot.domain.job import Job, TaskState
from bot.domain.operator import Period, Spent
from bot.domain.quota_windows import SLOT_MS
from bot.domain.spending import bookings
from bot.store.database import Database, Tx
from bot.store.rows import OPEN_STATES
from bot.store.schema import IS_UNTOLD, jobs, spending, tasks

_NEW = postgresql.insert(spending)
# Both dialects compile this clause alike.
_ADD = _NEW.on_conflict_do_update(
    index_elements=["gateway", "slot_start"], set_={"cost": spending.c.cost + _NEW.excluded.cost}
)
_CHANGE = (
    update(spending)
    .where(spending.c.gateway == bindparam("of_gateway"), spending.c.slot_start == bindparam("of_slot"))
    .values(cost=spending.c.cost + bindparam("less"), gone=spending.c.gone + bindparam("more_gone"))
)
_SINCE_DAY = case((spending.c.slot_start >= bindparam("day_start"), spending.c.cost), else_=0)
_SPENT = select(
    spending.c.gateway,
    func.coalesce(func.sum(_SINCE_DAY), 0).label("day"),
    func.coalesce(func.sum(spending.c.cost), 0).label("month"),
).where(spending.c.slot_start >= bindparam("month_start"))
_SPENT_BY_ALL = _SPENT.group_by(spending.c.gateway)
_SPENT_BY_ONE = _SPENT_BY_ALL.where(spending.c.gateway == bindparam("of_gateway"))
_COST = jobs.c.unit_cost * tasks.c.images
_PROMISED = (
    select(jobs.c.gateway, func.coalesce(func.sum(_COST), 0).label("promised"))
    .select_from(jobs.join(tasks, tasks.c.job_id == jobs.c.id))
    .where(IS_UNTOLD, jobs.c.state.in_(OPEN_STATES), tasks.c.state == TaskState.PLANNED.value)
    .group_by(jobs.c.gateway)
)
_PROMISED_TO_ONE = _PROMISED.where(jobs.c.gateway == bindparam("of_gateway"))

_SLOT = tasks.c.spent_at - tasks.c.spent_at % SLOT_MS
_BOTH = union_all(
    select(
        spending.c.gateway,
        spending.c.slot_start,
        (spending.c.cost - spending.c.gone).label("booked"),
        literal_column("0").label("sent"),
    ),
    select(tasks.c.gateway, _SLOT, literal_column("0"), _COST)
    .select_from(tasks.join(jobs, tasks.c.job_id == jobs.c.id))
    .where(tasks.c.spent_at.is_not(None)),
).subquery()
_BOOKED, _SENT = func.sum(_BOTH.c.booked), func.sum(_BOTH.c.sent)
_UNBALANCED = (
    select(_BOTH.c.gateway, _BOTH.c.slot_start, _BOOKED.label("booked"), _SENT.label("sent"))
    .group_by(_BOTH.c.gateway, _BOTH.c.slot_start)
    .having(_BOOKED != _SENT)
)


class Spending:
    """The only place that reads and writes `spending`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def book(self, tx: Tx, old: Job, new: Job) -> None:
        """What this move of a job costs, or gives back."""
        for booking in bookings(old, new):
            if booking.cost > 0:
                await tx.execute(_ADD, {"gateway": new.gateway, "gone": 0} | asdict(booking))
                continue
            change = {"less": booking.cost, "more_gone": booking.gone}
            await tx.execute(_CHANGE, {"of_gateway": new.gateway, "of_slot": booking.slot_start} | change)

    async def of(self, gateway: str, *, now_ms: int) -> Spent:
        """What one gateway costs in the running periods."""
        async with self._database.read() as tx:
            values = _starts(now_ms) | {"of_gateway": gateway}
            spent = (await tx.execute(_SPENT_BY_ONE, values)).one_or_none()
            promised = (await tx.execute(_PROMISED_TO_ONE, {"of_gateway": gateway})).one_or_none()
        return Spent(
            day=spent.day if spent else 0,
            month=spent.month if spent else 0,
            promised=promised.promised if promised else 0,
        )

    async def of_all(self, *, now_ms: int) -> dict[str, Spent]:
        """What each gateway costs that costs anything."""
        async with self._database.read() as tx:
            spent = {row.gateway: row for row in await tx.execute(_SPENT_BY_ALL, _starts(now_ms))}
            promised = {row.gateway: row.promised for row in await tx.execute(_PROMISED)}
        return {
            gateway: Spent(
                day=spent[gateway].day if gateway in spent else 0,
                month=spent[gateway].month if gateway in spent else 0,
                promised=promised.get(gateway, 0),
            )
            for gateway in sorted(spent.keys() | promised.keys())
        }

    async def audit(self) -> list[str]:
        """What does not add up between spending and tasks; nothing when it balances."""
        async with self._database.read() as tx:
            return [
                f"{row.gateway} from {row.slot_start}: {row.booked} spent, {row.sent} by its tasks"
                for row in await tx.execute(_UNBALANCED)
            ]


def _starts(now_ms: int) -> dict[str, Any]:
    return {"day_start": Period.DAY.start(now_ms), "month_start": Period.MONTH.start(now_ms)}
