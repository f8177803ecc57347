"""What the operator decided for the whole bot: kept in memory, and read anew when another process wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.operator import Budget, Rules
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.schema import operator_alerts, operator_settings

_PAUSED, _MAINTENANCE, _ALLOWED_ONLY = "paused", "maintenance", "allowed_only"
_MODEL_OFF, _BUDGET = "model_off:", "budget:"
#: When the nightly work was last done.
_NIGHT = "night"
#: Counts what was decided, so that a process that did not decide it sees that something was.
_GENERATION = "generation"

_ALL = select(operator_settings.c.key, operator_settings.c.value)
_ONE = select(operator_settings.c.value).where(operator_settings.c.key == bindparam("of_key"))
_NEW = postgresql.insert(operator_settings)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(
    index_elements=["key"], set_={"value": _NEW.excluded.value, "at": _NEW.excluded.at}
)
_CLEAR = delete(operator_settings).where(operator_settings.c.key == bindparam("of_key"))
_FORGET_MARKS = delete(operator_alerts).where(
    operator_alerts.c.gateway == bindparam("of_gateway"), operator_alerts.c.code.startswith(_BUDGET)
)


class Operator:
    """The only place that reads and writes `operator_settings`.

    Until `load` nothing is decided. `by` is a Discord id, or 0 for the operator at the terminal.
    """

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        self._generation: Any = None
        #: What is in force.
        self.rules = Rules()

    async def load(self) -> None:
        """Read what is in force."""
        async with self._database.read() as tx:
            found = await _read(tx)
        self._generation = found.get(_GENERATION)
        self._take_over(found)

    async def has_changed(self) -> bool:
        """Whether something was decided since `load`, here or by another process."""
        async with self._database.read() as tx:
            found = (await tx.execute(_ONE, {"of_key": _GENERATION})).scalar_one_or_none()
        return bool(found != self._generation)

    async def pause(self, message: str, *, by: int) -> None:
        """Take nothing from now on, and tell members this; "" gives no reason."""
        await self._decide({_PAUSED: message}, by=by)

    async def begin_maintenance(self, *, by: int) -> None:
        """Take nothing from now on, and let what runs end."""
        await self._decide({_MAINTENANCE: True}, by=by)

    async def resume(self, *, by: int) -> None:
        """Take requests again, after a pause and after maintenance."""
        await self._decide({_PAUSED: None, _MAINTENANCE: None}, by=by)

    async def serve_allowed_only(self, only: bool, *, by: int) -> None:
        """Serve every guild that is not blocked, or only those that were let in."""
        await self._decide({_ALLOWED_ONLY: True if only else None}, by=by)

    async def offer(self, model: str, offered: bool, *, by: int) -> None:
        """Put a model on the list, or take it off."""
        await self._decide({_MODEL_OFF + model: None if offered else True}, by=by)

    async def set_budget(self, gateway: str, budget: Budget | None, *, by: int) -> None:
        """Limit what a gateway may cost; `None` is no limit. What was told of the old one is forgotten."""
        value = asdict(budget) if budget is not None and any(budget.limits()) else None
        await self._decide({_BUDGET + gateway: value}, by=by, forget_marks_of=gateway)

    async def last_night(self) -> int | None:
        """Epoch ms when the nightly work was last done."""
        async with self._database.read() as tx:
            found = (await tx.execute(_ONE, {"of_key": _NIGHT})).scalar_one_or_none()
        return None if found is None else int(found)

    async def note_night(self, at: int) -> None:
        """The nightly work is done."""
        async with self._database.write() as tx:
            await tx.execute(_SET, self._row(_NIGHT, at))

    async def announce(self, tx: Tx) -> None:
        """Have other processes read everything anew: something was written that they keep in memory."""
        generation = (await tx.execute(_ONE, {"of_key": _GENERATION})).scalar_one_or_none()
        await tx.execute(_SET, self._row(_GENERATION, (generation or 0) + 1))

    async def _decide(
        self, decided: Mapping[str, Any], *, by: int, forget_marks_of: str | None = None
    ) -> None:
        """Store what was decided (`None`: nothing any more), with an audit of what that changed."""
        async with self._database.write() as tx:
            before = await _read(tx)
            changed = {key: value for key, value in decided.items() if before.get(key) != value}
            for key, value in changed.items():
                if value is None:
                    await tx.execute(_CLEAR, {"of_key": key})
                else:
                    await tx.execute(_SET, self._row(key, value))
            audit = [self._change(key, before, changed, by) for key in sorted(changed)]
            await self._changes.record(tx, audit)
            if forget_marks_of is not None:
                await tx.execute(_FORGET_MARKS, {"of_gateway": forget_marks_of})
            await self.announce(tx)
            after = await _read(tx)
        self._take_over(after)

    def _take_over(self, found: Mapping[str, Any]) -> None:
        self.rules = Rules(
            paused=found.get(_PAUSED),
            maintenance=found.get(_MAINTENANCE, False),
            allowed_only=found.get(_ALLOWED_ONLY, False),
            models_off=frozenset(_under(_MODEL_OFF, found)),
            budgets=MappingProxyType(
                {gateway: Budget(**value) for gateway, value in _under(_BUDGET, found).items()}
            ),
        )

    def _row(self, key: str, value: Any) -> dict[str, Any]:
        return {"key": key, "value": value, "at": self._clock.wall_ms()}

    def _change(self, key: str, before: Mapping[str, Any], after: Mapping[str, Any], by: int) -> Change:
        return Change(
            guild_id=0,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area="operator",
            subject="",
            key=key,
            before=before.get(key),
            after=after[key],
        )


async def _read(tx: Tx) -> dict[str, Any]:
    return {row.key: row.value for row in await tx.execute(_ALL)}


def _under(prefix: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored under keys that begin so, by the rest of the key."""
    return {key.removeprefix(prefix): value for key, value in found.items() if key.startswith(prefix)}
