"""The audit of decisions: who changed what, from what, to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Select, bindparam, insert, select

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
    #: The version of the settings this led to; `None` for what has no versions.
    version: int | None = None


_NAMES = tuple(each.name for each in fields(Change))
_COLUMNS = tuple(setting_changes.c[name] for name in _NAMES)
_INSERT = insert(setting_changes)
_OF_GUILD = (
    select(*_COLUMNS)
    .where(setting_changes.c.guild_id == bindparam("of_guild"))
    .order_by(setting_changes.c.at.desc(), setting_changes.c.id.desc())
    .limit(bindparam("at_most"))
    .offset(bindparam("but_the_latest"))
)
_INSERT_ONE = insert(setting_changes).returning(setting_changes.c.id)
_ONE = select(*_COLUMNS).where(
    setting_changes.c.guild_id == bindparam("of_guild"), setting_changes.c.id == bindparam("of_change")
)
_LATEST = (
    select(setting_changes.c.id, *_COLUMNS)
    .where(
        setting_changes.c.guild_id == bindparam("of_guild"),
        *(setting_changes.c[name] == bindparam(f"of_{name}") for name in ("area", "subject", "key")),
    )
    .order_by(setting_changes.c.id.desc())
    .limit(1)
)
_SINCE = (
    select(*_COLUMNS)
    .where(
        setting_changes.c.guild_id == bindparam("of_guild"),
        setting_changes.c.area == bindparam("of_area"),
        setting_changes.c.subject == bindparam("of_subject"),
        setting_changes.c.version > bindparam("after_version"),
    )
    .order_by(setting_changes.c.id)
)


class Changes:
    """The only place that reads and writes `setting_changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, tx: Tx, changes: Sequence[Change]) -> None:
        """Add some to the audit, in the transaction that makes them."""
        if changes:
            await tx.execute(_INSERT, [asdict(change) for change in changes])

    async def record_one(self, tx: Tx, change: Change) -> int:
        """Add one to the audit, in the transaction that makes it; the number it is found by."""
        return int((await tx.execute(_INSERT_ONE, asdict(change))).scalar_one())

    async def get(self, guild_id: int, change_id: int) -> Change | None:
        """One of a guild's changes."""
        found = await self._found(_ONE, {"of_guild": guild_id, "of_change": change_id})
        return found[0] if found else None

    async def latest(
        self, tx: Tx, guild_id: int, *, area: str, subject: str, key: str
    ) -> tuple[int, Change] | None:
        """The newest change of one decision, with its number."""
        about = {"of_guild": guild_id, "of_area": area, "of_subject": subject, "of_key": key}
        row = (await tx.execute(_LATEST, about)).mappings().one_or_none()
        return (row["id"], Change(**{name: row[name] for name in _NAMES})) if row else None

    async def last_by(self, guild_id: int, *, area: str, subject: str, key: str) -> int | None:
        """Who changed that decision last, as far as it is known."""
        async with self._database.read() as tx:
            found = await self.latest(tx, guild_id, area=area, subject=subject, key=key)
        return found[1].by_user_id if found else None

    async def recent(self, guild_id: int, *, limit: int, offset: int = 0) -> list[Change]:
        """A guild's latest changes but for the first `offset`, the newest first."""
        values = {"of_guild": guild_id, "at_most": limit, "but_the_latest": offset}
        return await self._found(_OF_GUILD, values)

    async def since(self, guild_id: int, *, area: str, subject: str = "", version: int) -> list[Change]:
        """What happened to these settings after they had that version, the oldest first."""
        of = {"of_guild": guild_id, "of_area": area, "of_subject": subject}
        return await self._found(_SINCE, of | {"after_version": version})

    async def _found(self, statement: Select[Any], values: dict[str, Any]) -> list[Change]:
        async with self._database.read() as tx:
            return [Change(**row) for row in (await tx.execute(statement, values)).mappings()]
