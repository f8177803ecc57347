"""The reader's language: a sentence is written in English where it is said, and told in the language in force.

`speaking("de")` puts a language in force for the task that calls it and what it starts. `say` and `plural`
tell a sentence in it; `Phrase` is one that a module keeps; `mark` only marks one for the translators, for
texts that Discord is given in all languages at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: Where nobody has said otherwise.
FALLBACK = "en-US"
_in_force: ContextVar[str] = ContextVar("locale", default=FALLBACK)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Put a language in force, named as Discord does: "de", "pt-BR"."""
    before = _in_force.set(locale)
    try:
        yield
    finally:
        _in_force.reset(before)


def locale_in_force() -> str:
    """The language in force."""
    return _in_force.get()


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language in force, its `{names}` filled in with `values` as they are."""
    return sentence.format(**values)


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """The form that fits `count`, which is written as `{count}` in both."""
    return say(one if count == 1 else many, count=number(count), **values)


def number(value: int) -> str:
    """A whole number as the language in force writes it."""
    return f"{value:,}"


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
