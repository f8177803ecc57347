"""What Discord accepts as the options of a command.

Source: Discord documentation, "Application Commands", option structure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.rules.choices import INTEGER, MAX_SAFE, NUMBER, STRING, choice_list, localized
from sandbox.discord.rules.shape import (
    Check,
    Faults,
    bad_length,
    boolean,
    both,
    fault,
    integer,
    items,
    number,
    shape,
    text,
    typed,
    unique,
)

SUB_COMMAND, GROUP, CHANNEL = 1, 2, 7
PLAIN = (5, 6, 8, 9, 11)  # boolean, user, role, mentionable, attachment: no limits of their own
MAX_OPTIONS = 25
MAX_TYPED = 6000

# Marks are part of words in the two scripts the documented pattern names besides letters and digits.
_MARKED = re.compile("[\u0900-\u0963\u0966-\u097f\u0e01-\u0e3a\u0e40-\u0e5b]")


def _is_name_letter(letter: str) -> bool:
    return letter in "-_'" or unicodedata.category(letter)[0] in "LN" or bool(_MARKED.match(letter))


def chat_name(value: Any) -> Faults:
    """A name as a person types it after the slash: 1 to 32 letters, digits, `-`, `_`, `'`, in lower case."""
    wrong = list(text(1, 32)(value))
    yield from wrong
    if wrong:
        return
    if not all(map(_is_name_letter, value)) or value != value.lower():
        yield fault("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _range(low_key: str, high_key: str) -> Check:
    def check(value: Mapping[str, Any]) -> Faults:
        low, high = value.get(low_key), value.get(high_key)
        if low is not None and high is not None and low > high:
            words = f"{low_key} {low} is above {high_key} {high}."
            yield fault("APPLICATION_COMMAND_OPTION_INVALID_RANGE", words, low_key)

    return check


def _no_choices_completed(value: Mapping[str, Any]) -> Faults:
    if value.get("autocomplete") and value.get("choices"):
        words = "Autocomplete and choices are mutually exclusive"
        yield fault("APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID", words, "autocomplete")


def _choices_differ(value: Mapping[str, Any]) -> Faults:
    choices = value.get("choices") or ()
    for key in ("name", "value"):
        numbered = ((("choices", index, key), choice[key]) for index, choice in enumerate(choices))
        words = f"Option choice {key}s must be unique"
        yield from unique("APPLICATION_COMMAND_OPTIONS_CHOICE_DUPLICATE", words, numbered)


_names: dict[str, Check] = {"name": chat_name, "description": text(1, 100)}
_translations: dict[str, Check] = {
    "name_localizations": localized(chat_name),
    "description_localizations": localized(text(1, 100)),
}


def _option(**fields: Check) -> Check:
    return shape(_names, {**_translations, "required": boolean, **fields})


def _value_option(kind: int, low: str, high: str, **limits: Check) -> Check:
    option = _option(choices=choice_list(kind), autocomplete=boolean, **limits)
    return both(option, _range(low, high), _choices_differ, _no_choices_completed)


_whole = integer(-MAX_SAFE + 1, MAX_SAFE - 1)
_real = number(-MAX_SAFE, MAX_SAFE)
_lengths = {"min_length": integer(0, MAX_TYPED), "max_length": integer(1, MAX_TYPED)}
_values: dict[int, Check] = {
    STRING: _value_option(STRING, "min_length", "max_length", **_lengths),
    INTEGER: _value_option(INTEGER, "min_value", "max_value", min_value=_whole, max_value=_whole),
    NUMBER: _value_option(NUMBER, "min_value", "max_value", min_value=_real, max_value=_real),
    CHANNEL: _option(channel_types=items(0, 25, integer(0, 16))),
    **{kind: _option() for kind in PLAIN},
}


def _ordered(options: Sequence[Mapping[str, Any]]) -> Faults:
    """Names differ, and nobody meets a required option after an optional one."""
    yield from unique(
        "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
        "Option names must be unique",
        (((index, "name"), option["name"]) for index, option in enumerate(options)),
    )
    optional = False
    for index, option in enumerate(options):
        if option.get("required") and optional:
            words = "Required options must be placed before non-required options"
            yield fault("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words, index)
        optional = optional or not option.get("required")


def _all_or_none_nested(options: Sequence[Mapping[str, Any]]) -> Faults:
    nested = [option["type"] in (SUB_COMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        yield fault("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words, nested.index(not nested[0]))


def _needs_commands(value: Mapping[str, Any]) -> Faults:
    if not value.get("options"):
        yield bad_length(1, MAX_OPTIONS, "options")


_parameters = both(items(0, MAX_OPTIONS, typed(_values)), _ordered)
_sub_command = _option(options=_parameters)
_sub_commands = both(items(0, MAX_OPTIONS, typed({SUB_COMMAND: _sub_command})), _ordered)
_group = both(_option(options=_sub_commands), _needs_commands)
option_list = both(
    items(0, MAX_OPTIONS, typed({SUB_COMMAND: _sub_command, GROUP: _group, **_values})),
    _all_or_none_nested,
    _ordered,
)
