"""What differs between two settings, as the audit has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Generic, TypeVar

from bot.domain.guild import ChannelSettings, GuildSettings
from bot.store.changes import Change
from bot.store.documents import plain

T = TypeVar("T")
#: The key under which it is noted that a channel became an image channel, or ceased to be one.
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Versioned(Generic[T]):
    """Settings, and the version that who changes them must name. Version 0 was never stored."""

    version: int
    settings: T


def channel_subject(channel_id: int) -> str:
    """How the audit names a channel."""
    return f"channel:{channel_id}"


def guild_changes(
    before: Versioned[GuildSettings], after: Versioned[GuildSettings], *, guild_id: int, by: int, at: int
) -> list[Change]:
    """What was decided anew for a guild."""
    about = _blank(guild_id, by=by, at=at, area="guild", subject="", version=after.version)
    return list(_differences(before.settings, after.settings, about))


def channel_changes(
    before: Versioned[ChannelSettings] | None,
    after: Versioned[ChannelSettings] | None,
    *,
    guild_id: int,
    channel_id: int,
    by: int,
    at: int,
) -> list[Change]:
    """What was decided anew for a channel; `None` is no image channel."""
    version = after.version if after else (before.version if before else 0) + 1
    subject = channel_subject(channel_id)
    about = _blank(guild_id, by=by, at=at, area="channel", subject=subject, version=version)
    found = []
    if (before is None) != (after is None):
        opened = True if after else None
        found.append(replace(about, key=OPEN, before=None if opened else True, after=opened))
    if after is not None:
        found += _differences(before.settings if before else ChannelSettings(), after.settings, about)
    return found


def _blank(guild_id: int, *, by: int, at: int, area: str, subject: str, version: int) -> Change:
    return Change(
        guild_id=guild_id,
        at=at,
        by_user_id=by,
        area=area,
        subject=subject,
        key="",
        before=None,
        after=None,
        version=version,
    )


def _differences(
    before: GuildSettings | ChannelSettings, after: GuildSettings | ChannelSettings, about: Change
) -> Iterator[Change]:
    old, new = asdict(before), asdict(after)
    for key in sorted(new):
        if old[key] != new[key]:
            yield replace(about, key=key, before=plain(old[key]), after=plain(new[key]))
