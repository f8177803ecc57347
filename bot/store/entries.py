"""Entries of the ledger, with the quota and the grants that follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, case, insert, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.quota import Bucket, Scope
from bot.domain.quota_charge import given_back
from bot.store.database import Tx
from bot.store.grants import Grants
from bot.store.schema import grants, ledger, quota

#: The scope of what was drawn on a grant.
GRANT = "grant"
_SLOT = ("guild_id", "scope", "subject_id", "generation", "slot_start")
_NEW = postgresql.insert(quota)
# Both dialects compile this clause alike.
_COUNT = _NEW.on_conflict_do_update(
    index_elements=list(_SLOT), set_={"used": quota.c.used + _NEW.excluded.used}
)
_GIVE_BACK = (
    update(quota)
    .where(*(quota.c[name] == bindparam(f"of_{name}") for name in _SLOT))
    .values(used=quota.c.used + bindparam("change"))
)
_RECORD = insert(ledger)
_IS_DRAWN = ledger.c.scope == GRANT
_OF_JOB = (
    select(
        *(ledger.c[name] for name in (*_SLOT, "kind", "amount")),
        case((_IS_DRAWN, grants.c.scope), else_=ledger.c.scope).label("whose_scope"),
        case((_IS_DRAWN, grants.c.subject_id), else_=ledger.c.subject_id).label("whose_id"),
        grants.c.expires_at,
    )
    .select_from(ledger.outerjoin(grants, and_(_IS_DRAWN, grants.c.id == ledger.c.subject_id)))
    .where(ledger.c.job_id == bindparam("of_job"))
    .order_by(ledger.c.kind != "reserve", ledger.c.scope, ledger.c.subject_id)
)


@dataclass(slots=True)
class Part:
    """What a job took at one place: in a bucket's slot, or from a grant."""

    #: Its columns in the ledger.
    slot: Mapping[str, Any]
    #: The bucket it paid for.
    bucket: Bucket
    expires_at: int | None
    #: Credits taken and not given back.
    kept: int = 0
    #: "settle", "release", or nothing yet.
    closed_by: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether a grant paid."""
        return bool(self.slot["scope"] == GRANT)


class Entries:
    """Writes `ledger`, and with each row the quota or the grant that follows it."""

    def __init__(self, own: Grants) -> None:
        self._grants = own

    async def reserve(
        self, tx: Tx, job_id: str, slots: Iterable[Mapping[str, Any]], drawn: Mapping[int, int], *, at: int
    ) -> None:
        """Take what `slots` say, each with its `used`, and draw on grants, by id."""
        taken = list(slots)
        await tx.execute(_COUNT, taken)
        entry = {"job_id": job_id, "kind": "reserve", "at": at}
        rows = [entry | {name: each[name] for name in _SLOT} | {"amount": each["used"]} for each in taken]
        like = {name: taken[0][name] for name in ("guild_id", "slot_start")}
        rows += [
            entry | like | {"scope": GRANT, "subject_id": grant_id, "generation": 0, "amount": amount}
            for grant_id, amount in drawn.items()
        ]
        await tx.execute(_RECORD, rows)
        await self._grants.draw(tx, drawn)

    async def close(self, tx: Tx, job_id: str, kind: str, keep: Callable[[Bucket], int], *, at: int) -> None:
        """Keep that much of each bucket's reserve and give back the rest, what grants paid first.

        Does nothing where it is closed already.
        """
        of_bucket: defaultdict[Bucket, list[Part]] = defaultdict(list)
        for part in await _parts(tx, job_id):
            if not part.closed_by:
                of_bucket[part.bucket].append(part)
        back: list[tuple[Part, int]] = []
        for bucket, parts in of_bucket.items():
            parts.sort(key=_turn)
            kept = [part.kept for part in parts]
            back += zip(parts, given_back(kept, max(sum(kept) - keep(bucket), 0)), strict=True)
        await self._give_back(tx, job_id, kind, back, at=at)

    async def _give_back(
        self, tx: Tx, job_id: str, kind: str, back: list[tuple[Part, int]], *, at: int
    ) -> None:
        if not back:
            return
        entry = {"job_id": job_id, "kind": kind, "at": at}
        await tx.execute(_RECORD, [entry | dict(part.slot) | {"amount": -amount} for part, amount in back])
        changes = [
            {f"of_{name}": value for name, value in part.slot.items()} | {"change": -amount}
            for part, amount in back
            if amount and not part.is_drawn
        ]
        if changes:
            await tx.execute(_GIVE_BACK, changes)
        await self._grants.draw(
            tx, {part.slot["subject_id"]: -amount for part, amount in back if part.is_drawn}
        )


async def _parts(tx: Tx, job_id: str) -> Iterator[Part]:
    found: dict[tuple[Any, ...], Part] = {}
    for row in (await tx.execute(_OF_JOB, {"of_job": job_id})).mappings():
        slot = {name: row[name] for name in _SLOT}
        if row["kind"] == "reserve":
            bucket = Bucket(Scope(row["whose_scope"]), row["guild_id"], row["whose_id"])
            found[tuple(slot.values())] = Part(slot, bucket, row["expires_at"])
        part = found[tuple(slot.values())]
        part.kept += row["amount"]
        if row["kind"] != "reserve":
            part.closed_by = row["kind"]
    return iter(found.values())


def _turn(part: Part) -> tuple[bool, float]:
    """Who is given back first: grants, of them the one that lasts longest."""
    return not part.is_drawn, -(float("inf") if part.expires_at is None else part.expires_at)
