"""What people type in their own language, put into the English that the domain reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Concatenate, ParamSpec, TypeVar

from bot.chat.i18n import languages, locale_in_force, speaking, ways_to_type
from bot.chat.words.typed import UNITS, WORDS
from bot.domain import span
from bot.domain.errors import AmountRefused, SearchRefused, SettingInvalid

P = ParamSpec("P")
T = TypeVar("T")

_QUOTES = " \"'“”„‚‘’«»‹›「」『』"
#: A run of letters, with the point that ends an abbreviation.
_LETTERS = re.compile(r"([^\W\d_]+)\.?")
_COUNT = "{count}"
#: Written over letters, and left out where there is no key for them.
_ACCENTS = re.compile("[\u0300-\u036f]")


def reading(read: Callable[Concatenate[str, P], T], text: str, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a reader of the domain makes of a text in the language in force.

    Raises:
        AmountRefused, SearchRefused, SettingInvalid: as the reader does, with the text as it was typed.
    """
    english = in_english(text)
    try:
        return read(english, *args, **kwargs)
    except (AmountRefused, SearchRefused) as refused:
        if refused.text != english:
            raise
        raise replace(refused, text=text) from None
    except SettingInvalid as refused:
        if refused.value != english:
            raise
        raise replace(refused, value=text) from None


def in_english(text: str) -> str:
    """A text with its words put into English, if all of them are words to type; any other stays.

    English is understood in every language, and so is a word of another language that means one thing only:
    Discord may show a command in another language than the one somebody decided on.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(_QUOTES)
    words, units = _meanings(locale_in_force())
    if (meant := words.get(_key(plain))) is not None:
        return meant
    runs = _LETTERS.findall(plain)
    if not any(map(str.isdigit, plain)) or any(_key(run) not in units for run in runs):
        return plain
    return _LETTERS.sub(lambda run: units[_key(run[1])], plain)


def _key(word: str) -> str:
    """As a word is compared: in any case, with or without accents."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


@cache
def _meanings(locale: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What words mean in English, and what stands beside numbers."""
    return _understood(WORDS, locale), _understood(UNITS, locale) | {unit: unit for unit in span.UNITS}


def _understood(words: Iterable[str], locale: str) -> dict[str, str]:
    english = {_key(_bare(word)): _bare(word) for word in words}
    others = Counter({pair for other in languages() for pair in _ways(words, other).items()})
    meanings = Counter(way for way, _ in others)
    foreign = {way: word for way, word in others if meanings[way] == 1}
    return foreign | _ways(words, locale) | english


def _ways(words: Iterable[str], locale: str) -> dict[str, str]:
    with speaking(locale):
        return {_key(_bare(way)): _bare(word) for word in words for way in ways_to_type(word)}


def _bare(word: str) -> str:
    return word.replace(_COUNT, "").strip()
