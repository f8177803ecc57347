"""Ways to ask that people keep under names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import MOST, Preset, key_of, require_sense
from bot.store.database import Database
from bot.store.schema import presets

#: Milliseconds in which a deleted one can be brought back.
_LIFE = 86_400_000

_NEW = postgresql.insert(presets)
# Both dialects compile this clause alike.
_SAVE = _NEW.on_conflict_do_update(
    index_elements=["user_id", "key"],
    set_={name: _NEW.excluded[name] for name in ("name", "document", "at", "deleted_at")},
)
_OF_USER = presets.c.user_id == bindparam("of_user")
_ONE = (_OF_USER, presets.c.key == bindparam("of_key"))
_IS_THERE = presets.c.deleted_at.is_(None)
_COLUMNS = (presets.c.name, presets.c.document)
_GET = select(*_COLUMNS).where(*_ONE, _IS_THERE)
_ALL = select(*_COLUMNS).where(_OF_USER, _IS_THERE).order_by(presets.c.key)
_EVER = select(*_COLUMNS, presets.c.deleted_at).where(_OF_USER)
_OTHERS = (
    select(func.count()).select_from(presets).where(_OF_USER, _IS_THERE, presets.c.key != bindparam("of_key"))
)
_MARK = update(presets).where(*_ONE).values(deleted_at=bindparam("moment"))
_FORGET = delete(presets).where(presets.c.deleted_at <= bindparam("until"))


@dataclass(frozen=True, slots=True)
class Deleted:
    """A preset that can be brought back for a while."""

    preset: Preset
    #: Epoch ms.
    at: int


class Presets:
    """The only place that reads and writes `presets`, but for what is deleted with a person."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save(self, user_id: int, preset: Preset) -> bool:
        """Keep one, in the place of the one of that name. Whether there was one.

        Raises:
            PresetRefused: it makes no sense, or there are as many as one may have.
        """
        require_sense(preset)
        whose = {"of_user": user_id, "of_key": preset.key}
        row = {
            "user_id": user_id,
            "key": preset.key,
            "name": preset.name,
            "document": {"text": preset.text, "wishes": dict(preset.wishes)},
            "at": self._clock.wall_ms(),
            "deleted_at": None,
        }
        async with self._database.write() as tx:
            if (await tx.execute(_OTHERS, whose)).scalar_one() >= MOST:
                raise PresetRefused(PresetFault.TOO_MANY, preset.name)
            replaced = (await tx.execute(_GET, whose)).one_or_none() is not None
            await tx.execute(_SAVE, row)
        return replaced

    async def of(self, user_id: int) -> Sequence[Preset]:
        """All of a person's, by name."""
        async with self._database.read() as tx:
            return [_preset(row) for row in await tx.execute(_ALL, {"of_user": user_id})]

    async def get(self, user_id: int, name: str) -> Preset:
        """The one of that name.

        Raises:
            PresetRefused: this person has none.
        """
        async with self._database.read() as tx:
            row = (await tx.execute(_GET, {"of_user": user_id, "of_key": key_of(name)})).one_or_none()
        return _known(row, name)

    async def delete(self, user_id: int, name: str) -> Deleted:
        """Delete one, and tell what it was.

        Raises:
            PresetRefused: this person has none of that name.
        """
        whose = {"of_user": user_id, "of_key": key_of(name)}
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            found = _known((await tx.execute(_GET, whose)).one_or_none(), name)
            await tx.execute(_MARK, whose | {"moment": now_ms})
        return Deleted(found, now_ms)

    async def bring_back(self, user_id: int, mark: str, *, deleted_at: int) -> Preset:
        """Have the one of that mark again that was deleted at that moment.

        Raises:
            PresetRefused: it was too long ago, its name is another's now, or there is no room.
        """
        async with self._database.write() as tx:
            rows = (await tx.execute(_EVER, {"of_user": user_id})).all()
            row = next((each for each in rows if _preset(each).mark == mark), None)
            if row is not None and row.deleted_at is None:
                raise PresetRefused(PresetFault.TAKEN, row.name)
            too_old = deleted_at <= self._clock.wall_ms() - _LIFE
            if row is None or too_old or row.deleted_at != deleted_at:
                raise PresetRefused(PresetFault.FORGOTTEN, "")
            found = _preset(row)
            if sum(each.deleted_at is None for each in rows) >= MOST:
                raise PresetRefused(PresetFault.TOO_MANY, found.name)
            await tx.execute(_MARK, {"of_user": user_id, "of_key": found.key, "moment": None})
        return found

    async def forget_deleted(self) -> None:
        """Drop those that cannot be brought back any more, whoever had them."""
        async with self._database.write() as tx:
            await tx.execute(_FORGET, {"until": self._clock.wall_ms() - _LIFE})


def _known(row: Any, name: str) -> Preset:
    if row is None:
        raise PresetRefused(PresetFault.UNKNOWN, name)
    return _preset(row)


def _preset(row: Any) -> Preset:
    return Preset(name=row.name, text=row.document["text"], wishes=row.document["wishes"])
