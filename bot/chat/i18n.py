"""The reader's language: sentences are written in English where they are said, and told in the one in force.

`speaking("de")` puts a language in force for a block, `speak("de")` for the rest of the task that calls it
and of what it starts. `say` and `plural` tell a sentence in it; `Phrase` is one that a module keeps; `mark`
only marks one for the translators, for texts that Discord is given in all languages at once; `mark_typed`
marks a word that people type.

Translations are written in `locales/<locale>.po`, named as Discord names languages, and compiled beside it.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
#: Where nobody has said otherwise, and the language the sentences are written in.
FALLBACK = "en-US"
#: The translators' contexts: names of options, and of commands, their groups and sub-commands; typed words.
OPTION, COMMAND, TYPED = "option", "command", "typed"
#: Languages that read what is written for another.
_READS = {"es-419": "es-ES"}
#: What sentences put between backticks.
_CODE = re.compile(r"`([^`]+)`")
#: A command as sentences speak of it; values may follow.
_NAMED = re.compile(r"/([a-z]+(?: [a-z]+)*)(.*)")
#: An option as Discord shows it, alone or with a choice.
_OPTION = re.compile(r"([a-z_]+):(.*)")
#: A length of time, and a part of it.
_PART = re.compile(r"(\d+)( ?[a-z]+)")
_LENGTH = re.compile(rf"{_PART.pattern}(?: {_PART.pattern})*")
_in_force: ContextVar[str] = ContextVar("locale", default=FALLBACK)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Put a language in force, named as Discord does: "de", "pt-BR"."""
    before = _in_force.set(locale)
    try:
        yield
    finally:
        _in_force.reset(before)


def speak(locale: str) -> None:
    """Put a language in force until the task ends."""
    _in_force.set(locale)


def locale_in_force() -> str:
    """The language in force."""
    return _in_force.get()


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language in force, its `{names}` filled in with `values` as they are.

    Commands in it, such as `` `/quota set` ``, and options, such as `` `days:` ``, are named as Discord names
    them to the reader; words to type, such as `` `no limit` ``, are those of the language.
    """
    catalogue = _catalogue(_in_force.get())
    return _named(catalogue.gettext(sentence), catalogue).format(**values)


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """The form that fits `count`, which is written as `{count}` in both."""
    catalogue = _catalogue(_in_force.get())
    form = _named(catalogue.ngettext(one, many, count), catalogue)
    return form.format(count=number(count), **values)


def command(path: str) -> str:
    """A command in the language in force, by its path in English: "quota set"."""
    return _renamed(path, _catalogue(_in_force.get()))


def to_type(word: str) -> str:
    """What somebody types in the language in force: "no limit", "30s". What is not marked stays English."""
    return _typed(word, _catalogue(_in_force.get()))


def ways_to_type(word: str) -> tuple[str, ...]:
    """Every way there is in the language in force, the one to be shown first."""
    return _ways(word, _catalogue(_in_force.get()))


def number(value: float) -> str:
    """A number as the language in force writes it, with three digits after the point at most."""
    locale = _in_force.get()
    if not is_translated(locale):
        return f"{value:,}"
    # Loaded only where another language than English is spoken.
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale.replace("-", "_"))


def percent(value: int) -> str:
    """A whole number of percent."""
    locale = _in_force.get()
    if not is_translated(locale):
        return f"{value} %"
    from babel.numbers import format_percent

    return format_percent(value / 100, locale=locale.replace("-", "_"))


def mark(sentence: str) -> str:
    """The same sentence, made known to the translators."""
    return sentence


def mark_typed(word: str) -> str:
    """The same word, made known to the translators as one that people type.

    A translation may tell several, as in "kein Limit | unbegrenzt": the first is shown, all are understood.
    """
    return word


class Phrase:
    """A sentence that is kept and told later: `NOT_YOURS = Phrase("...")`, then `NOT_YOURS()`."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, **values: object) -> str:
        """Tell it in the language in force."""
        return say(self.sentence, **values)


def translation(sentence: str, locale: str, *, context: str | None = None) -> str | None:
    """The sentence in a language that need not be in force; `None` where it stays English."""
    catalogue = _catalogue(locale)
    told = catalogue.pgettext(context, sentence) if context else catalogue.gettext(sentence)
    return None if told == sentence else told


@cache
def languages() -> frozenset[str]:
    """The languages there are beside English."""
    return frozenset(path.stem for path in LOCALES.glob("*.mo"))


def is_translated(locale: str) -> bool:
    """Whether a reader of this language is told something else than English."""
    return _READS.get(locale, locale) in languages()


def warm() -> None:
    """Load what the first sentence of each language needs. Takes some 100 ms; may run in a thread."""
    for locale in languages():
        _catalogue(locale)
        with speaking(locale):
            number(0)


def _named(sentence: str, catalogue: gettext.NullTranslations) -> str:
    if "`" not in sentence:
        return sentence
    return _CODE.sub(lambda found: f"`{_own(found[1], catalogue)}`", sentence)


def _renamed(path: str, catalogue: gettext.NullTranslations) -> str:
    return " ".join(catalogue.pgettext(COMMAND, word) for word in path.split(" "))


def _own(code: str, catalogue: gettext.NullTranslations) -> str:
    """What stands between backticks, as the reader finds or types it."""
    if named := _NAMED.fullmatch(code):
        return f"/{_renamed(named[1], catalogue)}{named[2]}"
    if option := _OPTION.fullmatch(code):
        choice = catalogue.gettext(option[2]) if option[2] else ""
        return f"{catalogue.pgettext(OPTION, option[1])}:{choice}"
    return _typed(code, catalogue)


def _typed(word: str, catalogue: gettext.NullTranslations) -> str:
    if not _LENGTH.fullmatch(word):
        return _ways(word, catalogue)[0]
    return _PART.sub(lambda part: _ways(f"{{count}}{part[2]}", catalogue)[0].format(count=part[1]), word)


def _ways(word: str, catalogue: gettext.NullTranslations) -> tuple[str, ...]:
    told = catalogue.pgettext(TYPED, word)
    return (word,) if told == word else tuple(way.strip() for way in told.split("|"))


@cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    if not is_translated(locale):
        return gettext.NullTranslations()
    with (LOCALES / f"{_READS.get(locale, locale)}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
