"""The audit of decisions: who changed what, from what, to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import bindparam, insert, select

from bot.store.database import Database, Tx
from bot.store.schema import setting_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One decision that was changed. `None` before or after is: nothing was decided."""

    #: 0 is the operator's own.
    guild_id: int
    #: Epoch ms.
    at: int
    #: 0 is the operator at the terminal.
    by_user_id: int
    #: "guild", "channel", "quota", "price", "filter", "access", "operator", "user".
    area: str
    #: Whose it is, as in "channel:123"; empty if the area says it.
    subject: str
    key: str
    before: Any
    after: Any


_COLUMNS = tuple(setting_changes.c[each.name] for each in fields(Change))
_INSERT = insert(setting_changes)
_OF_GUILD = (
    select(*_COLUMNS)
    .where(setting_changes.c.guild_id == bindparam("of_guild"))
    .order_by(setting_changes.c.at.desc(), setting_changes.c.id.desc())
    .limit(bindparam("at_most"))
)


class Changes:
    """The only place that reads and writes `setting_changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, tx: Tx, changes: Sequence[Change]) -> None:
        """Add some to the audit, in the transaction that makes them."""
        if changes:
            await tx.execute(_INSERT, [asdict(change) for change in changes])

    async def recent(self, guild_id: int, *, limit: int) -> list[Change]:
        """A guild's latest changes, the newest first."""
        async with self._database.read() as tx:
            rows = await tx.execute(_OF_GUILD, {"of_guild": guild_id, "at_most": limit})
            return [Change(**row) for row in rows.mappings()]
