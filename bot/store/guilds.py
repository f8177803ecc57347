"""The guilds the bot is in or was in, and whether they were greeted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.store.database import Database, Tx
from bot.store.schema import guilds

_DEFAULT = "default"
_BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One guild. Times are epoch ms."""

    guild_id: int
    name: str
    #: 0: the operator decided about it before the bot was there.
    joined_at: int
    left_at: int | None
    greeted_at: int | None
    #: The operator's word: "default", "allowed" or "blocked".
    access: str


_COLUMNS = tuple(guilds.c[each.name] for each in fields(Stay))
_ONE = select(*_COLUMNS).where(guilds.c.guild_id == bindparam("of_guild"))
_PRESENT = select(*_COLUMNS).where(guilds.c.left_at.is_(None), guilds.c.joined_at > 0)
_NEW = postgresql.insert(guilds)
# Both dialects compile this clause alike.
_COME = _NEW.on_conflict_do_update(
    index_elements=["guild_id"],
    set_={
        "name": _NEW.excluded.name,
        "joined_at": _NEW.excluded.joined_at,
        "left_at": None,
        "greeted_at": None,
    },
)
_RENAME = update(guilds).where(guilds.c.guild_id == bindparam("of_guild")).values(name=bindparam("new_name"))
_LEAVE = (
    update(guilds)
    .where(guilds.c.guild_id == bindparam("of_guild"), guilds.c.left_at.is_(None))
    .values(left_at=bindparam("at"))
)
_GREET = (
    update(guilds)
    .where(
        guilds.c.guild_id == bindparam("of_guild"),
        guilds.c.greeted_at.is_(None),
        guilds.c.left_at.is_(None),
        guilds.c.access != _BLOCKED,
    )
    .values(greeted_at=bindparam("at"))
)
_TAKE_BACK = update(guilds).where(guilds.c.guild_id == bindparam("of_guild")).values(greeted_at=None)


class Guilds:
    """Who came and who left. The operator's word on a guild is written elsewhere."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int) -> Stay | None:
        """What is known of a guild."""
        async with self._database.read() as tx:
            return await _one(tx, guild_id)

    async def joined(self, guild_id: int, name: str) -> Stay:
        """The bot is in this guild: since now, if it was not before. A new stay is greeted anew."""
        async with self._database.write() as tx:
            return await self._joined(tx, guild_id, name)

    async def left(self, guild_id: int) -> None:
        """The bot is in this guild no more."""
        async with self._database.write() as tx:
            await tx.execute(_LEAVE, {"of_guild": guild_id, "at": self._clock.wall_ms()})

    async def reconcile(self, present: Mapping[int, str], *, of_others: Iterable[int] = ()) -> None:
        """Note who came and who left while nobody looked. `of_others` are looked after by another process."""
        async with self._database.write() as tx:
            known = {row.guild_id for row in (await tx.execute(_PRESENT)).all()}
            for guild_id, name in present.items():
                await self._joined(tx, guild_id, name)
            for guild_id in known - present.keys() - set(of_others):
                await tx.execute(_LEAVE, {"of_guild": guild_id, "at": self._clock.wall_ms()})

    async def present(self) -> list[Stay]:
        """Every guild the bot is in, as far as it was noted."""
        async with self._database.read() as tx:
            return [Stay(**row) for row in (await tx.execute(_PRESENT)).mappings()]

    async def begin_greeting(self, guild_id: int) -> bool:
        """Take it on to greet a guild. Whether that is still to be done, once in a stay."""
        async with self._database.write() as tx:
            values = {"of_guild": guild_id, "at": self._clock.wall_ms()}
            return (await tx.execute(_GREET, values)).rowcount == 1

    async def greeting_failed(self, guild_id: int) -> None:
        """It could not be done and may be tried again."""
        async with self._database.write() as tx:
            await tx.execute(_TAKE_BACK, {"of_guild": guild_id})

    async def _joined(self, tx: Tx, guild_id: int, name: str) -> Stay:
        known = await _one(tx, guild_id)
        if known is None or known.left_at is not None or not known.joined_at:
            row = {"guild_id": guild_id, "name": name, "joined_at": self._clock.wall_ms()}
            await tx.execute(_COME, row | {"access": _DEFAULT, "access_reason": ""})
        elif known.name != name:
            await tx.execute(_RENAME, {"of_guild": guild_id, "new_name": name})
        return Stay(**(await tx.execute(_ONE, {"of_guild": guild_id})).mappings().one())


async def _one(tx: Tx, guild_id: int) -> Stay | None:
    row = (await tx.execute(_ONE, {"of_guild": guild_id})).mappings().one_or_none()
    return Stay(**row) if row else None
