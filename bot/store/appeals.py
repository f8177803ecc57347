"""Appeals to moderators: what members ask beyond their limits, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, or_, select, update

from bot.domain.appeal import LIFE_MS, MOST_OPEN, Appeal, AppealState
from bot.domain.clock import Clock
from bot.domain.errors import AppealFault, AppealRefused
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.pleas import from_document, to_document
from bot.store.schema import appeals

#: How long it is remembered what became of one. The audit of decisions stays.
_KEPT_MS = 30 * LIFE_MS
_OPEN = AppealState.OPEN.value

_INSERT = insert(appeals)
_ONE = select(appeals).where(appeals.c.id == bindparam("of_appeal"))
_OPEN_OF = select(appeals).where(
    appeals.c.guild_id == bindparam("of_guild"),
    appeals.c.user_id == bindparam("of_user"),
    appeals.c.state == _OPEN,
)
_ALL_OPEN = select(appeals).where(appeals.c.state == _OPEN)
#: Without a card nobody can decide, and what is over has to be told.
_UNFINISHED = (
    select(appeals)
    .where(
        appeals.c.told_at.is_(None),
        or_(appeals.c.state != _OPEN, appeals.c.card_message_id.is_(None)),
    )
    .order_by(appeals.c.at)
)
_LAPSED = _ALL_OPEN.where(appeals.c.at <= bindparam("until")).order_by(appeals.c.at)
_POSTED = (
    update(appeals)
    .where(appeals.c.id == bindparam("of_appeal"))
    .values(card_channel_id=bindparam("channel"), card_message_id=bindparam("message"))
)
_CLOSE = (
    update(appeals)
    .where(appeals.c.id == bindparam("of_appeal"), appeals.c.state == _OPEN)
    .values(
        state=bindparam("new_state"),
        decided_by=bindparam("by"),
        decided_at=bindparam("when"),
        reason=bindparam("why"),
        job_id=bindparam("job"),
    )
)
_TOLD = (
    update(appeals)
    .where(appeals.c.id == bindparam("of_appeal"), appeals.c.state != _OPEN)
    .values(told_at=bindparam("when"), document=bindparam("emptied"))
)
_DROP = delete(appeals).where(appeals.c.id == bindparam("of_appeal"))
_DROP_OF = delete(appeals).where(appeals.c.user_id == bindparam("of_user"))
_DROP_OLD = delete(appeals).where(appeals.c.told_at <= bindparam("until"))


class Appeals:
    """The only place that reads and writes `appeals`."""

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock

    async def open(self, appeal: Appeal) -> None:
        """Store a new one.

        Raises:
            AppealRefused: it was asked before, or the member has as many open as one may have.
        """
        async with self._database.write() as tx:
            if await _load(tx, _ONE, {"of_appeal": appeal.id}):
                raise AppealRefused(AppealFault.ASKED_ALREADY)
            whose = {"of_guild": appeal.guild_id, "of_user": appeal.user_id}
            others = [each for each in await _load(tx, _OPEN_OF, whose) if not self._is_over(each)]
            if any(_same_wish(each, appeal) for each in others):
                raise AppealRefused(AppealFault.ASKED_ALREADY)
            if len(others) >= MOST_OPEN:
                raise AppealRefused(AppealFault.TOO_MANY)
            await tx.execute(_INSERT, _row(appeal))

    async def get(self, appeal_id: str) -> Appeal | None:
        """One of them."""
        return next(iter(await self._read(_ONE, {"of_appeal": appeal_id})), None)

    async def posted(self, appeal_id: str, *, channel_id: int, message_id: int) -> None:
        """Remember where its card is."""
        values = {"of_appeal": appeal_id, "channel": channel_id, "message": message_id}
        async with self._database.write() as tx:
            await tx.execute(_POSTED, values)

    async def drop(self, appeal_id: str) -> None:
        """Take it back: nobody was told of it."""
        async with self._database.write() as tx:
            await tx.execute(_DROP, {"of_appeal": appeal_id})

    async def close(
        self,
        tx: Tx,
        appeal: Appeal,
        state: AppealState,
        *,
        by: int,
        reason: str = "",
        job_id: str | None = None,
    ) -> bool:
        """Decide an open one, as part of a transaction; whether it was open. 0 decided: nobody did."""
        now_ms = self._clock.wall_ms()
        values = {
            "of_appeal": appeal.id,
            "new_state": state.value,
            "by": by or None,
            "when": now_ms,
            "why": reason,
            "job": job_id,
        }
        if (await tx.execute(_CLOSE, values)).rowcount != 1:
            return False
        if by:
            await self._changes.record(tx, [_change(appeal, state, by=by, at=now_ms)])
        return True

    async def decide(self, appeal: Appeal, state: AppealState, *, by: int, reason: str = "") -> bool:
        """The same in a transaction of its own."""
        async with self._database.write() as tx:
            return await self.close(tx, appeal, state, by=by, reason=reason)

    async def told(self, appeal_id: str) -> None:
        """All who are concerned know what became of it: forget what was asked, and what is long over."""
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            await tx.execute(_TOLD, {"of_appeal": appeal_id, "when": now_ms, "emptied": {}})
            await tx.execute(_DROP_OLD, {"until": now_ms - _KEPT_MS})

    async def unfinished(self) -> list[Appeal]:
        """Those an earlier process left without a card, or without telling what became of them."""
        return await self._read(_UNFINISHED, {})

    async def lapsed(self) -> list[Appeal]:
        """Those nobody decided in time, the oldest first."""
        return await self._read(_LAPSED, {"until": self._clock.wall_ms() - LIFE_MS})

    async def references(self) -> set[str]:
        """The reference pictures of open ones."""
        pleas = [each.plea for each in await self._read(_ALL_OPEN, {})]
        return {name for plea in pleas if plea for name in plea.request.references}

    async def forget_of(self, user_id: int) -> None:
        """Drop all of a person's."""
        async with self._database.write() as tx:
            await tx.execute(_DROP_OF, {"of_user": user_id})

    def _is_over(self, appeal: Appeal) -> bool:
        return appeal.is_lapsed(self._clock.wall_ms())

    async def _read(self, statement: Select[Any], values: dict[str, Any]) -> list[Appeal]:
        async with self._database.read() as tx:
            return await _load(tx, statement, values)


