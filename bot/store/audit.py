"""Whether the books balance: ledger, quota, grants and jobs must tell one story."""

from sqlalchemy import and_, case, func, literal_column, select, union_all

from bot.domain.job import JobState
from bot.store.database import Database
from bot.store.entries import GRANT
from bot.store.schema import grants, jobs, ledger, quota

S = JobState
#: How the ledger of a job in each state is closed; "" is: not yet.
_CLOSED_BY = {
    **dict.fromkeys((S.QUEUED, S.SUBMITTING, S.UNKNOWN, S.RUNNING, S.FETCHING), ""),
    **dict.fromkeys((S.READY, S.DELIVERING, S.DONE, S.UNDELIVERABLE), "settle"),
    **dict.fromkeys((S.FAILED, S.CANCELLED), "release"),
}
del S

_SLOT = ("scope", "guild_id", "subject_id", "generation", "slot_start")
_BOTH = union_all(
    select(*(quota.c[name] for name in _SLOT), quota.c.used, literal_column("0").label("booked")),
    select(*(ledger.c[name] for name in _SLOT), literal_column("0"), ledger.c.amount).where(
        ledger.c.scope != GRANT
    ),
).subquery()
_USED, _BOOKED = func.sum(_BOTH.c.used), func.sum(_BOTH.c.booked)
_UNBALANCED = (
    select(*(_BOTH.c[name] for name in _SLOT), _USED.label("used"), _BOOKED.label("booked"))
    .group_by(*(_BOTH.c[name] for name in _SLOT))
    .having(_USED != _BOOKED)
)

_OF_GRANTS = union_all(
    select(grants.c.id, grants.c.used, literal_column("0").label("booked")),
    select(ledger.c.subject_id, literal_column("0"), ledger.c.amount).where(ledger.c.scope == GRANT),
).subquery()
_DRAWN, _ON_GRANT = func.sum(_OF_GRANTS.c.used), func.sum(_OF_GRANTS.c.booked)
_ODD_GRANTS = (
    select(_OF_GRANTS.c.id, _DRAWN.label("used"), _ON_GRANT.label("booked"))
    .group_by(_OF_GRANTS.c.id)
    .having(_DRAWN != _ON_GRANT)
)

_IS_RESERVE = ledger.c.kind == "reserve"
#: The bucket that a row was taken for: what a grant paid, it paid for its own.
_WHOSE = func.coalesce(grants.c.scope, ledger.c.scope).label("whose")
_PAID_BY = and_(ledger.c.scope == GRANT, ledger.c.subject_id == grants.c.id)
_RESERVED = func.sum(case((_IS_RESERVE, ledger.c.amount), else_=0))
_PRICE = case(
    (_WHOSE == "ceiling", jobs.c.unit_cost * jobs.c.request["count"].as_integer()), else_=jobs.c.price
)
_ODD_RESERVES = (
    select(jobs.c.id, jobs.c.state, _WHOSE, _PRICE.label("price"), _RESERVED.label("reserved"))
    .select_from(jobs.join(ledger, ledger.c.job_id == jobs.c.id).outerjoin(grants, _PAID_BY))
    .group_by(jobs.c.id, jobs.c.state, _WHOSE, _PRICE)
    .having(_PRICE != _RESERVED)
)

_CLOSED = func.coalesce(func.max(case((_IS_RESERVE, None), else_=ledger.c.kind)), "")
_EXPECTED = case(_CLOSED_BY, value=jobs.c.state)
_ODD_CLOSINGS = (
    select(jobs.c.id, jobs.c.state, ledger.c.scope, _CLOSED.label("closed"))
    .select_from(jobs.join(ledger, ledger.c.job_id == jobs.c.id))
    .group_by(jobs.c.id, jobs.c.state, ledger.c.scope, ledger.c.subject_id)
    .having(_CLOSED != _EXPECTED)
)

_HAS_CHANNEL = and_(jobs.c.home_channel_id.is_not(None), jobs.c.home_channel_id != 0)
_BUCKETS = case((jobs.c.guild_id.is_(None), 1), (_HAS_CHANNEL, 4), else_=3)
_MISSING_ENTRIES = (
    select(jobs.c.id, func.count(ledger.c.job_id).label("entries"))
    .select_from(
        jobs.outerjoin(ledger, and_(ledger.c.job_id == jobs.c.id, _IS_RESERVE, ledger.c.scope != GRANT))
    )
    .group_by(jobs.c.id, jobs.c.guild_id, jobs.c.home_channel_id)
    .having(func.count(ledger.c.job_id) != _BUCKETS)
)


async def differences(database: Database) -> list[str]:
    """What does not add up, one line each; nothing when the books balance."""
    async with database.read() as tx:
        return [
            *[
                f"{row.scope} {row.guild_id}/{row.subject_id} from {row.slot_start}: "
                f"{row.used} used, {row.booked} in the ledger"
                for row in await tx.execute(_UNBALANCED)
            ],
            *[
                f"grant {row.id}: {row.used} used, {row.booked} in the ledger"
                for row in await tx.execute(_ODD_GRANTS)
            ],
            *[
                f"job {row.id} ({row.state}) in {row.whose}: {row.reserved} of {row.price} reserved"
                for row in await tx.execute(_ODD_RESERVES)
            ],
            *[
                f"job {row.id} ({row.state}) in {row.scope}: closed by {row.closed or 'nothing'}"
                for row in await tx.execute(_ODD_CLOSINGS)
            ],
            *[f"job {row.id}: {row.entries} reserves" for row in await tx.execute(_MISSING_ENTRIES)],
        ]
