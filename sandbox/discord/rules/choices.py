"""What Discord accepts as the choices of an option, registered or completed.

Source: Discord documentation, "Application Commands", option types and choices.
"""

from __future__ import annotations

from typing import Any

from sandbox.discord.rules.shape import Check, Faults, fault, integer, items, number, shape, text

STRING, INTEGER, NUMBER = 3, 4, 10
MAX_CHOICES = 25
MAX_SAFE = 2**53

LOCALES = frozenset(
    (
        *("ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi"),
        *("hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th"),
        *("tr", "uk", "vi", "zh-CN", "zh-TW"),
    )
)

values: dict[int, Check] = {
    STRING: text(0, 100),
    INTEGER: integer(-MAX_SAFE + 1, MAX_SAFE - 1),
    NUMBER: number(-MAX_SAFE, MAX_SAFE),
}


def localized(each: Check) -> Check:
    """A dictionary from locales Discord knows to values that pass `each`."""

    def check(value: Any) -> Faults:
        if not isinstance(value, dict):
            yield fault("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return
        for locale, words in value.items():
            if locale not in LOCALES:
                yield fault("BASE_TYPE_CHOICES", f"{locale!r} is not a locale Discord knows.", locale)
            yield from (error.under(locale) for error in each(words))

    return check


def choice_list(option_type: int) -> Check:
    """At most 25 choices, each with a name and a value of the option's type."""
    choice = shape(
        {"name": text(1, 100), "value": values[option_type]}, {"name_localizations": localized(text(1, 100))}
    )
    return items(0, MAX_CHOICES, choice)
