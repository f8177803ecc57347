"""Deciding about a channel or a guild while somebody else does: both count, unless it is about the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from bot.domain.errors import SettingsChanged
from bot.domain.guild import ChannelSettings, GuildSettings
from bot.store.changes import Change
from bot.store.decided import OPEN, Versioned, channel_subject
from bot.store.documents import from_document
from bot.store.stores import Store

T = TypeVar("T")
#: Changes some things, given the version that must be there still.
_Attempt = Callable[[int | None], Awaitable[Versioned[T]]]
#: What happened since a version.
_Since = Callable[[int], Awaitable[list[Change]]]


@dataclass(frozen=True, slots=True)
class Decided(Generic[T]):
    """What came of it."""

    #: As it is now; `None` if nothing was decided, because others decided about the same.
    now: Versioned[T] | None
    #: What others decided since it was looked at.
    meanwhile: tuple[Change, ...] = ()


async def decide_channel(
    store: Store, guild_id: int, channel_id: int, changes: Mapping[str, Any], *, by: int, seen: int | None
) -> Decided[ChannelSettings]:
    """Change a channel's settings. `seen` is the version that was looked at; `None` is none.

    Raises:
        StoreError: nothing was written.
    """

    async def attempt(version: int | None) -> Versioned[ChannelSettings]:
        return await store.settings.change_channel(guild_id, channel_id, changes, by=by, version=version)

    async def since(version: int) -> list[Change]:
        subject = channel_subject(channel_id)
        return await store.changes.since(guild_id, area="channel", subject=subject, version=version)

    return await _decide(attempt, since, set(changes), by=by, seen=seen)


async def close_channel(
    store: Store, guild_id: int, channel_id: int, *, by: int, seen: int | None
) -> Decided[ChannelSettings]:
    """Make a channel an image channel no more, unless others changed it since that version.

    As it is now is `None` once it is closed.

    Raises:
        StoreError: nothing was written.
    """
    version = seen
    while True:
        try:
            await store.settings.close_channel(guild_id, channel_id, by=by, version=version)
        except SettingsChanged as changed:
            version, subject = changed.version, channel_subject(channel_id)
            since = await store.changes.since(guild_id, area="channel", subject=subject, version=seen or 0)
            others = tuple(change for change in since if change.by_user_id != by)
            now = (await store.settings.channels(guild_id)).get(channel_id)
            if others and now is not None:
                return Decided(now, others)
        else:
            return Decided(None)


async def changes_of(
    store: Store, guild_id: int, channel_id: int, written: Mapping[str, Any], *, seen: int
) -> dict[str, Any]:
    """What of this differs from the settings as they were in the version that was looked at."""
    now = (await store.settings.channels(guild_id)).get(channel_id)
    then = asdict(now.settings if now else ChannelSettings())
    subject = channel_subject(channel_id)
    since = await store.changes.since(guild_id, area="channel", subject=subject, version=seen)
    for change in reversed(since):
        if change.key != OPEN:
            then[change.key] = change.before
    shown = from_document(ChannelSettings, then)
    return {key: value for key, value in written.items() if value != getattr(shown, key)}


async def decide_guild(
    store: Store, guild_id: int, changes: Mapping[str, Any], *, by: int, seen: int | None
) -> Decided[GuildSettings]:
    """The same for a guild's settings.

    Raises:
        StoreError: nothing was written.
    """

    async def attempt(version: int | None) -> Versioned[GuildSettings]:
        return await store.settings.change_guild(guild_id, changes, by=by, version=version)

    async def since(version: int) -> list[Change]:
        return await store.changes.since(guild_id, area="guild", version=version)

    return await _decide(attempt, since, set(changes), by=by, seen=seen)


async def _decide(
    attempt: _Attempt[T], since: _Since, keys: set[str], *, by: int, seen: int | None
) -> Decided[T]:
    version = seen
    meanwhile: tuple[Change, ...] = ()
    while True:
        try:
            return Decided(await attempt(version), meanwhile)
        except SettingsChanged as changed:
            happened = await since(seen or 0)
            meanwhile = tuple(change for change in happened if change.by_user_id != by)
            if _is_gone(happened) or any(change.key in keys for change in meanwhile):
                return Decided(None, meanwhile)
            version = changed.version


def _is_gone(happened: Iterable[Change]) -> bool:
    """Whether the channel is no image channel any more."""
    last = [change.after for change in happened if change.key == OPEN][-1:]
    return last == [None]
