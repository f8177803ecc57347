"""What does not fit into one message, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.chat.words import paging as words

T = TypeVar("T")

#: Characters of lines on one page; all the text of a message may have 4,000.
ROOM = 3000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list."""

    shown: Sequence[T]
    #: The first is 0.
    number: int
    #: One at least.
    pages: int


def page_of(entries: Sequence[T], number: int, *, size: int) -> Page[T]:
    """So many entries of a list; a page beyond the last is the last."""
    pages = max(1, -(-len(entries) // size))
    number = min(number, pages - 1)
    return Page(entries[number * size : (number + 1) * size], number, pages)


def paged(lines: Sequence[str]) -> list[list[str]]:
    """As many whole lines on each page as fit; one page at least."""
    pages: list[list[str]] = [[]]
    for line in lines:
        if pages[-1] and sum(map(len, pages[-1])) + len(pages[-1]) + len(line) > ROOM:
            pages.append([])
        pages[-1].append(line)
    return pages


def which(number: int, pages: int) -> str:
    """Which page it is, the first being 0; empty where there is no other."""
    return words.page(number + 1, pages) if pages > 1 else ""
