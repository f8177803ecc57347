"""Reserve, settle and release: the ledger, and the quota that follows it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, literal_column, null, select, union_all, update
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.job import Job
from bot.domain.quota import (
    Bucket,
    DefaultLimits,
    Scope,
    Standing,
    buckets_of,
    charge,
    day_end,
    day_start,
    exceeded,
    limit_of,
)
from bot.store.audit import differences
from bot.store.database import Database, Tx
from bot.store.schema import ledger, limits, quota

#: Stands for "no limit" where a number is compared.
_UNLIMITED = 2**62

_PLACE = ("scope", "guild_id", "user_id")
# 0 is the row for the guild itself or for every member of it.
_STANDING = union_all(
    select(literal_column("1").label("is_limit"), *(limits.c[n] for n in _PLACE), limits.c.credits).where(
        limits.c.guild_id == bindparam("of_guild"), limits.c.user_id.in_((bindparam("of_user"), 0))
    ),
    select(literal_column("0"), *(quota.c[n] for n in _PLACE), quota.c.used).where(
        quota.c.guild_id == bindparam("of_guild"),
        quota.c.user_id.in_((bindparam("of_user"), 0)),
        quota.c.period_start == bindparam("of_period"),
    ),
)
_NEW = postgresql.insert(quota)
# Both dialects compile this clause alike. The guard holds even if another writer came in between.
_TAKE = _NEW.on_conflict_do_update(
    index_elements=["guild_id", "user_id", "scope", "period_start"],
    set_={"used": quota.c.used + _NEW.excluded.used},
    where=quota.c.used + _NEW.excluded.used <= bindparam("limit_or_max"),
).execution_options(preserve_rowcount=True)
_GIVE_BACK = (
    update(quota)
    .where(*(quota.c[n] == bindparam(f"of_{n}") for n in (*_PLACE, "period_start")))
    .values(used=quota.c.used + bindparam("change"))
)
_RECORD = insert(ledger)
_CLOSING = ledger.alias("closing")
_OPEN_RESERVES = (
    select(*(ledger.c[n] for n in (*_PLACE, "period_start")), ledger.c.amount)
    .where(
        ledger.c.job_id == bindparam("of_job"),
        ledger.c.kind == "reserve",
        ~select(null())
        .where(
            _CLOSING.c.job_id == ledger.c.job_id,
            _CLOSING.c.scope == ledger.c.scope,
            _CLOSING.c.kind != "reserve",
        )
        .exists(),
    )
    .with_for_update()
)


class Quotas:
    """The only place that writes `ledger` and `quota`."""

    def __init__(self, database: Database, *, clock: Clock, defaults: DefaultLimits) -> None:
        self._database = database
        self._clock = clock
        self._defaults = defaults

    async def reserve(self, tx: Tx, job: Job, *, now_ms: int) -> tuple[Standing, ...]:
        """Take the job's price from every bucket it draws on; how they stand afterwards.

        Raises:
            QuotaExceeded: it does not fit into one of them. The transaction must not be committed.
        """
        origin = job.origin
        before = await self._standing(tx, buckets_of(origin.guild_id, origin.user_id), now_ms)
        after = charge(before, job.price)
        taken = await tx.execute(_TAKE, [_taking(standing, job.price, now_ms) for standing in before])
        if taken.rowcount != len(before):
            raise exceeded(before[0], job.price)
        rows = [
            _entry(job.id, "reserve", now_ms)
            | _place(standing.bucket)
            | {"period_start": day_start(now_ms), "amount": job.price}
            for standing in before
        ]
        await tx.execute(_RECORD, rows)
        return after

    async def settle(self, tx: Tx, job: Job, spent: int) -> None:
        """Keep `spent` credits of what was reserved and give the rest back. A second time changes nothing.

        Raises:
            ValueError: more than was reserved, or less than nothing.
        """
        if not 0 <= spent <= job.price:
            raise ValueError(f"cannot settle {spent} of {job.price} credits")
        await self._close(tx, job, "settle", spent)

    async def release(self, tx: Tx, job: Job) -> None:
        """Give all of it back. Does nothing once the job is settled or released."""
        await self._close(tx, job, "release", 0)

    async def standing(self, guild_id: int | None, user_id: int, *, now_ms: int) -> tuple[Standing, ...]:
        """How the buckets stand that this person would draw on here."""
        async with self._database.read() as tx:
            return await self._standing(tx, buckets_of(guild_id, user_id), now_ms)

    async def audit(self) -> list[str]:
        """What does not add up between ledger, quota and jobs; nothing when the books balance."""
        return await differences(self._database)

    async def _standing(self, tx: Tx, buckets: Sequence[Bucket], now_ms: int) -> tuple[Standing, ...]:
        narrowest = buckets[-1]
        values = {
            "of_guild": narrowest.guild_id,
            "of_user": narrowest.user_id,
            "of_period": day_start(now_ms),
        }
        found = (await tx.execute(_STANDING, values)).all()
        set_limits = {_bucket(row): row.credits for row in found if row.is_limit}
        used = {_bucket(row): row.credits for row in found if not row.is_limit}
        return tuple(
            Standing(
                bucket=bucket,
                used=used.get(bucket, 0),
                limit=limit_of(bucket, set_limits, self._defaults),
                resets_at=day_end(now_ms),
            )
            for bucket in buckets
        )

    async def _close(self, tx: Tx, job: Job, kind: str, kept: int) -> None:
        """Write the closing row of every open reserve, and take the change off the day it was made on."""
        reserves = (await tx.execute(_OPEN_RESERVES, {"of_job": job.id})).mappings().all()
        if not reserves:
            return
        entry = _entry(job.id, kind, self._clock.wall_ms())
        await tx.execute(_RECORD, [entry | dict(row) | {"amount": kept - row["amount"]} for row in reserves])
        if any(kept != row["amount"] for row in reserves):
            await tx.execute(_GIVE_BACK, list(_changes(reserves, kept)))


def _changes(reserves: Iterable[RowMapping], kept: int) -> Iterable[dict[str, Any]]:
    for row in reserves:
        place = {f"of_{name}": row[name] for name in (*_PLACE, "period_start")}
        yield place | {"change": kept - row["amount"]}


def _taking(standing: Standing, price: int, now_ms: int) -> dict[str, Any]:
    guard = _UNLIMITED if standing.limit is None or price == 0 else standing.limit
    return _place(standing.bucket) | {
        "period_start": day_start(now_ms),
        "used": price,
        "limit_or_max": guard,
    }


def _entry(job_id: str, kind: str, at: int) -> dict[str, Any]:
    return {"job_id": job_id, "kind": kind, "at": at}


def _place(bucket: Bucket) -> dict[str, Any]:
    return {"scope": bucket.scope.value, "guild_id": bucket.guild_id, "user_id": bucket.user_id}


def _bucket(row: Any) -> Bucket:
    return Bucket(Scope(row.scope), row.guild_id, row.user_id)
