"""Typed option values: from a person's `name: value` to the options of interaction data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.clients import CannotError
from sandbox.discord.lookup import Lookup
from sandbox.discord.rules import check_options

_SUB, _GROUP = 1, 2
_USER, _CHANNEL, _ROLE, _MENTIONABLE, _ATTACHMENT = 6, 7, 8, 9, 11


@dataclass(slots=True)
class Filled:
    """Interaction data options, and what they refer to."""

    options: list[dict[str, Any]] = field(default_factory=list)
    resolved: dict[str, dict[str, Any]] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The parts of interaction data that are not empty."""
        made: dict[str, Any] = {"options": self.options} if self.options else {}
        return made | ({"resolved": self.resolved} if self.resolved else {})


class Filling:
    """Fills one command's options in."""

    def __init__(self, lookup: Lookup, command: dict[str, Any], path: list[str]) -> None:
        self._lookup = lookup
        self._command = command
        self._path = path
        self._filled = Filled()

    def checked(self, values: Mapping[str, Any]) -> Filled:
        """As the client sends it. Raises CannotError for what it would not let a person send."""
        self._filled.options = self._nested(self._path, self._command, values)
        wrong = check_options(self._command, self._filled.options)
        if wrong:
            raise CannotError("; ".join(str(error) for error in wrong))
        return self._filled

    def outdated(self, values: Mapping[str, Any]) -> Filled:
        """As a client with an old copy of the command sends it: any option, any value."""
        self._filled.options = self._nested(self._path, self._command, values)
        return self._filled

    def completing(self, values: Mapping[str, Any], focused: str) -> Filled:
        """As the client asks for choices while `focused` is being typed. Raises CannotError."""
        self._filled.options = self._nested(self._path, self._command, values, focused)
        return self._filled

    def _nested(
        self, path: list[str], level: dict[str, Any], values: Mapping[str, Any], focused: str | None = None
    ) -> list[dict[str, Any]]:
        declared = {option["name"]: option for option in level.get("options") or ()}
        if path:
            inner = declared.get(path[0])
            if inner is None or inner["type"] not in (_SUB, _GROUP):
                raise CannotError(f"there is no sub-command {path[0]!r}")
            options = self._nested(path[1:], inner, values, focused)
            return [{"name": path[0], "type": inner["type"], "options": options}]
        made = [self._one(name, declared.get(name), value) for name, value in values.items()]
        return made if focused is None else self._focus(made, declared, focused)

    def _focus(
        self, made: list[dict[str, Any]], declared: Mapping[str, Any], focused: str
    ) -> list[dict[str, Any]]:
        if not declared.get(focused, {}).get("autocomplete"):
            raise CannotError(f"option {focused!r} does not offer choices while typing")
        if focused not in (option["name"] for option in made):
            made.append({"name": focused, "type": declared[focused]["type"], "value": ""})
        for option in made:
            if option["name"] == focused:
                option |= {"focused": True, "value": str(option["value"])}
        return made

    def _one(self, name: str, declared: Mapping[str, Any] | None, value: Any) -> dict[str, Any]:
        kind = declared["type"] if declared else _guess(value)
        return {"name": name, "type": kind, "value": self._value(kind, value)}

    def _value(self, kind: int, value: Any) -> Any:
        lookup = self._lookup
        if kind == _ATTACHMENT:
            return self._resolve("attachments", lookup.uploaded(value))
        if kind == _USER:
            person = lookup.person(str(value))
            return self._resolve("users", person.wire())
        if kind == _CHANNEL:
            return self._resolve("channels", lookup.channel(str(value)).wire | {"permissions": "0"})
        if kind in (_ROLE, _MENTIONABLE):
            return self._resolve("roles", lookup.role(str(value)))
        return value

    def _resolve(self, key: str, wire: dict[str, Any]) -> str:
        self._filled.resolved.setdefault(key, {})[wire["id"]] = wire
        if key == "users":
            member = self._lookup.member(wire["id"])
            if member is not None:
                self._filled.resolved.setdefault("members", {})[wire["id"]] = member
        return str(wire["id"])


def _guess(value: Any) -> int:
    """The type an unknown option's value has by itself."""
    if isinstance(value, bool):
        return 5
    if isinstance(value, int):
        return 4
    return 10 if isinstance(value, float) else 3
