"""Credits given on top of limits, by whom, why, and what is left of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.domain.clock import Clock
from bot.domain.quota import GRANTEES, MOST, Bucket, Scope
from bot.domain.quota_charge import Grant
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.deciding import Beside, nothing_beside
from bot.store.kept import Kept
from bot.store.rules import subject_of
from bot.store.schema import grants

_INSERT = insert(grants).returning(grants.c.id)
_OF_GUILD = select(grants).where(grants.c.guild_id == bindparam("of_guild")).order_by(grants.c.id)
_ONE = _OF_GUILD.where(grants.c.id == bindparam("of_grant"))
_OF_BUCKET = _OF_GUILD.where(
    grants.c.scope == bindparam("of_scope"), grants.c.subject_id == bindparam("of_subject")
)
_USABLE = (
    grants.c.revoked_at.is_(None),
    or_(grants.c.expires_at.is_(None), grants.c.expires_at > bindparam("now")),
    grants.c.used < grants.c.amount,
)
_USABLE_OF_GUILD, _USABLE_OF_BUCKET = _OF_GUILD.where(*_USABLE), _OF_BUCKET.where(*_USABLE)
_PAGE = _USABLE_OF_GUILD.limit(bindparam("at_most")).offset(bindparam("but_the_first"))
_NUMBER = select(func.count()).select_from(grants).where(grants.c.guild_id == bindparam("of_guild"), *_USABLE)
_PLACES = (
    select(grants.c.scope, grants.c.subject_id)
    .where(grants.c.guild_id == bindparam("of_guild"), grants.c.revoked_at.is_(None))
    .distinct()
)
_DRAW = (
    update(grants)
    .where(grants.c.id == bindparam("of_grant"))
    .values(used=grants.c.used + bindparam("change"))
)
_REVOKE = update(grants).where(grants.c.id == bindparam("of_grant")).values(revoked_at=bindparam("now"))


class Grants:
    """The only place that reads and writes `grants`."""

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        #: Buckets of a guild that were given anything: most were not, and need not be looked up.
        self._kept: Kept[int, frozenset[Bucket]] = Kept(self._load)

    async def give(
        self,
        bucket: Bucket,
        amount: int,
        *,
        by: int,
        reason: str,
        expires_at: int | None = None,
        beside: Beside = nothing_beside,
    ) -> Grant:
        """Give a member, a channel or a guild's pool credits on top of its limits.

        Raises:
            ValueError: not to be given to that, or no such amount.
        """
        async with self._database.write() as tx:
            grant = await self.add(tx, bucket, amount, by=by, reason=reason, expires_at=expires_at)
            await beside(tx)
        self._kept.drop(bucket.guild_id)
        return grant

    async def add(
        self,
        tx: Tx,
        bucket: Bucket,
        amount: int,
        *,
        by: int,
        reason: str,
        expires_at: int | None = None,
    ) -> Grant:
        """The same as part of a transaction, which can draw on it at once.

        Raises:
            ValueError: not to be given to that, or no such amount.
        """
        if bucket.scope not in GRANTEES or not 1 <= amount <= MOST:
            raise ValueError(f"cannot give {amount} credits to a {bucket.scope}")
        now_ms = self._clock.wall_ms()
        row = {
            "guild_id": bucket.guild_id,
            "scope": bucket.scope.value,
            "subject_id": bucket.subject_id,
            "amount": amount,
            "used": 0,
            "expires_at": expires_at,
            "reason": reason,
            "by_user_id": by,
            "at": now_ms,
            "revoked_at": None,
        }
        # Should the transaction not be committed, one bucket too many is looked up.
        self._kept.put(bucket.guild_id, await self._kept.get(bucket.guild_id) | {bucket})
        grant = _grant(row | {"id": (await tx.execute(_INSERT, row)).scalar_one()})
        await self._changes.record(tx, [_change(grant, before=None, after=amount, by=by, at=now_ms)])
        return grant

    async def revoke(
        self, guild_id: int, grant_id: int, *, by: int, beside: Beside = nothing_beside
    ) -> Grant | None:
        """Take back what is unused of a grant; it, as it was before. `None`: there is none to revoke."""
        async with self._database.write() as tx:
            grant = await self.revoke_in(tx, guild_id, grant_id, by=by)
            if grant is None:
                return None
            await beside(tx)
        self._kept.drop(guild_id)
        return grant

    async def revoke_in(self, tx: Tx, guild_id: int, grant_id: int, *, by: int) -> Grant | None:
        """The same as part of a transaction. What is kept in memory holds until the guild is read again."""
        now_ms = self._clock.wall_ms()
        rows = await tx.execute(_ONE, {"of_guild": guild_id, "of_grant": grant_id})
        grant = next(map(_grant, rows.mappings()), None)
        if grant is None or grant.revoked_at is not None:
            return None
        await tx.execute(_REVOKE, {"of_grant": grant_id, "now": now_ms})
        change = _change(grant, before=grant.amount, after=grant.used, by=by, at=now_ms)
        await self._changes.record(tx, [change])
        return grant

    async def get(self, guild_id: int, grant_id: int) -> Grant | None:
        """One of a guild's grants, however it stands."""
        async with self._database.read() as tx:
            rows = await tx.execute(_ONE, {"of_guild": guild_id, "of_grant": grant_id})
            return next(map(_grant, rows.mappings()), None)

    async def usable(self, guild_id: int) -> list[Grant]:
        """What can be drawn on in a guild now, the oldest first."""
        async with self._database.read() as tx:
            values = {"of_guild": guild_id, "now": self._clock.wall_ms()}
            return [_grant(row) for row in (await tx.execute(_USABLE_OF_GUILD, values)).mappings()]

    async def usable_of(self, buckets: Collection[Bucket]) -> list[Grant]:
        """What these buckets can draw on now, the oldest first."""
        async with self._database.read() as tx:
            found = await self.left(tx, buckets, self._clock.wall_ms())
        return sorted(chain.from_iterable(found.values()), key=attrgetter("id"))

    async def number_usable(self, guild_id: int) -> int:
        """How many can be drawn on in a guild now."""
        async with self._database.read() as tx:
            values = {"of_guild": guild_id, "now": self._clock.wall_ms()}
            return int((await tx.execute(_NUMBER, values)).scalar_one())

    async def page_of_usable(self, guild_id: int, *, limit: int, offset: int) -> list[Grant]:
        """Some of those but for the first `offset`, the oldest first."""
        values = {"of_guild": guild_id, "now": self._clock.wall_ms()}
        values |= {"at_most": limit, "but_the_first": offset}
        async with self._database.read() as tx:
            return [_grant(row) for row in (await tx.execute(_PAGE, values)).mappings()]

    async def of(self, bucket: Bucket) -> list[Grant]:
        """All that a bucket was ever given, the oldest first."""
        async with self._database.read() as tx:
            return [_grant(row) for row in (await tx.execute(_OF_BUCKET, _whose(bucket))).mappings()]

    async def left(self, tx: Tx, buckets: Collection[Bucket], now_ms: int) -> dict[Bucket, list[Grant]]:
        """The grants that these buckets can draw on now; a bucket without any is left out."""
        found: dict[Bucket, list[Grant]] = {}
        for bucket in buckets:
            if bucket.scope in GRANTEES and bucket in await self._kept.get(bucket.guild_id):
                rows = await tx.execute(_USABLE_OF_BUCKET, _whose(bucket) | {"now": now_ms})
                usable = [_grant(row) for row in rows.mappings()]
                if usable:
                    found[bucket] = usable
        return found

    async def draw(self, tx: Tx, changes: Mapping[int, int]) -> None:
        """Count as used, by id; less than nothing gives back."""
        rows = [{"of_grant": grant_id, "change": change} for grant_id, change in changes.items() if change]
        if rows:
            await tx.execute(_DRAW, rows)

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        self._kept.clear()

    async def _load(self, guild_id: int) -> frozenset[Bucket]:
        async with self._database.read() as tx:
            rows: Sequence[Any] = (await tx.execute(_PLACES, {"of_guild": guild_id})).all()
        return frozenset(Bucket(Scope(row.scope), guild_id, row.subject_id) for row in rows)


def _whose(bucket: Bucket) -> dict[str, Any]:
    return {
        "of_guild": bucket.guild_id,
        "of_scope": bucket.scope.value,
        "of_subject": bucket.subject_id,
    }


def _grant(row: Mapping[Any, Any]) -> Grant:
    return Grant(
        id=row["id"],
        bucket=Bucket(Scope(row["scope"]), row["guild_id"], row["subject_id"]),
        **{
            name: row[name]
            for name in ("amount", "used", "expires_at", "reason", "by_user_id", "at", "revoked_at")
        },
    )


def _change(grant: Grant, *, before: int | None, after: int, by: int, at: int) -> Change:
    return Change(
        guild_id=grant.bucket.guild_id,
        at=at,
        by_user_id=by,
        area="quota",
        subject=subject_of(grant.bucket.scope, grant.bucket.subject_id),
        key=f"grant:{grant.id}",
        before=before,
        after=after,
    )
