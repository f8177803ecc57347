"""Whether the books balance: ledger, quota and jobs must tell one story."""

from sqlalchemy import and_, case, func, literal_column, or_, select, union_all

from bot.domain.job import JobState
from bot.store.database import Database
from bot.store.schema import jobs, ledger, quota

S = JobState
#: How the ledger of a job in each state is closed; "" is: not yet.
_CLOSED_BY = {
    **dict.fromkeys((S.QUEUED, S.SUBMITTING, S.UNKNOWN, S.RUNNING, S.FETCHING), ""),
    **dict.fromkeys((S.READY, S.DELIVERING, S.DONE, S.UNDELIVERABLE), "settle"),
    **dict.fromkeys((S.FAILED, S.CANCELLED), "release"),
}
del S

_BUCKET = ("scope", "guild_id", "user_id", "period_start")
_BOTH = union_all(
    select(*(quota.c[name] for name in _BUCKET), quota.c.used, literal_column("0").label("booked")),
    select(*(ledger.c[name] for name in _BUCKET), literal_column("0"), ledger.c.amount),
).subquery()
_USED, _BOOKED = func.sum(_BOTH.c.used), func.sum(_BOTH.c.booked)
_UNBALANCED = (
    select(*(_BOTH.c[name] for name in _BUCKET), _USED.label("used"), _BOOKED.label("booked"))
    .group_by(*(_BOTH.c[name] for name in _BUCKET))
    .having(_USED != _BOOKED)
)
_IS_RESERVE = ledger.c.kind == "reserve"
_RESERVED = func.sum(case((_IS_RESERVE, ledger.c.amount), else_=0))
_CLOSED = func.coalesce(func.max(case((_IS_RESERVE, None), else_=ledger.c.kind)), "")
_EXPECTED = case(_CLOSED_BY, value=jobs.c.state)
_ODD_ENTRIES = (
    select(
        jobs.c.id,
        jobs.c.state,
        ledger.c.scope,
        jobs.c.price,
        _RESERVED.label("reserved"),
        _CLOSED.label("closed"),
    )
    .select_from(jobs.join(ledger, ledger.c.job_id == jobs.c.id))
    .group_by(jobs.c.id, jobs.c.state, ledger.c.scope, jobs.c.price)
    .having(or_(jobs.c.price != _RESERVED, _CLOSED != _EXPECTED))
)
_BUCKETS = case((jobs.c.guild_id.is_(None), 1), else_=2)
_MISSING_ENTRIES = (
    select(jobs.c.id, func.count(ledger.c.id).label("entries"))
    .select_from(jobs.outerjoin(ledger, and_(ledger.c.job_id == jobs.c.id, _IS_RESERVE)))
    .group_by(jobs.c.id, jobs.c.guild_id)
    .having(func.count(ledger.c.id) != _BUCKETS)
)


async def differences(database: Database) -> list[str]:
    """What does not add up, one line each; nothing when the books balance."""
    async with database.read() as tx:
        return [
            *[
                f"{row.scope} {row.guild_id}/{row.user_id} from {row.period_start}: "
                f"{row.used} used, {row.booked} in the ledger"
                for row in await tx.execute(_UNBALANCED)
            ],
            *[
                f"job {row.id} ({row.state}) in {row.scope}: {row.reserved} of {row.price} reserved, "
                f"closed by {row.closed or 'nothing'}"
                for row in await tx.execute(_ODD_ENTRIES)
            ],
            *[f"job {row.id}: {row.entries} reserves" for row in await tx.execute(_MISSING_ENTRIES)],
        ]
