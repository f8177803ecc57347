"""The words and patterns that guilds refuse. An entry is a draft until a moderator has seen what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.domain.clock import Clock
from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.safety import Action, Filter, FilterKind, ModAction
from bot.domain.safety_filter import check_room
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.kept import Kept
from bot.store.modlog import ModLog
from bot.store.schema import filters

#: Milliseconds after which a draft nobody took is dropped.
_DRAFT_LIFE = 24 * 3600 * 1000
#: Of an entry, what makes it again after it was removed.
_LASTING = ("kind", "pattern", "note", "by_user_id", "at", "refused", "refused_at")

_COLUMNS = tuple(filters.c[each.name] for each in fields(Filter))
_INSERT = insert(filters).returning(filters.c.id)
_LIVE = (
    select(*_COLUMNS)
    .where(filters.c.guild_id == bindparam("of_guild"), filters.c.live.is_(True))
    .order_by(filters.c.id)
)
_PAGE = _LIVE.limit(bindparam("at_most")).offset(bindparam("but_the_first"))
_REFUSED_IN_ALL = select(func.coalesce(func.sum(filters.c.refused), 0)).where(
    filters.c.guild_id == bindparam("of_guild"), filters.c.live.is_(True)
)
_DRAFT = select(*_COLUMNS).where(
    filters.c.guild_id == bindparam("of_guild"),
    filters.c.id == bindparam("of_filter"),
    filters.c.live.is_(False),
)
_GO_LIVE = (
    update(filters)
    .where(filters.c.id == bindparam("of_filter"))
    .values(live=True, by_user_id=bindparam("by"), at=bindparam("when"))
)
_RENOTE = update(filters).where(filters.c.id == bindparam("of_filter")).values(note=bindparam("new_note"))
_DELETE = delete(filters).where(filters.c.id == bindparam("of_filter"))
_DISCARD = delete(filters).where(
    filters.c.guild_id == bindparam("of_guild"),
    filters.c.id == bindparam("of_filter"),
    filters.c.live.is_(False),
)
_PRUNE = delete(filters).where(filters.c.live.is_(False), filters.c.at < bindparam("before"))
_REFUSED = (
    update(filters)
    .where(filters.c.id == bindparam("of_filter"))
    .values(refused=filters.c.refused + 1, refused_at=bindparam("when"))
)


class Filters:
    """The only place that reads and writes `filters`. What is live is kept in memory."""

    def __init__(self, database: Database, *, modlog: ModLog, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._modlog = modlog
        self._changes = changes
        self._clock = clock
        self._kept: Kept[int, tuple[Filter, ...]] = Kept(self._load)

    async def of(self, guild_id: int) -> tuple[Filter, ...]:
        """A guild's live entries, the oldest first. The same object for as long as they stay the same.

        Their counters are as they were when these were read.
        """
        return await self._kept.get(guild_id)

    async def page(self, guild_id: int, *, limit: int, offset: int = 0) -> tuple[Filter, ...]:
        """Some of the same but for the first `offset`, with their counters as they are now."""
        values = {"of_guild": guild_id, "at_most": limit, "but_the_first": offset}
        async with self._database.read() as tx:
            return tuple(map(_filter, (await tx.execute(_PAGE, values)).mappings()))

    async def refused_in_all(self, guild_id: int) -> int:
        """Prompts refused by the entries that are live now."""
        async with self._database.read() as tx:
            return int((await tx.execute(_REFUSED_IN_ALL, {"of_guild": guild_id})).scalar_one())

    async def draft(self, guild_id: int, kind: FilterKind, pattern: str, *, note: str, by: int) -> Filter:
        """Put an entry down without using it yet; old drafts go."""
        now_ms = self._clock.wall_ms()
        row = _row(guild_id, kind=kind.value, pattern=pattern, note=note, by_user_id=by, at=now_ms)
        async with self._database.write() as tx:
            await tx.execute(_PRUNE, {"before": now_ms - _DRAFT_LIFE})
            number = (await tx.execute(_INSERT, row | {"live": False})).scalar_one()
        return _filter(row | {"id": number})

    async def take(self, guild_id: int, filter_id: int, *, by: int) -> ModAction:
        """Have a draft go live.

        Raises:
            FilterRefused: it is gone, there already, or one too many.
        """
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            found = await tx.execute(_DRAFT, {"of_guild": guild_id, "of_filter": filter_id})
            draft = next(map(_filter, found.mappings()), None)
            if draft is None:
                raise FilterRefused(FilterFault.GONE)
            check_room(await self._live(tx, guild_id), draft.kind, draft.pattern)
            await tx.execute(_GO_LIVE, {"of_filter": filter_id, "by": by, "when": now_ms})
            action = await self._note(
                tx, Action.FILTER_ADD, draft, by=by, at=now_ms, undo={"added": filter_id}
            )
        self._kept.drop(guild_id)
        return action

    async def discard(self, guild_id: int, filter_id: int) -> None:
        """Drop a draft."""
        async with self._database.write() as tx:
            await tx.execute(_DISCARD, {"of_guild": guild_id, "of_filter": filter_id})

    async def remove(self, guild_id: int, filter_id: int, *, by: int) -> ModAction:
        """Use an entry no longer.

        Raises:
            FilterRefused: it is gone already.
        """
        async with self._database.write() as tx:
            entry = await self._delete(tx, guild_id, filter_id)
            removed = {name: value for name, value in asdict(entry).items() if name in _LASTING}
            action = await self._note(
                tx, Action.FILTER_REMOVE, entry, by=by, at=self._clock.wall_ms(), undo={"removed": removed}
            )
        self._kept.drop(guild_id)
        return action

    async def take_back(self, tx: Tx, action: ModAction, *, by: int, at: int) -> None:
        """Undo one of the actions above, as part of a transaction. Call `forget` once it is committed.

        Raises:
            FilterRefused: it is gone, there already, or one too many.
        """
        undo = action.undo or {}
        if "added" in undo:
            entry = await self._delete(tx, action.guild_id, undo["added"])
            await self._audit(tx, entry, before=entry.pattern, after=None, by=by, at=at)
        else:
            row = _row(action.guild_id, **undo["removed"])
            entry = _filter(row | {"id": 0})
            check_room(await self._live(tx, action.guild_id), entry.kind, entry.pattern)
            await tx.execute(_INSERT, row | {"live": True})
            await self._audit(tx, entry, before=None, after=entry.pattern, by=by, at=at)

    async def live_in(self, tx: Tx, guild_id: int) -> tuple[Filter, ...]:
        """A guild's live entries, as a transaction sees them."""
        return await self._live(tx, guild_id)

    async def replace_in(
        self, tx: Tx, guild_id: int, wanted: Mapping[tuple[FilterKind, str], str], *, by: int
    ) -> None:
        """Have these entries with these notes and no others, as part of a transaction.

        What stays keeps its counters. Call `forget` once it is committed.
        """
        now_ms = self._clock.wall_ms()
        before = {(each.kind, each.pattern): each for each in await self._live(tx, guild_id)}
        for key, entry in before.items():
            if key not in wanted:
                await tx.execute(_DELETE, {"of_filter": entry.id})
                await self._audit(tx, entry, before=entry.pattern, after=None, by=by, at=now_ms)
            elif wanted[key] != entry.note:
                await self._renote(tx, entry, wanted[key], by=by, at=now_ms)
        for (kind, pattern), note in wanted.items():
            if (kind, pattern) not in before:
                row = _row(guild_id, kind=kind.value, pattern=pattern, note=note, by_user_id=by, at=now_ms)
                await tx.execute(_INSERT, row | {"live": True})
                entry = _filter(row | {"id": 0})
                await self._audit(tx, entry, before=None, after=pattern, by=by, at=now_ms)

    async def refused(self, entry: Filter) -> None:
        """Count one more prompt it refused."""
        async with self._database.write() as tx:
            await tx.execute(_REFUSED, {"of_filter": entry.id, "when": self._clock.wall_ms()})

    def forget(self, guild_id: int | None = None) -> None:
        """Drop what is kept, of one guild or of all: something else wrote to the database."""
        if guild_id is None:
            self._kept.clear()
        else:
            self._kept.drop(guild_id)

    async def _load(self, guild_id: int) -> tuple[Filter, ...]:
        async with self._database.read() as tx:
            return await self._live(tx, guild_id)

    async def _live(self, tx: Tx, guild_id: int) -> tuple[Filter, ...]:
        found = await tx.execute(_LIVE, {"of_guild": guild_id})
        return tuple(map(_filter, found.mappings()))

    async def _delete(self, tx: Tx, guild_id: int, filter_id: int) -> Filter:
        entry = next((each for each in await self._live(tx, guild_id) if each.id == filter_id), None)
        if entry is None:
            raise FilterRefused(FilterFault.GONE)
        await tx.execute(_DELETE, {"of_filter": filter_id})
        return entry

    async def _renote(self, tx: Tx, entry: Filter, note: str, *, by: int, at: int) -> None:
        await tx.execute(_RENOTE, {"of_filter": entry.id, "new_note": note})
        change = Change(
            guild_id=entry.guild_id,
            at=at,
            by_user_id=by,
            area="filter",
            subject=f"{entry.kind.value}:{entry.pattern}",
            key=entry.kind.value,
            before=entry.note or True,
            after=note or True,
        )
        await self._changes.record(tx, [change])

    async def _note(
        self, tx: Tx, action: Action, entry: Filter, *, by: int, at: int, undo: Mapping[str, Any]
    ) -> ModAction:
        adds = action is Action.FILTER_ADD
        before, after = (None, entry.pattern) if adds else (entry.pattern, None)
        await self._audit(tx, entry, before=before, after=after, by=by, at=at)
        return await self._modlog.add(
            tx, action, guild_id=entry.guild_id, at=at, by=by, reason=entry.pattern, undo=undo
        )

    async def _audit(
        self, tx: Tx, entry: Filter, *, before: str | None, after: str | None, by: int, at: int
    ) -> None:
        change = Change(
            guild_id=entry.guild_id,
            at=at,
            by_user_id=by,
            area="filter",
            subject="",
            key=entry.kind.value,
            before=before,
            after=after,
        )
        await self._changes.record(tx, [change])


def _row(guild_id: int, **known: Any) -> dict[str, Any]:
    return {"guild_id": guild_id, "refused": 0, "refused_at": None} | known


def _filter(row: Any) -> Filter:
    """The entry of a row or of what makes one."""
    return Filter(**{**row, "kind": FilterKind(row["kind"])})
