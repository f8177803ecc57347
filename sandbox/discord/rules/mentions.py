"""What Discord accepts as `allowed_mentions` (Discord documentation, "Message", allowed mentions object)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.rules.shape import Faults, boolean, both, fault, items, one_of, shape, snowflake, unique


def _no_contradiction(value: Mapping[str, Any]) -> Faults:
    """A kind may be parsed from the text or listed by id, not both."""
    parse = value.get("parse") or ()
    for kind in ("users", "roles"):
        if kind in parse and value.get(kind):
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            yield fault("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)


def _no_repetition(value: Mapping[str, Any]) -> Faults:
    for kind in ("parse", "users", "roles"):
        numbered = (((kind, index), str(item)) for index, item in enumerate(value.get(kind) or ()))
        yield from unique("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value", numbered)


allowed_mentions = both(
    shape(
        {},
        {
            "parse": items(0, 3, one_of(("users", "roles", "everyone"))),
            "users": items(0, 100, snowflake),
            "roles": items(0, 100, snowflake),
            "replied_user": boolean,
        },
    ),
    _no_repetition,
    _no_contradiction,
)
