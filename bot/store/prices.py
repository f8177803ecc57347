"""What guilds charge instead of the catalogue's prices: read from memory, changed with an audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import PriceChanged
from bot.domain.price import PricedKind, PriceList
from bot.domain.quota import MOST
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.deciding import UNSEEN, Beside, Unseen, nothing_beside
from bot.store.kept import Kept
from bot.store.schema import guild_prices

#: How the audit knows a price.
AREA, KEY = "price", "credits"

_COLUMNS = ("guild_id", "model", "resolution", "quality")
_OF_GUILD = select(guild_prices).where(guild_prices.c.guild_id == bindparam("of_guild"))
_NEW = postgresql.insert(guild_prices)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(index_elements=list(_COLUMNS), set_={"credits": _NEW.excluded.credits})
_REMOVE = delete(guild_prices).where(*(guild_prices.c[name] == bindparam(f"of_{name}") for name in _COLUMNS))
_NONE = PriceList()


class Prices:
    """The only place that reads and writes `guild_prices`."""

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        self._kept: Kept[int, PriceList] = Kept(self._load)

    async def of(self, guild_id: int | None) -> PriceList:
        """What a guild decided; nothing outside guilds."""
        return _NONE if guild_id is None else await self._kept.get(guild_id)

    async def set(
        self,
        guild_id: int,
        kind: PricedKind,
        credits_each: int | None,
        *,
        by: int,
        seen: int | Literal[Unseen.UNSEEN] | None = UNSEEN,
        beside: Beside = nothing_beside,
    ) -> int | None:
        """Charge so much for a picture of that kind, from now on; `None` decides nothing any more.

        `seen` is the decision that was looked at. The number of the change; `None` if it changed nothing.

        Raises:
            PriceChanged: somebody else changed it meanwhile; nothing was written.
            ValueError: no such amount.
        """
        if credits_each is not None and not 0 <= credits_each <= MOST:
            raise ValueError(f"no price from 0 to {MOST}")
        key = {"guild_id": guild_id, **asdict(kind)}
        async with self._database.write() as tx:
            before = await _read(tx, guild_id)
            was = before.decided.get(kind)
            if seen is not UNSEEN and seen != was:
                raise PriceChanged(was)
            if credits_each is None:
                await tx.execute(_REMOVE, {f"of_{name}": value for name, value in key.items()})
            else:
                await tx.execute(_SET, key | {"credits": credits_each})
            change_id = None
            if was != credits_each:
                change = self._change(guild_id, kind, was, credits_each, by)
                change_id = await self._changes.record_one(tx, change)
            await beside(tx)
        others = {each: price for each, price in before.decided.items() if each != kind}
        mine = {} if credits_each is None else {kind: credits_each}
        self._kept.put(guild_id, PriceList({**others, **mine}))
        return change_id

    async def read_in(self, tx: Tx, guild_id: int) -> Mapping[PricedKind, int]:
        """What a guild decided, as a transaction sees it."""
        return (await _read(tx, guild_id)).decided

    async def replace_in(self, tx: Tx, guild_id: int, wanted: Mapping[PricedKind, int], *, by: int) -> None:
        """Have these prices and no others, as part of a transaction. Call `forget` once it is committed."""
        before = await self.read_in(tx, guild_id)
        for kind in before.keys() | wanted.keys():
            was, price = before.get(kind), wanted.get(kind)
            if was == price:
                continue
            key = {"guild_id": guild_id, **asdict(kind)}
            if price is None:
                await tx.execute(_REMOVE, {f"of_{name}": value for name, value in key.items()})
            else:
                await tx.execute(_SET, key | {"credits": price})
            await self._changes.record(tx, [self._change(guild_id, kind, was, price, by)])

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        self._kept.clear()

    async def _load(self, guild_id: int) -> PriceList:
        async with self._database.read() as tx:
            return await _read(tx, guild_id)

    def _change(
        self, guild_id: int, kind: PricedKind, before: int | None, after: int | None, by: int
    ) -> Change:
        return Change(
            guild_id=guild_id,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area=AREA,
            subject=subject_of(kind),
            key=KEY,
            before=before,
            after=after,
        )


def subject_of(kind: PricedKind) -> str:
    """What a price is for, as the audit has it."""
    return ":".join((kind.model, kind.resolution, kind.quality))


def kind_of(subject: str) -> PricedKind:
    """The same, read off the audit. Names of models may hold a colon."""
    return PricedKind(*subject.rsplit(":", 2))


async def _read(tx: Tx, guild_id: int) -> PriceList:
    rows: Any = (await tx.execute(_OF_GUILD, {"of_guild": guild_id})).all()
    return PriceList({PricedKind(row.model, row.resolution, row.quality): row.credits for row in rows})
