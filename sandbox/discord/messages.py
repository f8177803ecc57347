"""Messages and every version each of them has had."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.changes import Changes, Kind
from sandbox.discord.clock import iso

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said from one moment on; `at` in the stand-in's seconds."""

    at: float
    wire: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Message:
    """One message. `only_for` names the single person who sees an ephemeral one."""

    id: str
    channel_id: str
    wire: dict[str, Any]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)  # all attachments, shown or embedded
    only_for: str | None = None
    interaction_id: str | None = None
    pinged: list[str] = field(default_factory=list)
    deleted_at: float | None = None
    versions: list[Version] = field(default_factory=list)

    @property
    def author_id(self) -> str:
        """Whose message it is."""
        return str(self.wire["author"]["id"])

    def view(self) -> dict[str, Any]:
        """The message as the control API shows it, with all its versions."""
        versions = [
            {"at": version.at, "text": visible_text(version.wire), "message": version.wire}
            for version in self.versions
        ]
        return self.brief() | {"versions": versions}

    def brief(self) -> dict[str, Any]:
        """The message as it is now."""
        return {
            "id": self.id,
            "channel_id": self.channel_id,
            "author_id": self.author_id,
            "text": visible_text(self.wire),
            "ephemeral": self.only_for is not None,
            "only_for": self.only_for,
            "loading": bool(self.wire["flags"] & LOADING),
            "deleted": self.deleted_at is not None,
            "interaction_id": self.interaction_id,
            "pinged": self.pinged,
            "files": list(self.files.values()),
            "message": self.wire,
        }


class Messages:
    """All messages of the world, in order of their ids."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._held: dict[str, Message] = {}
        self._by_channel: dict[str, dict[str, Message]] = {}

    def add(self, message: Message, at: float) -> None:
        """Keep a new message and its first version."""
        self._held[message.id] = message
        self._by_channel.setdefault(message.channel_id, {})[message.id] = message
        self._note(message, at)

    def edited(self, message: Message, at: float) -> None:
        """Note that a message has changed."""
        message.wire["edited_timestamp"] = iso(at)
        self._note(message, at)

    def changed(self, message: Message, at: float) -> None:
        """Note what became of a message that nobody edited."""
        self._note(message, at)

    def delete(self, message: Message, at: float) -> None:
        """Mark a message as gone; its versions stay readable for tests."""
        message.deleted_at = at
        self._changes.publish(Kind.DELETED, message)

    def get(self, message_id: str) -> Message | None:
        """A message that still exists."""
        message = self._held.get(message_id)
        return message if message and message.deleted_at is None else None

    def in_channel(self, channel_id: str) -> list[Message]:
        """The channel's messages, oldest first, deleted ones included."""
        return list(self._by_channel.get(channel_id, {}).values())

    def _note(self, message: Message, at: float) -> None:
        message.versions.append(Version(at, deepcopy(message.wire)))
        self._changes.publish(Kind.MESSAGE, message)


def visible_text(wire: dict[str, Any]) -> str:
    """Everything a person reads in a message: content, embeds, component texts and labels, line by line."""
    return "\n".join(line for line in _lines(wire) if line)


def _lines(wire: dict[str, Any]) -> Iterator[str]:
    yield wire.get("content") or ""
    for embed in wire.get("embeds") or ():
        yield from _embed_lines(embed)
    for component in walk(wire.get("components") or ()):
        yield component.get("content") or component.get("label") or component.get("placeholder") or ""


def _embed_lines(embed: dict[str, Any]) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for part in embed.get("fields") or ():
        yield f"{part['name']}: {part['value']}"
    yield (embed.get("footer") or {}).get("text", "")


def walk(components: Any) -> Iterator[dict[str, Any]]:
    """Every component of a tree, parents before children."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        for single in ("accessory", "component"):
            if component.get(single):
                yield from walk([component[single]])
