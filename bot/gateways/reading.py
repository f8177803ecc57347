"""Reading a gateway's JSON without trusting its types: a wrong one counts as absent.

The documents contradict themselves (a boolean printed as "false", an array printed as "example"),
so every field is read by what it could mean.
"""

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json

_EMPTY: Mapping[str, Any] = {}
#: Beyond this a number is no place in a queue.
_MOST = 2**53


class Unreadable(ValueError):
    """Not JSON."""


def parse(content: bytes) -> object:
    """The JSON value.

    Raises:
        Unreadable: it is not JSON.
    """
    try:
        return from_json(content)
    except ValueError as error:
        raise Unreadable from error


def mapping(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else _EMPTY


def sequence(value: object) -> list[Any]:
    """An array, or an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str | None:
    """A string with something in it."""
    return (value.strip() or None) if isinstance(value, str) else None


def integer(value: object) -> int | None:
    """A whole number, also when it is written as a string or with a point."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and abs(value) < _MOST else None


def flag(value: object) -> bool | None:
    """A boolean, also when it is written as a string."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None
