"""A look into the error history, packed into a button: what outlives a restart needs no memory.

A custom id has room for 100 characters. Codes and categories travel as marks, numbers with the digits of
base 36, times as whole seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.failure import KINDS, Category
from bot.store.failures import Wanted

#: Characters of a model's name that have room.
MODEL_ROOM = 40
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK = 4
_PARTS = 7


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and which page of it is looked at. The first is 0."""

    wanted: Wanted
    page: int = 0


def whole(wanted: Wanted) -> Wanted:
    """The same from and until whole seconds, which is all that travels."""
    since = None if wanted.since is None else wanted.since // 1000 * 1000
    until = None if wanted.until is None else -(-wanted.until // 1000) * 1000
    return Wanted(
        since=since,
        until=until,
        code=wanted.code,
        category=wanted.category,
        user_id=wanted.user_id,
        model=wanted.model,
    )


def pack(search: Search) -> str:
    """At most 83 characters."""
    wanted = search.wanted
    return ".".join(
        (
            _based(search.page),
            mark_of(wanted.code) if wanted.code else "",
            wanted.category[:2] if wanted.category else "",
            _based(wanted.user_id),
            _based(wanted.since and wanted.since // 1000),
            _based(wanted.until and wanted.until // 1000),
            wanted.model or "",
        )
    )


def unpack(text: str) -> Search:
    """The look that was packed.

    Raises:
        SearchRefused: an earlier version packed it.
    """
    parts = text.split(".", _PARTS - 1)
    try:
        page, code, category, user, since, until, model = parts
        return Search(
            Wanted(
                since=int(since, 36) * 1000 if since else None,
                until=int(until, 36) * 1000 if until else None,
                code=_CODES[code] if code else None,
                category=_CATEGORIES[category] if category else None,
                user_id=int(user, 36) if user else None,
                model=model or None,
            ),
            int(page, 36),
        )
    except (KeyError, ValueError):
        raise SearchRefused(SearchFault.OLD) from None


def mark_of(code: str) -> str:
    """Four digits that no other code has."""
    return _based(crc32(code.encode()) % 36**_MARK).rjust(_MARK, "0")


def _based(number: int | None) -> str:
    """With the digits of base 36; nothing for nothing."""
    if number is None:
        return ""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


_CODES = {mark_of(code): code for code in KINDS}
_CATEGORIES = {category.value[:2]: category.value for category in Category}
