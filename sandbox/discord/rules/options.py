"""What Discord's own client lets a person type into a command's options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.rules.errors import FieldError


def check_options(command: Mapping[str, Any], options: Sequence[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    """What the client would not let a person send.

    `options` are as in interaction data: `{"name", "value"}`, sub-commands with `options` of their own.
    """
    given = {option["name"] for option in options}
    return tuple(
        FieldError((option["name"],), "BASE_TYPE_REQUIRED", "This field is required")
        for option in command.get("options") or ()
        if option.get("required") and option["name"] not in given
    )
