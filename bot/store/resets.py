"""How often a bucket was reset. Credits of an older generation count no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.quota import GRANTEES, Bucket, Scope
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.deciding import Beside
from bot.store.kept import Kept
from bot.store.rules import subject_of
from bot.store.schema import quota_resets

_OF_GUILD = select(quota_resets).where(quota_resets.c.guild_id == bindparam("of_guild"))
_NEW = postgresql.insert(quota_resets)
# Both dialects compile this clause alike.
_RESET = _NEW.on_conflict_do_update(
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

    async def reset(self, bucket: Bucket, *, by: int, beside: Beside) -> None:
        """Begin a new generation.

        Raises:
            ValueError: not to be reset.
        """
        if bucket.scope not in GRANTEES:
            raise ValueError(f"cannot reset a {bucket.scope}")
        async with self._database.write() as tx:
            before = await _read(tx, bucket.guild_id)
            after = {**before, bucket: before.get(bucket, 0) + 1}
            await tx.execute(_RESET, _place(bucket) | {"generation": after[bucket]})
            await self._changes.record(tx, [self._change(bucket, after[bucket], by)])
            await beside(tx)
        self._kept.put(bucket.guild_id, after)

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        self._kept.clear()

    async def _load(self, guild_id: int) -> Mapping[Bucket, int]:
        async with self._database.read() as tx:
            return await _read(tx, guild_id)

    def _change(self, bucket: Bucket, generation: int, by: int) -> Change:
        return Change(
            guild_id=bucket.guild_id,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area="quota",
            subject=subject_of(bucket.scope, bucket.subject_id),
            key="reset",
            before=generation - 1,
            after=generation,
        )


def _place(bucket: Bucket) -> dict[str, Any]:
    return {"guild_id": bucket.guild_id, "scope": bucket.scope.value, "subject_id": bucket.subject_id}


async def _read(tx: Tx, guild_id: int) -> dict[Bucket, int]:
    rows = (await tx.execute(_OF_GUILD, {"of_guild": guild_id})).all()
    return {Bucket(Scope(row.scope), guild_id, row.subject_id): row.generation for row in rows}
