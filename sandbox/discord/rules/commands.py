"""What Discord accepts as application commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.rules.errors import FieldError, Refusal, refuse


def check_commands(commands: Sequence[Mapping[str, Any]], *, guild: bool) -> Refusal | None:
    """Why Discord would refuse this bulk overwrite, or None; `guild` when it is one guild's commands."""
    errors: list[FieldError] = []
    for index, command in enumerate(commands):
        errors += [error.under(index) for error in command_errors(command, guild=guild)]
    return refuse(errors)


def check_command(
    command: Mapping[str, Any], *, others: Sequence[Mapping[str, Any]], guild: bool
) -> Refusal | None:
    """Why Discord would refuse one whole command (POST, or PATCH merged with what is stored), or None."""
    return refuse(command_errors(command, guild=guild))


def command_errors(command: Mapping[str, Any], *, guild: bool) -> list[FieldError]:
    """The faults of one command by itself."""
    if not 1 <= len(command.get("name") or "") <= 32:
        return [FieldError(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")]
    return []
