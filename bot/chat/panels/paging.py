"""Lines that do not fit into one message."""

from __future__ import annotations

from collections.abc import Sequence

#: Characters of lines on one page; all the text of a message may have 4,000.
ROOM = 3000


def paged(lines: Sequence[str]) -> list[list[str]]:
    """As many whole lines on each page as fit; one page at least."""
    pages: list[list[str]] = [[]]
    for line in lines:
        if pages[-1] and sum(map(len, pages[-1])) + len(pages[-1]) + len(line) > ROOM:
            pages.append([])
        pages[-1].append(line)
    return pages
