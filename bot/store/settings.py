"""Decisions of guilds, channels and people: read from memory, changed with an audit, never silently lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import SettingsChanged
from bot.domain.guild import ChannelSettings, GuildSettings, UserSettings
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.documents import S, from_document, to_document
from bot.store.schema import channel_settings, guild_settings, user_settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """Settings, and the version that who changes them must name. Version 0 was never stored."""

    version: int
    settings: T


Channels = Mapping[int, Versioned[ChannelSettings]]

_GUILD = select(guild_settings.c.version, guild_settings.c.document).where(
    guild_settings.c.guild_id == bindparam("of_guild")
)
_CHANNELS = select(
    channel_settings.c.channel_id, channel_settings.c.version, channel_settings.c.document
).where(channel_settings.c.guild_id == bindparam("of_guild"))
_USER = select(user_settings.c.version, user_settings.c.document).where(
    user_settings.c.user_id == bindparam("of_user")
)
_CLOSE_CHANNEL = delete(channel_settings).where(
    channel_settings.c.guild_id == bindparam("of_guild"),
    channel_settings.c.channel_id == bindparam("of_channel"),
)


def _store(table: Table) -> Any:
    new = postgresql.insert(table)
    # Both dialects compile this clause alike.
    return new.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={"version": new.excluded.version, "document": new.excluded.document},
    )


_STORE_GUILD, _STORE_CHANNEL, _STORE_USER = map(_store, (guild_settings, channel_settings, user_settings))


class Settings:
    """The only place that reads and writes `guild_settings`, `channel_settings` and `user_settings`.

    What was read once is kept, since this process is the only writer; `forget` drops it.
    """

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        self._guilds: dict[int, Versioned[GuildSettings]] = {}
        self._channels: dict[int, Channels] = {}
        self._users: dict[int, Versioned[UserSettings]] = {}

    async def guild(self, guild_id: int) -> Versioned[GuildSettings]:
        """What a guild decided."""
        if guild_id not in self._guilds:
            async with self._database.read() as tx:
                self._guilds[guild_id] = await _one(tx, GuildSettings, _GUILD, {"of_guild": guild_id})
        return self._guilds[guild_id]

    async def channels(self, guild_id: int) -> Channels:
        """What it decided for each image channel. Empty: every channel is one."""
        if guild_id not in self._channels:
            async with self._database.read() as tx:
                rows = (await tx.execute(_CHANNELS, {"of_guild": guild_id})).all()
            self._channels[guild_id] = {
                row.channel_id: Versioned(row.version, from_document(ChannelSettings, row.document))
                for row in rows
            }
        return self._channels[guild_id]

    async def user(self, user_id: int) -> Versioned[UserSettings]:
        """What a person decided."""
        if user_id not in self._users:
            async with self._database.read() as tx:
                self._users[user_id] = await _one(tx, UserSettings, _USER, {"of_user": user_id})
        return self._users[user_id]

    async def change_guild(
        self, guild_id: int, changes: Mapping[str, Any], *, by: int, version: int | None = None
    ) -> Versioned[GuildSettings]:
        """Decide some things anew. `version` is the one that was looked at; `None` changes whatever is there.

        Raises:
            SettingsChanged: somebody else changed them meanwhile; nothing was written.
        """
        async with self._database.write() as tx:
            before = await _one(tx, GuildSettings, _GUILD, {"of_guild": guild_id})
            after = _changed(before, changes, version)
            await tx.execute(_STORE_GUILD, {"guild_id": guild_id} | _row(after))
            await self._record(tx, before, after, area="guild", guild_id=guild_id, by=by)
        self._guilds[guild_id] = after
        return after

    async def change_channel(
        self,
        guild_id: int,
        channel_id: int,
        changes: Mapping[str, Any],
        *,
        by: int,
        version: int | None = None,
    ) -> Versioned[ChannelSettings]:
        """The same for one channel, which is an image channel from now on.

        Raises:
            SettingsChanged: somebody else changed them meanwhile; nothing was written.
        """
        place = {"guild_id": guild_id, "channel_id": channel_id}
        async with self._database.write() as tx:
            rows = (await tx.execute(_CHANNELS, {"of_guild": guild_id})).all()
            stored = {row.channel_id: row for row in rows}.get(channel_id)
            before = (
                Versioned(stored.version, from_document(ChannelSettings, stored.document))
                if stored
                else Versioned(0, ChannelSettings())
            )
            after = _changed(before, changes, version)
            await tx.execute(_STORE_CHANNEL, place | _row(after))
            subject = f"channel:{channel_id}"
            if before.version == 0:
                await self._opened(tx, guild_id, subject, by=by, before=None, after=True)
            await self._record(tx, before, after, area="channel", guild_id=guild_id, by=by, subject=subject)
        self._channels.pop(guild_id, None)
        return after

    async def close_channel(self, guild_id: int, channel_id: int, *, by: int) -> bool:
        """Make it an image channel no more. Whether it was one."""
        async with self._database.write() as tx:
            found = await tx.execute(_CLOSE_CHANNEL, {"of_guild": guild_id, "of_channel": channel_id})
            if found.rowcount:
                await self._opened(tx, guild_id, f"channel:{channel_id}", by=by, before=True, after=None)
        self._channels.pop(guild_id, None)
        return bool(found.rowcount)

    async def change_user(self, user_id: int, changes: Mapping[str, Any]) -> Versioned[UserSettings]:
        """Decide some things for oneself. Nobody audits that."""
        async with self._database.write() as tx:
            before = await _one(tx, UserSettings, _USER, {"of_user": user_id})
            after = _changed(before, changes, None)
            await tx.execute(_STORE_USER, {"user_id": user_id} | _row(after))
        self._users[user_id] = after
        return after

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        for kept in (self._guilds, self._channels, self._users):
            kept.clear()

    async def _record(
        self,
        tx: Tx,
        before: Versioned[S],
        after: Versioned[S],
        *,
        area: str,
        guild_id: int,
        by: int,
        subject: str = "",
    ) -> None:
        old, new = to_document(before.settings), to_document(after.settings)
        await self._changes.record(
            tx,
            [
                self._change(guild_id, by, area, subject, key, old.get(key), new.get(key))
                for key in sorted(old.keys() | new.keys())
                if old.get(key) != new.get(key)
            ],
        )

    async def _opened(self, tx: Tx, guild_id: int, subject: str, *, by: int, before: Any, after: Any) -> None:
        await self._changes.record(
            tx, [self._change(guild_id, by, "channel", subject, "open", before, after)]
        )

    def _change(
        self, guild_id: int, by: int, area: str, subject: str, key: str, before: Any, after: Any
    ) -> Change:
        return Change(
            guild_id=guild_id,
            at=self._clock.wall_ms(),
            by_user_id=by,
            area=area,
            subject=subject,
            key=key,
            before=before,
            after=after,
        )


async def _one(tx: Tx, kind: type[S], statement: Any, values: dict[str, int]) -> Versioned[S]:
    row = (await tx.execute(statement, values)).one_or_none()
    return Versioned(row.version, from_document(kind, row.document)) if row else Versioned(0, kind())


def _changed(before: Versioned[S], changes: Mapping[str, Any], version: int | None) -> Versioned[S]:
    if version is not None and version != before.version:
        raise SettingsChanged(version=before.version)
    return Versioned(before.version + 1, replace(before.settings, **changes))


def _row(after: Versioned[S]) -> dict[str, Any]:
    return {"version": after.version, "document": to_document(after.settings)}
