"""What moderators keep about words, people and pictures, by table group."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.store.blocks import Blocks
from bot.store.changes import Changes
from bot.store.database import Database
from bot.store.filters import Filters
from bot.store.grants import Grants
from bot.store.modlog import ModLog
from bot.store.prompts import Prompts
from bot.store.reports import Reports
from bot.store.strikes import Strikes
from bot.store.undo import Undo


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """Filters, blocks, strikes and reports, and the log of what was done about them."""

    modlog: ModLog
    filters: Filters
    blocks: Blocks
    strikes: Strikes
    reports: Reports
    undo: Undo
    prompts: Prompts

    @classmethod
    def over(cls, database: Database, *, changes: Changes, grants: Grants, clock: Clock) -> Safety:
        """All of them over one open database."""
        modlog = ModLog(database)
        filters = Filters(database, modlog=modlog, changes=changes, clock=clock)
        blocks = Blocks(database, modlog=modlog, clock=clock)
        strikes = Strikes(database, modlog=modlog, clock=clock)
        return cls(
            modlog=modlog,
            filters=filters,
            blocks=blocks,
            strikes=strikes,
            reports=Reports(database, clock=clock),
            undo=Undo(
                database=database,
                modlog=modlog,
                filters=filters,
                blocks=blocks,
                strikes=strikes,
                grants=grants,
                clock=clock,
            ),
            prompts=Prompts(database),
        )

    def forget(self, guild_id: int | None = None) -> None:
        """Drop what is kept in memory, of one guild or of all: something else wrote to the database."""
        self.filters.forget(guild_id)
        self.blocks.forget(guild_id)
