"""Moving entries of the ledger, with the quota that follows them, so that the books balance afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.quota import Bucket, Scope
from bot.domain.quota_windows import slot_of
from bot.store.database import Tx
from bot.store.entries import GRANT
from bot.store.schema import grants, jobs, ledger, quota, spending, tasks

#: Buckets that belong to one person.
_PERSONAL = (Scope.MEMBER.value, Scope.USER.value)
_SLOT = ("guild_id", "scope", "subject_id", "generation", "slot_start")

_OF_JOBS = ledger.c.job_id.in_(bindparam("of_jobs", expanding=True))
_OF_PERSON = (_OF_JOBS, ledger.c.scope.in_(_PERSONAL), ledger.c.subject_id == bindparam("of_person"))
_SUMS = select(*(ledger.c[name] for name in _SLOT), func.sum(ledger.c.amount).label("used")).group_by(
    *(ledger.c[name] for name in _SLOT)
)
_PERSONAL_SUMS = _SUMS.where(*_OF_PERSON)
_ALL_SUMS = _SUMS.where(_OF_JOBS)
_HAND_OVER = update(ledger).where(*_OF_PERSON).values(subject_id=bindparam("to_person"))
_STRIKE_OUT = delete(ledger).where(_OF_JOBS)
_NEW = postgresql.insert(quota)
# Both dialects compile this clause alike.
_ADD = _NEW.on_conflict_do_update(
    index_elements=list(_SLOT), set_={"used": quota.c.used + _NEW.excluded.used}
)
_THIS_SLOT = tuple(quota.c[name] == bindparam(f"of_{name}") for name in _SLOT)
_TAKE = update(quota).where(*_THIS_SLOT).values(used=quota.c.used - bindparam("less"))
#: A slot nobody has used is as good as none.
_CLEAR = delete(quota).where(*_THIS_SLOT, quota.c.used == 0)
_TAKE_FROM_GRANT = (
    update(grants).where(grants.c.id == bindparam("of_grant")).values(used=grants.c.used - bindparam("less"))
)
_OF_GENERATION = tuple(quota.c[name] == bindparam(f"of_{name}") for name in _SLOT[:-1])
_COUNTED = select(quota.c.slot_start, quota.c.used).where(*_OF_GENERATION)
_FORGET = delete(quota).where(*_OF_GENERATION)
#: Entries lie in the slot their job was made in.
_MADE_SINCE = select(jobs.c.id).where(
    jobs.c.guild_id == bindparam("of_guild_id"), jobs.c.created_at >= bindparam("since")
)
_REGENERATE = (
    update(ledger)
    .where(
        ledger.c.job_id.in_(_MADE_SINCE), *(ledger.c[name] == bindparam(f"of_{name}") for name in _SLOT[:-1])
    )
    .values(generation=bindparam("to_generation"))
)
_SPENT = (
    select(tasks.c.gateway, tasks.c.spent_at, (jobs.c.unit_cost * tasks.c.images).label("cost"))
    .select_from(tasks.join(jobs, tasks.c.job_id == jobs.c.id))
    .where(tasks.c.job_id.in_(bindparam("of_jobs", expanding=True)), tasks.c.spent_at.is_not(None))
)
_GONE = (
    update(spending)
    .where(spending.c.gateway == bindparam("of_gateway"), spending.c.slot_start == bindparam("of_slot"))
    .values(gone=spending.c.gone + bindparam("more"))
)


async def hand_over(tx: Tx, job_ids: Sequence[str], *, of: int, to: int) -> None:
    """Count what these jobs took from somebody's own buckets to somebody else from now on."""
    values = {"of_jobs": list(job_ids), "of_person": of}
    sums = [dict(row) for row in (await tx.execute(_PERSONAL_SUMS, values)).mappings()]
    if not sums:
        return
    await tx.execute(_HAND_OVER, values | {"to_person": to})
    await tx.execute(_ADD, [row | {"subject_id": to} for row in sums])
    await _take(tx, sums)


async def count_in(tx: Tx, bucket: Bucket, *, of: int, to: int) -> None:
    """Count what a bucket used in one generation in another from now on."""
    whose = {"guild_id": bucket.guild_id, "scope": bucket.scope.value, "subject_id": bucket.subject_id}
    values = {f"of_{name}": value for name, value in (whose | {"generation": of}).items()}
    rows = [dict(row) for row in (await tx.execute(_COUNTED, values)).mappings()]
    if not rows:
        return
    since = min(row["slot_start"] for row in rows)
    await tx.execute(_REGENERATE, values | {"since": since, "to_generation": to})
    await tx.execute(_ADD, [whose | {"generation": to} | row for row in rows])
    await tx.execute(_FORGET, values)


async def strike_out(tx: Tx, job_ids: Sequence[str]) -> None:
    """Remove what these jobs took anywhere, as if they had never been asked for."""
    sums = [dict(row) for row in (await tx.execute(_ALL_SUMS, {"of_jobs": list(job_ids)})).mappings()]
    await tx.execute(_STRIKE_OUT, {"of_jobs": list(job_ids)})
    drawn = [row for row in sums if row["scope"] == GRANT]
    if drawn:
        await tx.execute(
            _TAKE_FROM_GRANT, [{"of_grant": row["subject_id"], "less": row["used"]} for row in drawn]
        )
    await _take(tx, [row for row in sums if row["scope"] != GRANT])


async def let_go_of_tasks(tx: Tx, job_ids: Sequence[str]) -> None:
    """What the tasks of these jobs cost stays spent, and nobody answers for it any more."""
    rows = (await tx.execute(_SPENT, {"of_jobs": list(job_ids)})).all()
    gone = [
        {"of_gateway": row.gateway, "of_slot": slot_of(row.spent_at), "more": row.cost}
        for row in rows
        if row.cost
    ]
    if gone:
        await tx.execute(_GONE, gone)


async def _take(tx: Tx, sums: Sequence[Mapping[str, Any]]) -> None:
    """Take these amounts off their slots."""
    if not sums:
        return
    slots = [{f"of_{name}": row[name] for name in _SLOT} for row in sums]
    await tx.execute(_TAKE, [slot | {"less": row["used"]} for slot, row in zip(slots, sums, strict=True)])
    await tx.execute(_CLEAR, slots)
