"""Ways to ask that people keep under names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import MOST, Preset, key_of, require_sense
from bot.store.database import Database
from bot.store.schema import presets

_NEW = postgresql.insert(presets)
# Both dialects compile this clause alike.
_SAVE = _NEW.on_conflict_do_update(
    index_elements=["user_id", "key"],
    set_={name: _NEW.excluded[name] for name in ("name", "document", "at")},
)
_OF_USER = presets.c.user_id == bindparam("of_user")
_ONE = (_OF_USER, presets.c.key == bindparam("of_key"))
_GET = select(presets.c.name, presets.c.document).where(*_ONE)
_ALL = select(presets.c.name, presets.c.document).where(_OF_USER).order_by(presets.c.key)
_OTHERS = select(func.count()).select_from(presets).where(_OF_USER, presets.c.key != bindparam("of_key"))
_DROP = delete(presets).where(*_ONE)


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

    async def delete(self, user_id: int, name: str) -> Preset:
        """Delete one, and tell what it was.

        Raises:
            PresetRefused: this person has none of that name.
        """
        whose = {"of_user": user_id, "of_key": key_of(name)}
        async with self._database.write() as tx:
            found = _known((await tx.execute(_GET, whose)).one_or_none(), name)
            await tx.execute(_DROP, whose)
        return found


def _known(row: Any, name: str) -> Preset:
    if row is None:
        raise PresetRefused(PresetFault.UNKNOWN, name)
    return _preset(row)


def _preset(row: Any) -> Preset:
    return Preset(name=row.name, text=row.document["text"], wishes=row.document["wishes"])
