"""A guild's filter, ready to be asked."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.normal import Normal, normalise
from bot.domain.safety import LONGEST_PATTERN, LONGEST_WORD, Filter, FilterKind
from bot.domain.word_list import WordList, has_signs, words_in
from bot.engine.patterns import Pattern

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that matches, and the part of the text it matches."""

    filter: Filter
    start: int
    end: int
    #: It matches the text as it is compared, not as it was typed.
    in_normal: bool


class Screen:
    """Entries of a filter. Made once for as long as they stay the same."""

    def __init__(self, filters: Sequence[Filter]) -> None:
        #: What it was made of.
        self.filters = filters
        self._words = [each for each in filters if each.kind is FilterKind.WORD]
        self._list = WordList([each.pattern for each in self._words])
        self._patterns = list(_patterns(filters))

    def first(self, text: str) -> Hit | None:
        """The first entry that refuses a text."""
        return next(self.hits(text), None) if self.filters else None

    def hits(self, text: str) -> Iterator[Hit]:
        """Every match of a word, then the first match of each pattern."""
        normal = normalise(text)
        for spot in self._list.find(normal):
            yield Hit(self._words[spot.entry], spot.start, spot.end, in_normal=True)
        for entry, pattern in self._patterns:
            yield from _hit(entry, pattern, text, normal)


def _hit(entry: Filter, pattern: Pattern, text: str, normal: Normal) -> Iterator[Hit]:
    typed = pattern.find(text)
    if typed is not None:
        yield Hit(entry, *typed, in_normal=False)
        return
    compared = pattern.find(normal.text)
    if compared is not None:
        yield Hit(entry, *normal.original_span(*compared), in_normal=True)


def _patterns(filters: Sequence[Filter]) -> Iterator[tuple[Filter, Pattern]]:
    for each in filters:
        if each.kind is FilterKind.PATTERN:
            try:
                yield each, Pattern(each.pattern)
            except FilterRefused as refused:
                # It was taken once; RE2 itself must have changed since.
                log.error("Entry %d of guild %d does nothing: %s", each.id, each.guild_id, refused.fault)


def check_entry(kind: FilterKind, text: str) -> None:
    """Whether it can be an entry.

    Raises:
        FilterRefused: it cannot.
    """
    limit = LONGEST_WORD if kind is FilterKind.WORD else LONGEST_PATTERN
    if len(text) > limit:
        raise FilterRefused(FilterFault.TOO_LONG, entry=text, limit=limit)
    if kind is FilterKind.PATTERN:
        Pattern(text)
    elif has_signs(text):
        raise FilterRefused(FilterFault.SIGNS, entry=text)
    elif not words_in(text):
        raise FilterRefused(FilterFault.EMPTY, entry=text)
