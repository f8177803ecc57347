"""The operator's word on guilds: who is let in, who is blocked, and why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.operator import Access, GuildAccess
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.schema import guilds

_DECIDED = select(guilds.c.guild_id, guilds.c.access, guilds.c.access_reason).where(
    guilds.c.access != Access.DEFAULT.value
)
_ONE = select(guilds.c.access, guilds.c.access_reason).where(guilds.c.guild_id == bindparam("of_guild"))
_NEW = postgresql.insert(guilds)
# Both dialects compile this clause alike. A guild may be decided on before the bot is there.
_SET = _NEW.on_conflict_do_update(
    index_elements=["guild_id"],
    set_={"access": _NEW.excluded.access, "access_reason": _NEW.excluded.access_reason},
)

#: Tells other processes, in the transaction that decides.
Announce = Callable[[Tx], Awaitable[None]]


class Accesses:
    """The only place that reads and writes what `guilds` says of access. Kept in memory, after `load`."""

    def __init__(self, database: Database, *, changes: Changes, announce: Announce, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._announce = announce
        self._clock = clock
        self._decided: dict[int, GuildAccess] = {}

    async def load(self) -> None:
        """Read what is in force."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_DECIDED)).all()
        self._decided = {row.guild_id: GuildAccess(Access(row.access), row.access_reason) for row in rows}

    def of(self, guild_id: int) -> GuildAccess:
        """What was decided about a guild."""
        return self._decided.get(guild_id, GuildAccess())

    async def decide(self, guild_id: int, access: GuildAccess, *, by: int) -> None:
        """Let a guild in, block it, or take back what was decided. Noted in the guild's own audit."""
        async with self._database.write() as tx:
            row = (await tx.execute(_ONE, {"of_guild": guild_id})).one_or_none()
            before = GuildAccess(Access(row.access), row.access_reason) if row else GuildAccess()
            await tx.execute(
                _SET,
                {
                    "guild_id": guild_id,
                    "name": "",
                    "joined_at": 0,
                    "access": access.access.value,
                    "access_reason": access.reason,
                },
            )
            await self._changes.record(tx, [self._change(guild_id, before, access, by)])
            await self._announce(tx)
        if access.access is Access.DEFAULT:
            self._decided.pop(guild_id, None)
        else:
            self._decided[guild_id] = access

    def _change(self, guild_id: int, before: GuildAccess, after: GuildAccess, by: int) -> Change:
        return Change(
            guild_id=guild_id,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area="access",
            subject="",
            key=after.access.value,
            before=_told(before),
            after=_told(after),
        )


def _told(access: GuildAccess) -> str | None:
    if access.access is Access.DEFAULT:
        return None
    return f"{access.access.value}: {access.reason}" if access.reason else access.access.value
