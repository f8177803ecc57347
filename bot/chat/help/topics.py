"""What can be asked, in which part, and how it is found."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.chat.picker import Choice, matching
from bot.chat.words.help import MEMBERS, Topic
from bot.chat.words.help_moderators import MODERATORS
from bot.chat.words.help_operators import OPERATORS

_WORD = re.compile(r"[^\W_]+")
_COMMAND = re.compile(r"`/([^`]+)`")


class Part(StrEnum):
    """Whom it is for. Part of the ids of menus: never renamed."""

    MEMBER = "member"
    MODERATOR = "moderator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic where it belongs."""

    #: Unique; the value of a choice, so never renamed.
    key: str
    part: Part
    words: Topic

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands it speaks of, by their English names, without the slash."""
        return commands_in(self.words.answer.sentence)

    def holds(self, word: str) -> bool:
        """Whether it is in the question or one of the commands, in English or as the reader has them."""
        told = (self.words.question(), *self.commands, *commands_in(self.words.answer()))
        return bool(matching([(" ".join(told), self.key)], word))


def commands_in(sentence: str) -> tuple[str, ...]:
    """The commands that a sentence speaks of."""
    return tuple(_COMMAND.findall(sentence))


_TOPICS: Mapping[Part, Mapping[str, Topic]] = {
    Part.MEMBER: MEMBERS,
    Part.MODERATOR: MODERATORS,
    Part.OPERATOR: OPERATORS,
}
#: In the order in which they are offered.
ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {key: Entry(key, part, topic) for part, topics in _TOPICS.items() for key, topic in topics.items()}
)


def entries_of(parts: Collection[Part]) -> tuple[Entry, ...]:
    """What somebody may ask who has these parts."""
    return tuple(entry for entry in ENTRIES.values() if entry.part in parts)


def offered(entries: Sequence[Entry], typed: str) -> list[Choice[str]]:
    """The questions that hold the most of what is typed, of their own or as commands."""
    words = _WORD.findall(typed)
    held = {entry: sum(len(word) for word in words if entry.holds(word)) for entry in entries}
    most = max(held.values(), default=0)
    if words and not most:
        return []
    return matching([(each.words.question(), each.key) for each, much in held.items() if much == most], "")


def best(entries: Sequence[Entry], typed: str) -> Entry | None:
    """What was most likely meant by what was typed and not chosen."""
    found = offered(entries, typed) if typed.strip() else []
    return ENTRIES[found[0].value] if found else None
