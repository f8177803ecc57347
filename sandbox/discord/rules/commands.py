"""What Discord accepts as application commands.

Source: Discord documentation, "Application Commands". Context menus: 15 of each kind, as the official
API description allows 130 commands in one overwrite beside 100 chat commands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.discord.rules.choices import localized
from sandbox.discord.rules.command_options import chat_name, option_list
from sandbox.discord.rules.errors import FieldError, Refusal, refuse
from sandbox.discord.rules.shape import (
    Check,
    Faults,
    boolean,
    both,
    fault,
    items,
    one_of,
    shape,
    snowflake,
    text,
    typed,
    under,
    unique,
)

CHAT, USER, MESSAGE, ENTRY_POINT = 1, 2, 3, 4
MAX_COMMANDS = {CHAT: 100, USER: 15, MESSAGE: 15, ENTRY_POINT: 1}
MAX_SIZE = 8000
TOO_MANY_COMMANDS = 30032


def _permissions(value: Any) -> Faults:
    """A set of permission bits, as a string of digits or a number."""
    digits = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not (digits.isascii() and digits.isdigit() and int(digits) < 2**64):
        yield fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not a permission set.')


def _set_of(high: int) -> Check:
    def distinct(value: Sequence[int]) -> Faults:
        numbered = (((index,), item) for index, item in enumerate(value))
        yield from unique("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value", numbered)

    return both(items(1, high + 1, one_of(range(high + 1))), distinct)


def _bare(value: Mapping[str, Any]) -> Faults:
    """Only chat commands have words and options beside the name."""
    for key in ("description", "options", "description_localizations"):
        if value.get(key):
            words = f"Context menu commands cannot have {key}"
            yield fault("APPLICATION_COMMAND_CONTEXT_MENU_INVALID_FIELD", words, key)


_common: dict[str, Check] = {
    "id": snowflake,
    "default_member_permissions": _permissions,
    "dm_permission": boolean,
    "nsfw": boolean,
    "contexts": _set_of(2),
    "integration_types": _set_of(1),
}
_chat = shape(
    {"name": chat_name, "description": text(1, 100)},
    {
        **_common,
        "name_localizations": localized(chat_name),
        "description_localizations": localized(text(1, 100)),
        "options": option_list,
    },
)
_menu_name = text(1, 32)
_menu = both(shape({"name": _menu_name}, {**_common, "name_localizations": localized(_menu_name)}), _bare)
_entry = shape({"name": chat_name}, {**_common, "handler": one_of((1, 2))})


def _not_here(value: Mapping[str, Any]) -> Faults:
    yield fault(
        "APPLICATION_COMMAND_ENTRY_POINT_INVALID", "A guild cannot have an entry point command", "type"
    )


_global_kinds: dict[int, Check] = {CHAT: _chat, USER: _menu, MESSAGE: _menu, ENTRY_POINT: _entry}
_guild_kinds: dict[int, Check] = {**_global_kinds, ENTRY_POINT: _not_here}


def check_commands(commands: Sequence[Mapping[str, Any]], *, guild: bool) -> Refusal | None:
    """Why Discord would refuse this bulk overwrite, or None; `guild` when it is one guild's commands."""
    if not isinstance(commands, list):
        return refuse([fault("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")])
    errors: list[FieldError] = []
    for index, command in enumerate(commands):
        errors += under((index,), command_errors(command, guild=guild))
    return refuse(errors or list(_names_differ(commands))) or _too_many(commands)


def check_command(
    command: Mapping[str, Any], *, others: Sequence[Mapping[str, Any]], guild: bool
) -> Refusal | None:
    """Why Discord would refuse one whole command (POST, or PATCH merged with what is stored), or None.

    `others` are the commands that would stand beside it. A POST with the name of one of them replaces
    it, so such a one is not among the others.
    """
    errors = list(command_errors(command, guild=guild))
    if errors:
        return refuse(errors)
    if any(_identity(command) == _identity(other) for other in others):
        return refuse([_duplicate("name")])
    return _too_many([*others, command])


def command_errors(command: Any, *, guild: bool) -> Iterator[FieldError]:
    """The faults of one command by itself."""
    kinds = _guild_kinds if guild else _global_kinds
    kind = command.get("type") if isinstance(command, Mapping) else None
    described = {**command, "type": CHAT} if kind is None and isinstance(command, Mapping) else command
    wrong = list(typed(kinds)(described))
    yield from wrong
    if not wrong and command_size(command) > MAX_SIZE:
        yield fault("APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MAX_SIZE})")


def command_size(command: Mapping[str, Any]) -> int:
    """Characters in names, descriptions and choice values, nested ones counted.

    Of a text and its translations only the longest counts.
    """
    own = sum(_longest(command, key) for key in ("name", "description"))
    value = command.get("value")
    own += len(value) if isinstance(value, str) else 0
    return own + sum(command_size(part) for key in ("options", "choices") for part in command.get(key) or ())


def _longest(part: Mapping[str, Any], key: str) -> int:
    translated = (part.get(f"{key}_localizations") or {}).values()
    return max(map(len, (part.get(key) or "", *translated)))


def _identity(command: Mapping[str, Any]) -> tuple[int, str]:
    return command.get("type") or CHAT, command["name"]


def _duplicate(*path: str | int) -> FieldError:
    return fault("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique", *path)


def _names_differ(commands: Sequence[Mapping[str, Any]]) -> Faults:
    first = _duplicate()
    numbered = (((index,), _identity(command)) for index, command in enumerate(commands))
    yield from unique(first.code, first.message, numbered)


def _too_many(commands: Sequence[Mapping[str, Any]]) -> Refusal | None:
    counted = Counter(command.get("type") or CHAT for command in commands)
    return Refusal(TOO_MANY_COMMANDS) if any(n > MAX_COMMANDS[kind] for kind, n in counted.items()) else None
