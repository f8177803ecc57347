"""What was asked and refused, as a JSON document, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from bot.domain.appeal import Plea
from bot.domain.job import Origin
from bot.domain.quota import Bucket, Measure, Rule, Scope, Standing
from bot.store.wishes import from_wish, to_wish

_ORIGIN = {field.name for field in fields(Origin)}


def to_document(plea: Plea) -> dict[str, Any]:
    """All of it."""
    return {
        "request": to_wish(plea.request),
        "origin": asdict(plea.origin),
        "role_ids": list(plea.role_ids),
        "price": plea.price,
        "limits": [asdict(standing) for standing in plea.limits],
        "locale": plea.locale,
        "retry_of": plea.retry_of,
        "why": plea.why,
    }


def from_document(document: Mapping[str, Any]) -> Plea | None:
    """The plea; `None` if all was told and it was emptied."""
    if not document:
        return None
    origin = {name: value for name, value in document["origin"].items() if name in _ORIGIN}
    return Plea(
        request=from_wish(document["request"]),
        origin=Origin(**origin),
        role_ids=tuple(document["role_ids"]),
        price=document["price"],
        limits=tuple(_standing(each) for each in document["limits"]),
        locale=document["locale"],
        retry_of=document["retry_of"],
        # An earlier version did not ask.
        why=document.get("why", ""),
    )


def _standing(document: Mapping[str, Any]) -> Standing:
    bucket = {**document["bucket"], "scope": Scope(document["bucket"]["scope"])}
    read = {
        "bucket": Bucket(**bucket),
        "measure": Measure(document["measure"]),
        "rule": _rule(document["rule"]),
    }
    return Standing(**{**document, **read})


def _rule(document: Mapping[str, Any] | None) -> Rule | None:
    if document is None:
        return None
    return Rule(**{**document, "scope": Scope(document["scope"]), "measure": Measure(document["measure"])})
