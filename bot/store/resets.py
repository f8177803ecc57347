"""How often a bucket was reset. Credits of an older generation count no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import DecidedSince
from bot.domain.quota import GRANTEES, Bucket, Scope
from bot.store.books import count_in
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.deciding import Beside
from bot.store.kept import Kept
from bot.store.rules import subject_of
from bot.store.schema import quota_resets

#: How the audit knows a reset.
AREA, KEY = "quota", "reset"

_OF_GUILD = select(quota_resets).where(quota_resets.c.guild_id == bindparam("of_guild"))
_NEW = postgresql.insert(quota_resets)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(
    index_elements=["guild_id", "scope", "subject_id"], set_={"generation": _NEW.excluded.generation}
)


class Resets:
    """The only place that reads and writes `quota_resets`."""

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        #: Buckets never reset are left out.
        self._kept: Kept[int, Mapping[Bucket, int]] = Kept(self._load)

    async def generation(self, bucket: Bucket) -> int:
        """Of what counts now."""
        return (await self._kept.get(bucket.guild_id)).get(bucket, 0) if bucket.scope in GRANTEES else 0

    async def reset(self, bucket: Bucket, *, by: int, beside: Beside) -> int:
        """Begin a new generation. The number of the change.

        Raises:
            ValueError: not to be reset.
        """
        if bucket.scope not in GRANTEES:
            raise ValueError(f"cannot reset a {bucket.scope}")
        async with self._database.write() as tx:
            before = await _read(tx, bucket.guild_id)
            was = before.get(bucket, 0)
            await tx.execute(_SET, _place(bucket) | {"generation": was + 1})
            change_id = await self._changes.record_one(tx, self._change(bucket, was, was + 1, by))
            await beside(tx)
        self._kept.put(bucket.guild_id, {**before, bucket: was + 1})
        return change_id

    async def take_back(self, guild_id: int, change_id: int, *, by: int, beside: Beside) -> Bucket:
        """Go on with the generation before: what was used since counts in it, too.

        Raises:
            DecidedSince: that is not the latest reset of its bucket any more.
        """
        reset = await self._changes.get(guild_id, change_id)
        if reset is None or (reset.area, reset.key) != (AREA, KEY):
            raise DecidedSince(None)
        bucket = bucket_of(guild_id, reset.subject)
        async with self._database.write() as tx:
            latest = await self._changes.latest(tx, guild_id, area=AREA, subject=reset.subject, key=KEY)
            if latest is None or latest[0] != change_id or reset.after < reset.before:
                raise DecidedSince(latest[1].by_user_id if latest else None)
            await count_in(tx, bucket, of=reset.after, to=reset.before)
            await tx.execute(_SET, _place(bucket) | {"generation": reset.before})
            await self._changes.record(tx, [self._change(bucket, reset.after, reset.before, by)])
            await beside(tx)
            now = await _read(tx, guild_id)
        self._kept.put(guild_id, now)
        return bucket

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        self._kept.clear()

    async def _load(self, guild_id: int) -> Mapping[Bucket, int]:
        async with self._database.read() as tx:
            return await _read(tx, guild_id)

    def _change(self, bucket: Bucket, before: int, after: int, by: int) -> Change:
        return Change(
            guild_id=bucket.guild_id,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area=AREA,
            subject=subject_of(bucket.scope, bucket.subject_id),
            key=KEY,
            before=before,
            after=after,
        )


def bucket_of(guild_id: int, subject: str) -> Bucket:
    """Whose a reset is, read off the audit."""
    scope, _, subject_id = subject.partition(":")
    return Bucket(Scope(scope), guild_id, int(subject_id or 0))


def _place(bucket: Bucket) -> dict[str, Any]:
    return {"guild_id": bucket.guild_id, "scope": bucket.scope.value, "subject_id": bucket.subject_id}


async def _read(tx: Tx, guild_id: int) -> dict[Bucket, int]:
    rows = (await tx.execute(_OF_GUILD, {"of_guild": guild_id})).all()
    return {Bucket(Scope(row.scope), guild_id, row.subject_id): row.generation for row in rows}
