"""The bot's application commands, global and per guild."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.changes import Changes, Kind
from sandbox.discord.snowflake import Snowflakes

Scope = str | None  # a guild id, or None for global commands


class Commands:
    """Registered commands by scope. A command is known by (type, name) within its scope."""

    def __init__(self, ids: Snowflakes, changes: Changes) -> None:
        self._ids = ids
        self._changes = changes
        self._held: dict[Scope, dict[str, dict[str, Any]]] = {}

    def all(self, scope: Scope) -> list[dict[str, Any]]:
        """The commands of one scope."""
        return list(self._held.get(scope, {}).values())

    def get(self, scope: Scope, command_id: str) -> dict[str, Any] | None:
        """One command by id."""
        return self._held.get(scope, {}).get(command_id)

    def named(self, scope: Scope, name: str, kind: int) -> dict[str, Any] | None:
        """One command by name and type."""
        found = (item for item in self.all(scope) if (item["name"], item["type"]) == (name, kind))
        return next(found, None)

    def offered(self, guild_id: str | None) -> list[dict[str, Any]]:
        """What could be listed in a guild: its own commands, then the global ones."""
        own = self.all(guild_id) if guild_id else []
        return own + self.all(None)

    def put(self, application_id: str, scope: Scope, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Replace all commands of a scope; those known by name keep their ids."""
        before = {(item["type"], item["name"]): item for item in self.all(scope)}
        made = {}
        for body in bodies:
            known = before.get((body.get("type", 1), body["name"]))
            command = self._wire(application_id, scope, body, known)
            made[command["id"]] = command
        self._held[scope] = made
        self._changes.publish(Kind.COMMANDS, {"guild_id": scope, "count": len(made)})
        return list(made.values())

    def upsert(
        self, application_id: str, scope: Scope, body: Mapping[str, Any]
    ) -> tuple[dict[str, Any], bool]:
        """Add or replace one command; second value says whether it is new."""
        known = self.named(scope, body["name"], body.get("type", 1))
        command = self._wire(application_id, scope, body, known)
        self._held.setdefault(scope, {})[command["id"]] = command
        self._changes.publish(Kind.COMMANDS, {"guild_id": scope, "count": len(self._held[scope])})
        return command, known is None

    def change(self, scope: Scope, command_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change parts of one command."""
        command = self._held[scope][command_id]
        command |= _as_answered(body) | {"version": self._ids.take()}
        self._changes.publish(Kind.COMMANDS, {"guild_id": scope, "count": len(self._held[scope])})
        return command

    def remove(self, scope: Scope, command_id: str) -> None:
        """Forget one command."""
        del self._held[scope][command_id]
        self._changes.publish(Kind.COMMANDS, {"guild_id": scope, "count": len(self._held[scope])})

    def _wire(
        self, application_id: str, scope: Scope, body: Mapping[str, Any], known: dict[str, Any] | None
    ) -> dict[str, Any]:
        fixed: dict[str, Any] = {
            "id": known["id"] if known else self._ids.take(),
            "application_id": application_id,
            "version": self._ids.take(),
        }
        if scope is not None:
            fixed["guild_id"] = scope
        given = {key: value for key, value in _as_answered(body).items() if key != "id" and value is not None}
        if scope is None:
            given.setdefault("contexts", [0, 1, 2])
            given["dm_permission"] = 1 in given["contexts"]
            given.setdefault("integration_types", [0])
        return _DEFAULTS | given | fixed


def _as_answered(body: Mapping[str, Any]) -> dict[str, Any]:
    """Permissions are taken as a number or a text, and always answered as a text."""
    needed = body.get("default_member_permissions")
    return dict(body) | ({} if needed is None else {"default_member_permissions": str(needed)})


_DEFAULTS: dict[str, Any] = {
    "type": 1,
    "description": "",
    "default_member_permissions": None,
    "name_localizations": None,
    "description_localizations": None,
    "nsfw": False,
}
