"""Under which number somebody's sums are kept who had everything else deleted.

Otherwise deleting one's data would be a way to begin every limit anew. The number says nothing about the
person. Only who comes back with the same id is recognised, by a keyed digest of it, and gets the sums back;
once no running period can need them, the digest goes, and nothing leads from the number to anybody.
"""

from __future__ import annotations

import hmac
import secrets

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql

from bot.domain.keeping import DAY_MS
from bot.store import books
from bot.store.database import Database, Tx
from bot.store.schema import farewells, jobs, operator_settings

#: No period is longer, in any time zone.
LASTS_MS = 33 * DAY_MS
_SALT = "salt"

_ALL = select(farewells.c.digest, farewells.c.stand_in)
_KEEP = insert(farewells)
_DROP = delete(farewells).where(farewells.c.digest == bindparam("of_digest"))
_DROP_OLD = delete(farewells).where(farewells.c.until < bindparam("before"))
_READ_SALT = select(operator_settings.c.value).where(operator_settings.c.key == _SALT)
_NEW_SALT = postgresql.insert(operator_settings).on_conflict_do_nothing(index_elements=["key"])
_JOBS = (
    select(jobs.c.id)
    .where(jobs.c.user_id == bindparam("of_user"), jobs.c.created_at >= bindparam("since"))
    .order_by(jobs.c.created_at)
)


class Farewells:
    """The only place that reads and writes `farewells`. Kept in memory, after `load`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._salt = b""
        self._stand_ins: dict[str, int] = {}

    async def load(self) -> None:
        """Read who said farewell."""
        async with self._database.read() as tx:
            self._salt = str((await tx.execute(_READ_SALT)).scalar_one_or_none() or "").encode()
            self._stand_ins = {row.digest: row.stand_in for row in await tx.execute(_ALL)}

    def known(self, user_id: int) -> bool:
        """Whether this person's sums are kept under another number."""
        return self.stand_in(user_id) is not None

    def stand_in(self, user_id: int) -> int | None:
        """The number under which this person's sums are kept."""
        return self._stand_ins.get(self._digest(user_id)) if self._stand_ins else None

    async def say(self, tx: Tx, user_id: int, stand_in: int, *, now_ms: int) -> None:
        """Remember a number for as long as somebody's sums may be needed."""
        row = {"key": _SALT, "value": secrets.token_hex(32), "at": now_ms}
        await tx.execute(_NEW_SALT, row)
        self._salt = str((await tx.execute(_READ_SALT)).scalar_one()).encode()
        digest = self._digest(user_id)
        await tx.execute(_DROP, {"of_digest": digest})
        await tx.execute(_KEEP, {"digest": digest, "stand_in": stand_in, "until": now_ms + LASTS_MS})

    async def come_back(self, user_id: int, *, now_ms: int) -> None:
        """Count the sums of the running periods for this person again."""
        stand_in = self.stand_in(user_id)
        if stand_in is None:
            return
        digest = self._digest(user_id)
        async with self._database.write() as tx:
            values = {"of_user": stand_in, "since": now_ms - LASTS_MS}
            ids = (await tx.execute(_JOBS, values)).scalars().all()
            if ids:
                await books.hand_over(tx, ids, of=stand_in, to=user_id)
            await tx.execute(_DROP, {"of_digest": digest})
        self._stand_ins.pop(digest, None)

    async def forget(self, *, before: int) -> None:
        """Drop the digests that no running period needs any more."""
        async with self._database.write() as tx:
            await tx.execute(_DROP_OLD, {"before": before})
        await self.load()

    def _digest(self, user_id: int) -> str:
        return hmac.digest(self._salt, str(user_id).encode(), "sha256").hex()
