"""Which part of which list somebody looks at, as it travels in a custom id."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

#: Characters of a search that have room beside the rest of a custom id.
SEARCH_ROOM = 60
TEMPLATE = r"(?P<list>[hf]):(?P<page>[0-9]{1,6}):(?P<text>(?s:.{0,60}))"
#: Entries of a page.
PAGE = 5


@dataclass(frozen=True, slots=True)
class Look:
    """A page of somebody's own pictures, or of those they marked."""

    marked: bool
    #: What the prompts have in them; empty is anything.
    text: str = ""
    #: The first is 0.
    page: int = 0

    def packed(self) -> str:
        """As `TEMPLATE` reads it."""
        return f"{'f' if self.marked else 'h'}:{self.page}:{self.text[:SEARCH_ROOM]}"

    def turned(self, by: int) -> Look:
        """Some pages on or back."""
        return replace(self, page=max(self.page + by, 0))


def look_of(match: re.Match[str]) -> Look:
    """What was packed."""
    return Look(match["list"] == "f", match["text"], int(match["page"]))
