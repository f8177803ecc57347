"""What Discord's own client lets a person type into a command's options.

Source: Discord documentation, "Application Commands" (option structure and types).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.rules.choices import INTEGER, MAX_SAFE, NUMBER, STRING
from sandbox.discord.rules.command_options import GROUP, MAX_TYPED, SUB_COMMAND
from sandbox.discord.rules.errors import FieldError
from sandbox.discord.rules.shape import (
    Check,
    Faults,
    boolean,
    fault,
    integer,
    number,
    required,
    snowflake,
    text,
    under,
    unique,
)

BOOLEAN = 5


def check_options(command: Mapping[str, Any], options: Sequence[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """What the client would not let a person send.

    `command` is as registered, `options` as in interaction data: `{"name", "value"}`, sub-commands and
    groups with `options` of their own. Paths are option names from the command down.
    """
    return tuple(_level(command.get("options") or (), options))


def _level(declared: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]) -> Faults:
    known = {option["name"]: option for option in declared}
    names = [option.get("name") for option in given]
    yield from unique("OPTION_DUPLICATED", "Given twice", (((str(name),), name) for name in names))
    for option in given:
        name = str(option.get("name"))
        if name in known:
            yield from under((name,), _one(known[name], option))
        else:
            yield fault("OPTION_UNKNOWN", "The command has no such option", name)
    if any(_is_nested(option) for option in declared):
        yield from _choose_one(given)
        return
    yield from (
        required(name) for name, option in known.items() if option.get("required") and name not in names
    )


def _choose_one(given: Sequence[Mapping[str, Any]]) -> Faults:
    if len(given) != 1:
        yield fault("OPTION_SUB_COMMAND", "Exactly one sub-command must be chosen")


def _is_nested(option: Mapping[str, Any]) -> bool:
    return option["type"] in (SUB_COMMAND, GROUP)


def _one(declared: Mapping[str, Any], given: Mapping[str, Any]) -> Faults:
    if _is_nested(declared):
        yield from _level(declared.get("options") or (), given.get("options") or ())
        return
    if given.get("value") is None:
        yield required()
        return
    wrong = list(_value_check(declared)(given["value"]))
    yield from wrong or _is_a_choice(declared, given["value"])


def _value_check(declared: Mapping[str, Any]) -> Check:
    """The check of what may be typed into an option of this type and these limits."""
    kind = declared["type"]
    if kind == STRING:
        return text(_or(declared, "min_length", 0), _or(declared, "max_length", MAX_TYPED))
    if kind == INTEGER:
        return integer(_or(declared, "min_value", 1 - MAX_SAFE), _or(declared, "max_value", MAX_SAFE - 1))
    if kind == NUMBER:
        return number(_or(declared, "min_value", -MAX_SAFE), _or(declared, "max_value", MAX_SAFE))
    return boolean if kind == BOOLEAN else snowflake


def _or(declared: Mapping[str, Any], key: str, default: int) -> Any:
    return default if declared.get(key) is None else declared[key]


def _is_a_choice(declared: Mapping[str, Any], value: Any) -> Faults:
    choices = [choice["value"] for choice in declared.get("choices") or ()]
    if choices and value not in choices:
        yield fault("BASE_TYPE_CHOICES", f"{value!r} is not one of the choices.")
