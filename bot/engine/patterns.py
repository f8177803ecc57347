"""Regular expressions of guilds, run by RE2: time grows with the text and nothing else, whatever the pattern.

RE2 takes no construct that could make it look back (syntax: https://github.com/google/re2/wiki/Syntax).
"""

import re
from functools import lru_cache
from typing import Any

from bot.domain.errors import FilterFault, FilterRefused

#: Bytes that one pattern may take.
_MEMORY = 1 << 20
#: What RE2 says, and which fault that is; the first that fits.
_FAULTS = (
    (re.compile(r"invalid perl operator: \(\?<?[=!]"), FilterFault.LOOKAROUND),
    (re.compile(r"invalid escape sequence: \\[1-9gk]"), FilterFault.BACKREFERENCE),
    (re.compile(r"invalid (perl operator|named capture group): \(\?P"), FilterFault.BACKREFERENCE),
    (re.compile(r"invalid perl operator: |bad repetition operator: "), FilterFault.NOT_LINEAR),
    (re.compile(r"invalid repetition size: |pattern too large"), FilterFault.TOO_LARGE),
)
#: What matches nothing at all in one of these matches nothing in every text.
_SAMPLES = ("", "aa a")


class Pattern:
    """One regular expression. Case makes no difference."""

    def __init__(self, pattern: str) -> None:
        """
        Raises:
            FilterRefused: RE2 does not take it, or it would match every text.
        """
        self._matcher = _compiled(pattern)

    def find(self, text: str) -> tuple[int, int] | None:
        """Where it matches first; `None` if not at all."""
        found = self._matcher.search(_encodable(text))
        return (found.start(), found.end()) if found and found.end() > found.start() else None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Any:
    # Loaded only where somebody has a pattern.
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        matcher = re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0].decode(errors="replace")
        raise FilterRefused(_fault_of(said), entry=pattern, detail=said) from None
    for found in map(matcher.search, _SAMPLES):
        if found is not None and found.start() == found.end():
            raise FilterRefused(FilterFault.MATCHES_ALL, entry=pattern)
    return matcher


def _fault_of(said: str) -> FilterFault:
    return next((fault for about, fault in _FAULTS if about.match(said)), FilterFault.UNREADABLE)


def _encodable(text: str) -> str:
    """The text with halves of surrogate pairs, which no UTF-8 has, replaced one by one."""
    return text if text.isascii() else text.encode(errors="replace").decode()
