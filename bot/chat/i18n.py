"""The reader's language: sentences are written in English where they are said, and told in the one in force.

`speaking("de")` puts a language in force for a block, `speak("de")` for the rest of the task that calls it
and of what it starts. `say` and `plural` tell a sentence in it; `Phrase` is one that a module keeps; `mark`
only marks one for the translators, for texts that Discord is given in all languages at once.

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
#: The translators' contexts of names: of options, and of commands, their groups and sub-commands.
OPTION, COMMAND = "option", "command"
#: Languages that read what is written for another.
_READS = {"es-419": "es-ES"}
#: A command as sentences speak of it.
_NAMED = re.compile(r"(?<=`/)[a-z]+(?: [a-z]+)*")
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

    Commands in it, such as `` `/quota set` ``, are named as Discord names them to the reader.
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


def number(value: float) -> str:
    """A number as the language in force writes it, with three digits after the point at most."""
    locale = _in_force.get()
    if not is_translated(locale):
        return f"{value:,}"
    # Loaded only where another language than English is spoken.
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale.replace("-", "_"))


def mark(sentence: str) -> str:
    """The same sentence, made known to the translators."""
    return sentence


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
    if "`/" not in sentence:
        return sentence
    return _NAMED.sub(lambda found: _renamed(found[0], catalogue), sentence)


def _renamed(path: str, catalogue: gettext.NullTranslations) -> str:
    return " ".join(catalogue.pgettext(COMMAND, word) for word in path.split(" "))


@cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    if not is_translated(locale):
        return gettext.NullTranslations()
    with (LOCALES / f"{_READS.get(locale, locale)}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
