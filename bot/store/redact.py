"""Keeping secrets out of the event history."""

from collections.abc import Mapping
from typing import Any

MASK = "[hidden]"
#: Names whose values are hidden wherever they stand.
_PRIVATE = frozenset({"prompt", "revised_prompt", "token", "interaction_token", "authorization", "api_key"})


def redact(detail: Mapping[str, Any], secret: str | None) -> dict[str, Any]:
    """A copy without values under private names and without the text `secret` anywhere."""
    return {
        name: MASK if name.lower() in _PRIVATE else _without(value, secret) for name, value in detail.items()
    }


def _without(value: Any, secret: str | None) -> Any:
    match value:
        case str() if secret:
            return value.replace(secret, MASK)
        case Mapping():
            return redact(value, secret)
        case list() | tuple():
            return [_without(item, secret) for item in value]
        case _:
            return value
