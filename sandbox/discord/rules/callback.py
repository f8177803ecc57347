"""What Discord accepts as the answer to an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.rules.errors import FieldError, Refusal, refuse
from sandbox.discord.rules.message import Endpoint, check_message

_ALLOWED = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}


def check_callback(
    body: Mapping[str, Any],
    *,
    interaction_type: int,
    files: Mapping[int, str],
    before: Mapping[str, Any] | None = None,
    focused_type: int | None = None,
) -> Refusal | None:
    """Why Discord would refuse this answer, or None.

    `before` is the message a component or a modal opened from it belongs to; `focused_type` is the
    option type (3, 4 or 10) being completed, when the interaction is an autocomplete.
    """
    if body.get("type") not in _ALLOWED[interaction_type]:
        return refuse([FieldError(("type",), "BASE_TYPE_CHOICES", "Not an answer to this interaction.")])
    if body["type"] == 4:
        return check_message(body.get("data") or {}, endpoint=Endpoint.CALLBACK, files=files)
    return None
