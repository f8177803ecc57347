"""What moderators decided about credits per day, and who decided it when."""

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.dialects import postgresql

from bot.domain.quota import Bucket
from bot.store.database import Tx
from bot.store.schema import limit_changes, limits

_PLACE = ("guild_id", "user_id", "scope")
_NEW = postgresql.insert(limits)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(index_elements=list(_PLACE), set_={"credits": _NEW.excluded.credits})
_CLEAR = delete(limits).where(*(limits.c[name] == bindparam(f"of_{name}") for name in _PLACE))
_RECORD = insert(limit_changes)


class Limits:
    """The only place that writes `limits` and `limit_changes`."""

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
