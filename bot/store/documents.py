"""Settings as JSON documents, and back. What differs from the default is written, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from enum import Enum
from typing import Any, TypeVar

from bot.domain.guild import ChannelSettings, GuildSettings, Nsfw, QuietHours, UserSettings

S = TypeVar("S", GuildSettings, ChannelSettings, UserSettings)

#: How values are read that JSON does not know.
_READ: dict[str, Callable[[Any], Any]] = {
    "nsfw": Nsfw,
    "models": tuple,
    "quiet_hours": lambda value: QuietHours(**value) if value else None,
}


def to_document(settings: GuildSettings | ChannelSettings | UserSettings) -> dict[str, Any]:
    """What was decided, by name."""
    usual = asdict(type(settings)())
    return {
        name: plain(value) for name, value in asdict(settings).items() if plain(value) != plain(usual[name])
    }


def from_document(kind: type[S], document: Mapping[str, Any]) -> S:
    """The settings of a document. What another version wrote and this one does not know is passed over."""
    known = {each.name for each in fields(kind)}
    return kind(
        **{name: _READ.get(name, _as_it_is)(value) for name, value in document.items() if name in known}
    )


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _as_it_is(value: Any) -> Any:
    return value