async def _load(tx: Tx, statement: Select[Any], values: dict[str, Any]) -> list[Appeal]:
    return [_appeal(row) for row in (await tx.execute(statement, values)).mappings()]


def _same_wish(one: Appeal, other: Appeal) -> bool:
    return one.plea is not None and other.plea is not None and one.plea.request == other.plea.request


def _row(appeal: Appeal) -> dict[str, Any]:
    document = to_document(appeal.plea) if appeal.plea else {}
    return {
        "id": appeal.id,
        "guild_id": appeal.guild_id,
        "user_id": appeal.user_id,
        "at": appeal.at,
        "document": document,
        "state": appeal.state.value,
    }


def _appeal(row: Mapping[Any, Any]) -> Appeal:
    names = ("id", "guild_id", "user_id", "at", "card_channel_id", "card_message_id")
    decided = ("decided_by", "decided_at", "job_id")
    return Appeal(
        **{name: row[name] for name in (*names, *decided)},
        plea=from_document(row["document"]),
        state=AppealState(row["state"]),
        reason=row["reason"] or "",
    )


def _change(appeal: Appeal, state: AppealState, *, by: int, at: int) -> Change:
    return Change(
        guild_id=appeal.guild_id,
        at=at,
        by_user_id=by,
        area="quota",
        subject=f"member:{appeal.user_id}",
        key=f"appeal:{appeal.id}",
        before=AppealState.OPEN.value,
        after=state.value,
    )
