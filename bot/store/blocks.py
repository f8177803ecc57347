"""People who may not ask for pictures in a guild."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import BlockFault, BlockRefused, UndoRefused
from bot.domain.safety import Action, Block, ModAction
from bot.store.database import Database, Tx
from bot.store.deciding import Beside, nothing_beside
from bot.store.kept import Kept
from bot.store.modlog import ModLog
from bot.store.schema import blocks

_OF_GUILD = select(blocks).where(blocks.c.guild_id == bindparam("of_guild")).order_by(blocks.c.at.desc())
_ONE = _OF_GUILD.where(blocks.c.user_id == bindparam("of_user"))
_NEW = postgresql.insert(blocks)
# Both dialects compile this clause alike.
_PUT = _NEW.on_conflict_do_update(
    index_elements=["guild_id", "user_id"],
    set_={name: _NEW.excluded[name] for name in ("until", "reason", "by_user_id", "at")},
)
_DELETE = delete(blocks).where(
    blocks.c.guild_id == bindparam("of_guild"), blocks.c.user_id == bindparam("of_user")
)


class Blocks:
    """The only place that reads and writes `blocks`. A guild's are kept in memory once they were read."""

    def __init__(self, database: Database, *, modlog: ModLog, clock: Clock) -> None:
        self._database = database
        self._modlog = modlog
        self._clock = clock
        self._kept: Kept[int, Mapping[int, Block]] = Kept(self._load)

    async def of(self, guild_id: int, user_id: int) -> Block | None:
        """The block that holds for a person now."""
        block = (await self._kept.get(guild_id)).get(user_id)
        return block if block is not None and block.lasts(self._clock.wall_ms()) else None

    async def lasting(self, guild_id: int) -> list[Block]:
        """Every block that holds now, the latest first."""
        now_ms = self._clock.wall_ms()
        return [block for block in (await self._kept.get(guild_id)).values() if block.lasts(now_ms)]

    async def block(self, block: Block, *, beside: Beside = nothing_beside) -> ModAction:
        """Block a person from now on, instead of any block there is."""
        async with self._database.write() as tx:
            await beside(tx)
            action = await self.put(tx, block, Action.BLOCK, by=block.by_user_id)
        self._kept.drop(block.guild_id)
        return action

    async def unblock(self, guild_id: int, user_id: int, *, by: int, reason: str) -> ModAction:
        """Let a person ask again.

        Raises:
            BlockRefused: there is no block that holds.
        """
        now_ms = self._clock.wall_ms()
        async with self._database.write() as tx:
            block = await self.one(tx, guild_id, user_id)
            if block is None or not block.lasts(now_ms):
                raise BlockRefused(BlockFault.NOT_BLOCKED, str(user_id))
            await tx.execute(_DELETE, _who(guild_id, user_id))
            action = await self._modlog.add(
                tx,
                Action.UNBLOCK,
                guild_id=guild_id,
                at=now_ms,
                by=by,
                user_id=user_id,
                reason=reason,
                undo={"block": asdict(block)},
            )
        self._kept.drop(guild_id)
        return action

    async def put(
        self,
        tx: Tx,
        block: Block,
        action: Action,
        *,
        by: int | None,
        job_id: str | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> ModAction:
        """Block, as part of a transaction; `more` is kept for undoing it. Call `forget` afterwards."""
        before = await self.one(tx, block.guild_id, block.user_id)
        if before is not None and not before.lasts(block.at):
            before = None
        await tx.execute(_PUT, asdict(block))
        undo = {"block": asdict(before) if before else None, "until": block.until, **(more or {})}
        return await self._modlog.add(
            tx,
            action,
            guild_id=block.guild_id,
            at=block.at,
            by=by,
            user_id=block.user_id,
            job_id=job_id,
            reason=block.reason,
            undo=undo,
        )

    async def take_back(self, tx: Tx, action: ModAction) -> None:
        """Undo a block or the end of one, as part of a transaction. Call `forget` once it is committed.

        Raises:
            UndoRefused: moderators have decided anew since.
        """
        guild_id, user_id = action.guild_id, action.user_id or 0
        now = await self.one(tx, guild_id, user_id)
        lifts = action.action is not Action.UNBLOCK
        if now is not None and now.lasts(self._clock.wall_ms()) and not (lifts and now.at == action.at):
            raise UndoRefused
        await tx.execute(_DELETE, _who(guild_id, user_id))
        before = (action.undo or {}).get("block")
        if before is not None:
            await tx.execute(_PUT, before)

    async def one(self, tx: Tx, guild_id: int, user_id: int) -> Block | None:
        """The last block of a person, whether or not it holds, as a transaction sees it."""
        found = await tx.execute(_ONE, _who(guild_id, user_id))
        return next((Block(**row) for row in found.mappings()), None)

    def forget(self, guild_id: int | None = None) -> None:
        """Drop what is kept, of one guild or of all: something else wrote to the database."""
        if guild_id is None:
            self._kept.clear()
        else:
            self._kept.drop(guild_id)

    async def _load(self, guild_id: int) -> Mapping[int, Block]:
        async with self._database.read() as tx:
            rows = (await tx.execute(_OF_GUILD, {"of_guild": guild_id})).mappings()
            return {row["user_id"]: Block(**row) for row in rows}


def _who(guild_id: int, user_id: int) -> dict[str, int]:
    return {"of_guild": guild_id, "of_user": user_id}
