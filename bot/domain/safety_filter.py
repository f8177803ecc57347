"""Whether a filter has room for one more entry."""

from collections.abc import Sequence

from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.safety import MOST_FILTERS, MOST_PATTERNS, Filter, FilterKind
from bot.domain.word_list import words_in


def check_room(filters: Sequence[Filter], kind: FilterKind, pattern: str) -> None:
    """Whether an entry can join these.

    Raises:
        FilterRefused: it is there already, or one too many.
    """
    if any(each.kind is kind and _means(kind, each.pattern) == _means(kind, pattern) for each in filters):
        raise FilterRefused(FilterFault.THERE_ALREADY, entry=pattern)
    if len(filters) >= MOST_FILTERS:
        raise FilterRefused(FilterFault.TOO_MANY, entry=pattern, limit=MOST_FILTERS)
    patterns = sum(each.kind is FilterKind.PATTERN for each in filters)
    if kind is FilterKind.PATTERN and patterns >= MOST_PATTERNS:
        raise FilterRefused(FilterFault.TOO_MANY, entry=pattern, limit=MOST_PATTERNS)


def _means(kind: FilterKind, pattern: str) -> object:
    return words_in(pattern) if kind is FilterKind.WORD else pattern
