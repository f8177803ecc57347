"""Whole words of a list, found in a text however they are dressed up.

Both sides are made comparable by `normal.normalise`. An entry matches whole words only: "ass" is not found in
"class". What counts as a word of a text:

- letters and digits in a row, between anything else;
- all of what stands between two spaces without its punctuation: "f.ox" and "f.o.x" are "fox";
- single letters with the same gap between them, when the gap has a space: "f o x" and "f - o - x" are "fox",
  but "c l a s s" is "class" alone. A first "a" or "i" may be a word of its own: "a f o x" is a "fox" too;
- each of these with signs read as letters ("@" as "a"), whatever signs hang on at its ends.

A character may be meant as one of its `lookalikes.READINGS`; digits and signs only beside a letter. An entry
of several words matches them in a row. Scripts written without spaces have no word borders to go by: an entry
in one of them matches anywhere.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.lookalikes import IN_COMPANY, READINGS, SIGNS
from bot.domain.normal import Normal, normalise

#: Thai, Lao, Burmese, Khmer; kana; Chinese characters.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0x20000, 0x3FFFF),
)
#: Signs at an end of a word that may belong to it; those farther out are dropped together.
_DEEPEST = 8
_WORDS_OF_A_LETTER = frozenset("ai")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry matches: its place in the list, and the part of the original text."""

    entry: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A way to read some of a text as one word."""

    letters: str
    #: Of each letter, in the normal text.
    places: tuple[int, ...]
    #: The piece that comes after it.
    after: int


def words_in(text: str) -> tuple[str, ...]:
    """The words of an entry as they are looked for; none if it has no letter or digit."""
    words = tuple(piece.letters for piece in _pieces(normalise(text).text, _is_letter))
    spelled_out = len(words) > 1 and all(len(word) == 1 for word in words)
    return ("".join(words),) if spelled_out else words


def has_signs(text: str) -> bool:
    """Whether it holds a sign that may be a letter in disguise, so that nobody can tell what is meant."""
    return any(character in SIGNS for character in normalise(text).text)


class WordList:
    """Some entries, ready to be looked for."""

    def __init__(self, entries: Iterable[str]) -> None:
        #: By the first letter and the length of the first word.
        self._spaced: Mapping[tuple[str, int], list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        self._unspaced: list[tuple[int, str]] = []
        for place, entry in enumerate(entries):
            words = words_in(entry)
            if any(map(_is_unspaced, "".join(words))):
                self._unspaced.append((place, "".join(words)))
            elif words:
                self._spaced[words[0][0], len(words[0])].append((place, words))

    def find(self, normal: Normal) -> list[Spot]:
        """Every match, in the order of the text, each part of the text once for an entry."""
        found = set(self._find_unspaced(normal)) | set(self._find_spaced(normal, _is_letter))
        if any(character in SIGNS for character in normal.text):
            found |= set(self._find_spaced(normal, _may_be_letter))
        return sorted(found, key=lambda spot: (spot.start, spot.end, spot.entry))

    def _find_unspaced(self, normal: Normal) -> Iterator[Spot]:
        if not self._unspaced:
            return
        places = [place for place, character in enumerate(normal.text) if _is_letter(character)]
        letters = "".join(normal.text[place] for place in places)
        for entry, wanted in self._unspaced:
            start = letters.find(wanted)
            while start >= 0:
                span = normal.original_span(places[start], places[start + len(wanted) - 1] + 1)
                yield Spot(entry, *span)
                start = letters.find(wanted, start + 1)

    def _find_spaced(self, normal: Normal, belongs: Callable[[str], bool]) -> Iterator[Spot]:
        if not self._spaced:
            return
        starting = _readings(normal.text, belongs)
        for words in starting.values():
            for word in words:
                for entry, wanted in self._candidates(word):
                    for last in _row(starting, word, wanted):
                        span = normal.original_span(word.places[0], last.places[-1] + 1)
                        yield Spot(entry, *span)

    def _candidates(self, word: _Word) -> Iterator[tuple[int, tuple[str, ...]]]:
        first, length = word.letters[0], len(word.letters)
        for letter in dict.fromkeys(first + READINGS.get(first, "")):
            yield from self._spaced.get((letter, length), ())


def _row(starting: Mapping[int, list[_Word]], word: _Word, wanted: tuple[str, ...]) -> Iterator[_Word]:
    """The last words of the rows that begin with this word and read as wanted."""
    if not _reads_as(word.letters, wanted[0]):
        return
    if len(wanted) == 1:
        yield word
        return
    for follower in starting.get(word.after, ()):
        yield from _row(starting, follower, wanted[1:])


def _reads_as(written: str, wanted: str) -> bool:
    if written == wanted:
        return True
    if len(written) != len(wanted):
        return False
    in_company = any(character not in IN_COMPANY for character in written)
    return all(
        have == want or (want in READINGS.get(have, "") and (in_company or have not in IN_COMPANY))
        for have, want in zip(written, wanted, strict=True)
    )


def _readings(text: str, belongs: Callable[[str], bool]) -> dict[int, list[_Word]]:
    """Every way to read a part of the text as one word, by the piece it begins at."""
    pieces = list(_pieces(text, belongs))
    gaps = [text[one.places[-1] + 1 : other.places[0]] for one, other in pairwise(pieces)]
    starting: dict[int, list[_Word]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        starting[place] += _trimmed(piece)
    for first, last in [*_unbroken(gaps), *_spelled(pieces, gaps)]:
        row = pieces[first : last + 1]
        letters = "".join(piece.letters for piece in row)
        places = tuple(place for piece in row for place in piece.places)
        starting[first] += _trimmed(_Word(letters, places, last + 1))
    return starting


def _pieces(text: str, belongs: Callable[[str], bool]) -> Iterator[_Word]:
    """The runs of characters that belong."""
    start, number = None, 0
    for place, character in enumerate(text + " "):
        if belongs(character):
            start = place if start is None else start
        elif start is not None:
            number += 1
            yield _Word(text[start:place], tuple(range(start, place)), number)
            start = None


def _unbroken(gaps: list[str]) -> Iterator[tuple[int, int]]:
    """First and last of the pieces with no space between them."""
    return _runs(len(gaps), lambda at: " " not in gaps[at], lambda _one, _other: True)


def _spelled(pieces: list[_Word], gaps: list[str]) -> Iterator[tuple[int, int]]:
    """First and last of the single letters with the same gap between them."""

    def is_alone(at: int) -> bool:
        return len(pieces[at].letters) == 1 and all(" " in gap for gap in gaps[max(0, at - 1) : at + 1])

    def parts_letters(at: int) -> bool:
        return is_alone(at) and is_alone(at + 1)

    for first, last in _runs(len(gaps), parts_letters, lambda one, other: gaps[one] == gaps[other]):
        yield first, last
        if pieces[first].letters in _WORDS_OF_A_LETTER and last - first > 1:
            yield first + 1, last


def _runs(
    count: int, fits: Callable[[int], bool], alike: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """The longest runs of gaps that fit and are alike, as the first and last of the pieces around them."""
    start: int | None = None
    for at in range(count + 1):
        goes_on = at < count and fits(at)
        if start is not None and not (goes_on and alike(start, at)):
            yield start, at
            start = None
        if goes_on and start is None:
            start = at


def _trimmed(word: _Word) -> Iterator[_Word]:
    """The word with and without the signs at its ends."""
    length = len(word.letters)
    heads = next((place for place, each in enumerate(word.letters) if each not in SIGNS), length)
    tails = next((place for place, each in enumerate(reversed(word.letters)) if each not in SIGNS), length)
    for head in {0, *range(max(0, heads - _DEEPEST), heads + 1)}:
        for tail in {0, *range(max(0, tails - _DEEPEST), tails + 1)}:
            if head + tail < length:
                end = length - tail
                yield _Word(word.letters[head:end], word.places[head:end], word.after)


def _is_letter(character: str) -> bool:
    return character not in SIGNS and (character.isalnum() or unicodedata.category(character)[0] == "M")


def _may_be_letter(character: str) -> bool:
    return character in SIGNS or _is_letter(character)


def _is_unspaced(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _UNSPACED)
