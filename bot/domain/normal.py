"""Text as it is compared with word lists: without case, accents, invisible characters and disguise.

Each character is taken apart (Unicode's compatibility decomposition), folded, stripped of what cannot be seen
and of accents, and read by `lookalikes.LETTERS`. Every step works on one character at a time, so each
character of the result knows the one it came from.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.lookalikes import LETTERS

#: Marks that are written over letters at will. Others, as vowel signs of Indic scripts, make other words.
_ACCENTS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
#: Cannot be seen although Unicode calls them letters or symbols: fillers of Hangul, variation selectors.
_UNSEEN = frozenset({0x115F, 0x1160, 0x17B4, 0x17B5, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
#: Looks like a space.
_BLANK = frozenset({0x2800})
#: Control characters, format characters (zero width, soft hyphen, direction, tags), halves of pairs.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Normal:
    """A text made comparable, and where each of its characters stood."""

    text: str
    #: For each character the index of the original one it came from; then the original's length.
    origins: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text that a part of this one came from, with the accents that end it.

        `start` is less than `end`.
        """
        return self.origins[start], max(self.origins[end], self.origins[end - 1] + 1)


def normalise(text: str) -> Normal:
    """Make a text comparable. Doing it twice changes nothing more."""
    made: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        plain = _plain(character)
        made.append(plain)
        origins.extend([index] * len(plain))
    return Normal("".join(made), (*origins, len(text)))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """One character made comparable: none, one or several."""
    before, after = "", character
    while after != before:
        before = after
        # Read as a letter first: taken apart, some are no longer what they look like.
        read = "".join(LETTERS.get(each.casefold(), each) for each in before)
        after = "".join(map(_step, unicodedata.normalize("NFKD", read).casefold()))
    return after


def _step(character: str) -> str:
    if character.isspace() or ord(character) in _BLANK:
        return " "
    if _is_unseen(character) or _is_accent(character):
        return ""
    return character


def _is_unseen(character: str) -> bool:
    return ord(character) in _UNSEEN or unicodedata.category(character) in _DROPPED


def _is_accent(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _ACCENTS)
