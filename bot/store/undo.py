"""Taking back what moderators did, once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.domain.errors import UndoRefused
from bot.domain.safety import Action, ModAction
from bot.store.blocks import Blocks
from bot.store.database import Database, Tx
from bot.store.filters import Filters
from bot.store.grants import Grants
from bot.store.modlog import ModLog
from bot.store.strikes import Strikes


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Undoes any action of the mod-log that can be undone."""

    database: Database
    modlog: ModLog
    filters: Filters
    blocks: Blocks
    strikes: Strikes
    grants: Grants
    clock: Clock

    async def undo(self, action: ModAction, *, by: int) -> ModAction | None:
        """The action as it is afterwards; `None` if somebody took it back before.

        Raises:
            UndoRefused: it cannot be taken back, or moderators have decided anew since.
            FilterRefused: the entry is gone, there already, or one too many.
        """
        if action.undo is None:
            raise UndoRefused
        now_ms = self.clock.wall_ms()
        async with self.database.write() as tx:
            undone = await self.modlog.undone(tx, action, by=by, at=now_ms)
            if undone is None:
                return None
            await self._take_back(tx, action, by=by, at=now_ms)
        self.filters.forget(action.guild_id)
        self.blocks.forget(action.guild_id)
        return undone

    async def _take_back(self, tx: Tx, action: ModAction, *, by: int, at: int) -> None:
        match action.action:
            case Action.BLOCK | Action.AUTO_BLOCK | Action.UNBLOCK:
                await self.blocks.take_back(tx, action)
            case Action.FILTER_ADD | Action.FILTER_REMOVE:
                await self.filters.take_back(tx, action, by=by, at=at)
            case Action.STRIKES_CLEAR:
                await self.strikes.stop_counting(tx, (action.undo or {})["cleared"], at=None)
            case Action.REFUND:
                grant = await self.grants.revoke_in(tx, action.guild_id, (action.undo or {})["grant"], by=by)
                if grant is None or not grant.left(at):
                    raise UndoRefused
            case _:
                raise UndoRefused
