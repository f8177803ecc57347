"""What a person fills in: selects of messages, and modals with their inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.clients import CannotError
from sandbox.discord.lookup import Lookup
from sandbox.discord.messages import walk

_ROW, _LABEL = 1, 18
_STRING, _INPUT, _USER, _ROLE, _MENTIONABLE, _CHANNEL = 3, 4, 5, 6, 7, 8
_UPLOAD, _RADIO, _CHECKBOXES, _CHECKBOX = 19, 21, 22, 23
_MAX_TYPED = 4000

Resolved = dict[str, dict[str, Any]]


def selected(lookup: Lookup, select: Mapping[str, Any], wanted: list[str]) -> tuple[list[str], Resolved]:
    """The values of a select, and what they refer to. Raises CannotError for what cannot be chosen."""
    name = select["custom_id"]
    least, most = _bound(select, "min_values", 1), _bound(select, "max_values", 1)
    if not least <= len(wanted) <= most:
        raise CannotError(f"{name!r} takes {least} to {most} values")
    resolved: Resolved = {}
    if select["type"] in (_STRING, _RADIO, _CHECKBOXES):
        return [_option(select, value) for value in wanted], resolved
    return [_pick(lookup, select, value, resolved) for value in wanted], resolved


def _option(select: Mapping[str, Any], wanted: str) -> str:
    for option in select["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise CannotError(f"{select['custom_id']!r} does not offer {wanted!r}")


def _pick(lookup: Lookup, select: Mapping[str, Any], wanted: str, resolved: Resolved) -> str:
    kind = select["type"]
    if kind == _CHANNEL:
        wire = lookup.channel(wanted).wire | {"permissions": "0"}
        if wire["type"] not in (select.get("channel_types") or (wire["type"],)):
            raise CannotError(f"{select['custom_id']!r} does not offer channels like {wanted!r}")
        key = "channels"
    elif kind == _ROLE:
        wire, key = lookup.role(wanted), "roles"
    else:
        wire, key = lookup.person(wanted).wire(), "users"
        if member := lookup.member(wire["id"]):
            resolved.setdefault("members", {})[wire["id"]] = member
    resolved.setdefault(key, {})[wire["id"]] = wire
    return str(wire["id"])


def submitted(lookup: Lookup, modal: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a modal submit. Raises CannotError for an unknown, missing or impossible value."""
    known = {part["custom_id"] for part in walk(modal["components"]) if "custom_id" in part}
    unknown = sorted(values.keys() - known)
    if unknown:
        raise CannotError(f"the modal has no {', '.join(unknown)}; it has: {', '.join(sorted(known))}")
    filling = _Filling(lookup, values)
    parts = [filling.outer(index + 1, part) for index, part in enumerate(modal["components"])]
    data: dict[str, Any] = {"custom_id": modal["custom_id"], "components": parts}
    return data | ({"resolved": filling.resolved} if filling.resolved else {})


class _Filling:
    """Fills one modal in."""

    def __init__(self, lookup: Lookup, values: Mapping[str, Any]) -> None:
        self._lookup = lookup
        self._values = values
        self.resolved: Resolved = {}

    def outer(self, number: int, part: Mapping[str, Any]) -> dict[str, Any]:
        """A top-level component: a row, a label, or a text."""
        base = {"type": part["type"], "id": part.get("id") or number}
        if part["type"] == _ROW:
            return base | {"components": [self._inner(number, each) for each in part["components"]]}
        if part["type"] == _LABEL:
            return base | {"component": self._inner(number, part["component"])}
        return base

    def _inner(self, number: int, part: Mapping[str, Any]) -> dict[str, Any]:
        name, kind = part["custom_id"], part["type"]
        base = {"type": kind, "id": part.get("id") or 100 + number, "custom_id": name}
        given = self._values.get(name)
        if kind == _INPUT:
            return base | {"value": _typed(part, given)}
        if kind == _CHECKBOX:
            return base | {"value": bool(part.get("default", False) if given is None else given)}
        if kind == _UPLOAD:
            return base | {"values": self._uploads(part, given or [])}
        wanted = _defaults(part) if given is None else [given] if isinstance(given, str) else list(given)
        return base | self._chosen(part, wanted)

    def _chosen(self, part: Mapping[str, Any], wanted: list[str]) -> dict[str, Any]:
        least = _bound(part, "min_values", 1) if part.get("required", True) else 0
        most = _bound(
            part, "max_values", len(part.get("options") or ()) if part["type"] == _CHECKBOXES else 1
        )
        bounds = {"min_values": least if wanted or part.get("required", True) else 0, "max_values": most}
        values, resolved = selected(self._lookup, dict(part) | bounds, wanted)
        for key, found in resolved.items():
            self.resolved.setdefault(key, {}).update(found)
        if part["type"] == _RADIO:
            return {"value": values[0] if values else None}
        return {"values": values}

    def _uploads(self, part: Mapping[str, Any], given: list[Any]) -> list[str]:
        least = _bound(part, "min_values", 1) if part.get("required", True) else 0
        most = _bound(part, "max_values", 1)
        if not least <= len(given) <= most:
            raise CannotError(f"{part['custom_id']!r} takes {least} to {most} files")
        wires = [self._lookup.uploaded(each) for each in given]
        for wire in wires:
            self.resolved.setdefault("attachments", {})[wire["id"]] = wire
        return [wire["id"] for wire in wires]


def _typed(part: Mapping[str, Any], given: Any) -> str:
    text = str(part.get("value") or "" if given is None else given)
    name, required = part["custom_id"], part.get("required", True)
    if not text and not required:
        return text
    least, most = part.get("min_length") or int(required), part.get("max_length") or _MAX_TYPED
    if not least <= len(text) <= most:
        raise CannotError(f"{name!r} takes {least} to {most} characters, not {len(text)}")
    return text


def _bound(part: Mapping[str, Any], key: str, default: int) -> int:
    """A bound of a select or group; an explicit null is as good as absent."""
    given = part.get(key)
    return default if given is None else int(given)


def _defaults(part: Mapping[str, Any]) -> list[str]:
    chosen = [option["value"] for option in part.get("options") or () if option.get("default")]
    return chosen + [str(value["id"]) for value in part.get("default_values") or ()]
