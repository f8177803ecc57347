"""Decisions of guilds, channels and people: read from memory, changed with an audit, never silently lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import SettingsChanged
from bot.domain.guild import ChannelSettings, GuildSettings, UserSettings
from bot.domain.keeping import is_nobody
from bot.store.changes import Changes
from bot.store.database import Database, Tx
from bot.store.decided import Versioned, channel_changes, guild_changes
from bot.store.documents import S, from_document, to_document
from bot.store.kept import Kept
from bot.store.schema import channel_settings, guild_settings, user_settings

__all__ = ("Channels", "Settings", "Versioned")

T = TypeVar("T")

Channels = Mapping[int, Versioned[ChannelSettings]]
#: A channel that is none yet.
_CLOSED = Versioned(0, ChannelSettings())

_GUILD = select(guild_settings.c.version, guild_settings.c.document).where(
    guild_settings.c.guild_id == bindparam("of_guild")
)
_CHANNELS = select(
    channel_settings.c.channel_id, channel_settings.c.version, channel_settings.c.document
).where(channel_settings.c.guild_id == bindparam("of_guild"))
_USER = select(user_settings.c.version, user_settings.c.document).where(
    user_settings.c.user_id == bindparam("of_user")
)
_UNLISTED = select(user_settings.c.user_id).where(
    user_settings.c.user_id.in_(bindparam("of_users", expanding=True)),
    user_settings.c.document["unlisted"].as_boolean(),
)
#: People asked after at once; so few that what they decided is read and kept.
_AT_ONCE, _FEW = 500, 64
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
        self._guilds: Kept[int, Versioned[GuildSettings]] = Kept(self._read(self.guild_in))
        self._channels: Kept[int, Channels] = Kept(self._read(self.channels_in))
        self._users: Kept[int, Versioned[UserSettings]] = Kept(self._read(self.user_in))

    async def guild(self, guild_id: int) -> Versioned[GuildSettings]:
        """What a guild decided."""
        return await self._guilds.get(guild_id)

    async def channels(self, guild_id: int) -> Channels:
        """What it decided for each image channel. Empty: every channel is one."""
        return await self._channels.get(guild_id)

    async def user(self, user_id: int) -> Versioned[UserSettings]:
        """What a person decided."""
        return await self._users.get(user_id)

    async def unlisted(self, user_ids: Iterable[int]) -> frozenset[int]:
        """Those of them who want to be in no table and no chart that others see, or are nobody any more."""
        people = set(user_ids)
        found = {user_id for user_id in people if is_nobody(user_id)}
        known = {user_id: self._users.peek(user_id) for user_id in people - found}
        unknown = sorted(user_id for user_id, decided in known.items() if decided is None)
        if len(unknown) <= _FEW:
            known |= {user_id: await self.user(user_id) for user_id in unknown}
        else:
            found |= await self._read_unlisted(unknown)
        return frozenset(
            found | {user for user, decided in known.items() if decided and decided.settings.unlisted}
        )

    async def _read_unlisted(self, user_ids: Sequence[int]) -> set[int]:
        found = set[int]()
        async with self._database.read() as tx:
            for at in range(0, len(user_ids), _AT_ONCE):
                some = {"of_users": user_ids[at : at + _AT_ONCE]}
                found.update((await tx.execute(_UNLISTED, some)).scalars())
        return found

    async def change_guild(
        self, guild_id: int, changes: Mapping[str, Any], *, by: int, version: int | None = None
    ) -> Versioned[GuildSettings]:
        """Decide some things anew. `version` is the one that was looked at; `None` changes whatever is there.

        Raises:
            SettingsChanged: somebody else changed them meanwhile; nothing was written.
        """
        async with self._database.write() as tx:
            before = await self.guild_in(tx, guild_id)
            _require(before, version)
            after = await self.put_guild(tx, guild_id, replace(before.settings, **changes), by=by)
        self.forget(guild_id)
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
        async with self._database.write() as tx:
            before = (await self.channels_in(tx, guild_id)).get(channel_id) or _CLOSED
            _require(before, version)
            settings = replace(before.settings, **changes)
            after = await self.put_channel(tx, guild_id, channel_id, settings, by=by)
        self.forget(guild_id)
        return after or _CLOSED

    async def close_channel(
        self, guild_id: int, channel_id: int, *, by: int, version: int | None = None
    ) -> bool:
        """Make it an image channel no more. Whether it was one. `version` is the one that was looked at.

        Raises:
            SettingsChanged: somebody else changed it meanwhile; nothing was written.
        """
        async with self._database.write() as tx:
            before = (await self.channels_in(tx, guild_id)).get(channel_id)
            if before is None:
                return False
            _require(before, version)
            await self.put_channel(tx, guild_id, channel_id, None, by=by)
        self.forget(guild_id)
        return True

    async def open_and_close(
        self, guild_id: int, *, opened: Iterable[int], closed: Iterable[int], by: int
    ) -> int:
        """Make channels image channels, with settings that say nothing, or no more. How many it changed."""
        async with self._database.write() as tx:
            known = await self.channels_in(tx, guild_id)
            new = [channel for channel in opened if channel not in known]
            old = [channel for channel in closed if channel in known]
            for channel in new:
                await self.put_channel(tx, guild_id, channel, ChannelSettings(), by=by)
            for channel in old:
                await self.put_channel(tx, guild_id, channel, None, by=by)
        self.forget(guild_id)
        return len(new) + len(old)

    async def guild_in(self, tx: Tx, guild_id: int) -> Versioned[GuildSettings]:
        """What a guild decided, as a transaction sees it."""
        return await _one(tx, GuildSettings, _GUILD, {"of_guild": guild_id})

    async def channels_in(self, tx: Tx, guild_id: int) -> Channels:
        """What it decided for each image channel, as a transaction sees it."""
        rows = (await tx.execute(_CHANNELS, {"of_guild": guild_id})).all()
        return {
            row.channel_id: Versioned(row.version, from_document(ChannelSettings, row.document))
            for row in rows
        }

    async def user_in(self, tx: Tx, user_id: int) -> Versioned[UserSettings]:
        """What a person decided, as a transaction sees it."""
        return await _one(tx, UserSettings, _USER, {"of_user": user_id})

    async def put_guild(
        self, tx: Tx, guild_id: int, settings: GuildSettings, *, by: int
    ) -> Versioned[GuildSettings]:
        """Decide everything anew, as part of a transaction. Call `forget` once it is committed."""
        before = await self.guild_in(tx, guild_id)
        after = Versioned(before.version + 1, settings)
        await tx.execute(_STORE_GUILD, {"guild_id": guild_id} | _row(after))
        made = guild_changes(before, after, guild_id=guild_id, by=by, at=self._clock.wall_ms())
        await self._changes.record(tx, made)
        return after

    async def put_channel(
        self, tx: Tx, guild_id: int, channel_id: int, settings: ChannelSettings | None, *, by: int
    ) -> Versioned[ChannelSettings] | None:
        """The same for one channel; `None` makes it an image channel no more."""
        place = {"of_guild": guild_id, "of_channel": channel_id}
        before = (await self.channels_in(tx, guild_id)).get(channel_id)
        after = Versioned((before.version if before else 0) + 1, settings) if settings else None
        if after is None:
            await tx.execute(_CLOSE_CHANNEL, place)
        else:
            row = {"guild_id": guild_id, "channel_id": channel_id} | _row(after)
            await tx.execute(_STORE_CHANNEL, row)
        made = channel_changes(
            before, after, guild_id=guild_id, channel_id=channel_id, by=by, at=self._clock.wall_ms()
        )
        await self._changes.record(tx, made)
        return after

    async def change_user(self, user_id: int, changes: Mapping[str, Any]) -> Versioned[UserSettings]:
        """Decide some things for oneself. Nobody audits that."""
        return await self._change_user(user_id, lambda before: replace(before, **changes))

    async def change_default(self, user_id: int, option: str, value: str | None) -> Versioned[UserSettings]:
        """Decide what an option is when oneself leaves it open; `None` decides nothing."""
        chosen = {} if value is None else {option: value}

        def change(before: UserSettings) -> UserSettings:
            others = {name: kept for name, kept in before.defaults.items() if name != option}
            return replace(before, defaults=others | chosen)

        return await self._change_user(user_id, change)

    async def _change_user(
        self, user_id: int, change: Callable[[UserSettings], UserSettings]
    ) -> Versioned[UserSettings]:
        async with self._database.write() as tx:
            before = await self.user_in(tx, user_id)
            after = Versioned(before.version + 1, change(before.settings))
            await tx.execute(_STORE_USER, {"user_id": user_id} | _row(after))
        self._users.put(user_id, after)
        return after

    def forget(self, guild_id: int | None = None) -> None:
        """Drop what is kept, of one guild or of all: something else wrote to the database."""
        if guild_id is None:
            self._guilds.clear()
            self._channels.clear()
            self._users.clear()
        else:
            self._guilds.drop(guild_id)
            self._channels.drop(guild_id)

    def _read(self, inside: Callable[[Tx, int], Awaitable[T]]) -> Callable[[int], Awaitable[T]]:
        """The same in a transaction of its own."""

        async def read(key: int) -> T:
            async with self._database.read() as tx:
                return await inside(tx, key)

        return read


async def _one(tx: Tx, kind: type[S], statement: Any, values: dict[str, int]) -> Versioned[S]:
    row = (await tx.execute(statement, values)).one_or_none()
    return Versioned(row.version, from_document(kind, row.document)) if row else Versioned(0, kind())


def _require(before: Versioned[S], version: int | None) -> None:
    if version is not None and version != before.version:
        raise SettingsChanged(version=before.version)


def _row(after: Versioned[S]) -> dict[str, Any]:
    return {"version": after.version, "document": to_document(after.settings)}
