"""What was asked for lately, to see what a filter would have done."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import bindparam, select

from bot.store.database import Database
from bot.store.schema import jobs

_LATEST = (
    select(jobs.c.request["prompt"].as_string().label("prompt"), jobs.c.private)
    .where(jobs.c.guild_id == bindparam("of_guild"), jobs.c.forgotten_at.is_(None))
    .order_by(jobs.c.created_at.desc())
    .limit(bindparam("at_most"))
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt, and whether it is shown to nobody but who asked."""

    prompt: str = field(repr=False)
    private: bool


class Prompts:
    """Reads the prompts in `jobs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, guild_id: int, *, limit: int) -> list[Asked]:
        """A guild's latest, the newest first."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_LATEST, {"of_guild": guild_id, "at_most": limit})).all()
        return [Asked(row.prompt or "", row.private) for row in rows]
