"""What moderators decided about credits per day, and who decided it when."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql

from bot.domain.quota import Bucket, Scope
from bot.store.database import Database, Tx
from bot.store.schema import limit_changes, limits

_PLACE = ("guild_id", "user_id", "scope")
_NEW = postgresql.insert(limits)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(index_elements=list(_PLACE), set_={"credits": _NEW.excluded.credits})
_CLEAR = delete(limits).where(*(limits.c[name] == bindparam(f"of_{name}") for name in _PLACE))
_RECORD = insert(limit_changes)
_CHANGES = (
    select(limit_changes)
    .where(limit_changes.c.guild_id == bindparam("in_guild"))
    .order_by(limit_changes.c.id.desc())
    .limit(bindparam("at_most"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """One decision about a limit."""

    #: Epoch ms.
    at: int
    by_user_id: int
    #: A MEMBER bucket with user 0 is every member of the guild.
    bucket: Bucket
    #: "set" or "clear"; cleared, the next wider limit applies again.
    action: str
    #: `None` is unlimited, or cleared.
    credits: int | None


class Limits:
    """The only place that writes `limits` and `limit_changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, tx: Tx, bucket: Bucket, amount: int | None, *, by: int, now_ms: int) -> None:
        """Limit a bucket to `amount` credits per day, from now on (`None`: no limit)."""
        row = {"scope": bucket.scope.value, "guild_id": bucket.guild_id, "user_id": bucket.user_id}
        await tx.execute(_SET, row | {"credits": amount})
        decision = {"at": now_ms, "by_user_id": by, "action": "set", "credits": amount}
        await tx.execute(_RECORD, row | decision)

    async def clear(self, tx: Tx, bucket: Bucket, *, by: int, now_ms: int) -> None:
        """Forget a bucket's own limit, so that the next wider one applies."""
        row = {"scope": bucket.scope.value, "guild_id": bucket.guild_id, "user_id": bucket.user_id}
        await tx.execute(_CLEAR, {f"of_{name}": value for name, value in row.items()})
        decision = {"at": now_ms, "by_user_id": by, "action": "clear", "credits": None}
        await tx.execute(_RECORD, row | decision)

    async def changes(self, guild_id: int, *, limit: int) -> list[LimitChange]:
        """A guild's decisions, the newest first."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_CHANGES, {"in_guild": guild_id, "at_most": limit})).mappings()
            return [
                LimitChange(
                    at=row["at"],
                    by_user_id=row["by_user_id"],
                    bucket=Bucket(Scope(row["scope"]), row["guild_id"], row["user_id"]),
                    action=row["action"],
                    credits=row["credits"],
                )
                for row in rows
            ]
