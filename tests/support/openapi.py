"""Checks what went over the wire against Discord's OpenAPI description, in both directions.

The description is looked for at `$DISCORD_OPENAPI`, else beside the repository; `find_description` is
None when it is not at hand, and tests then skip.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

Json = dict[str, Any]
_DEFAULT = Path(__file__).parents[2] / ".." / "shared" / "discord" / "openapi.json"


def find_description() -> Path | None:
    """Where the description is, or None."""
    path = Path(os.environ.get("DISCORD_OPENAPI", _DEFAULT))
    return path if path.is_file() else None


def mismatches(log: Iterable[Mapping[str, Any]], description: Path) -> list[str]:
    """One line for each body of the request log that the description does not allow.

    Requests that were refused are not looked at, nor are scripted faults: both are meant to be wrong.
    """
    book = _book(description)
    found: list[str] = []
    for entry in log:
        if entry["fault"] is not None or entry["status"] is None or entry["route"] is None:
            continue
        found += book.check(entry)
    return found


class _Book:
    """Validators by operation and direction, made when first needed."""

    def __init__(self, spec: Json) -> None:
        self._spec = spec
        self._made: dict[str, Any] = {}

    def check(self, entry: Mapping[str, Any]) -> list[str]:
        where = f"{entry['method']} {entry['route']}"
        operation = self._operation(entry["method"], entry["route"])
        if operation is None:
            return [f"{where}: not in the description"]
        if entry["status"] >= 300:
            return self._refusal(where, entry)
        found = self._request(where, operation, entry)
        return found + self._response(where, operation, entry)

    def _operation(self, method: str, route: str) -> Json | None:
        shape = _shape(route)
        for path, methods in self._spec["paths"].items():
            if _shape(path) == shape and method.lower() in methods:
                return dict(methods[method.lower()])
        return None

    def _request(self, where: str, operation: Json, entry: Mapping[str, Any]) -> list[str]:
        if entry["body"] is None:
            return []
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return [f"{where}: a body where none belongs"]
        return self._against(schema, _ids_as_text(entry["body"]), f"{where} request")

    def _response(self, where: str, operation: Json, entry: Mapping[str, Any]) -> list[str]:
        answer = operation["responses"].get(str(entry["status"]))
        if answer is None:
            return [f"{where}: status {entry['status']} is not in the description"]
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return [] if entry["response"] is None else [f"{where}: a body with status {entry['status']}"]
        return self._against(schema, entry["response"], f"{where} response")

    def _refusal(self, where: str, entry: Mapping[str, Any]) -> list[str]:
        kind = "RatelimitedResponse" if entry["status"] == 429 else "ErrorResponse"
        schema = {"$ref": f"#/components/schemas/{kind}"}
        return self._against(schema, entry["response"], f"{where} {entry['status']}")

    def _against(self, schema: Json, body: Any, where: str) -> list[str]:
        key = str(schema.get("$ref") or id(schema))
        if key not in self._made:
            whole = {**schema, "components": self._spec["components"]}
            self._made[key] = jsonschema_rs.Draft202012Validator(whole)
        return [
            f"{where}: {error.message[:300]} at {'/'.join(map(str, error.instance_path))}"
            for error in self._made[key].iter_errors(body)
        ]


@lru_cache(maxsize=1)
def _book(description: Path) -> _Book:
    return _Book(json.loads(description.read_text(encoding="utf-8")))


def _shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def _ids_as_text(body: Any) -> Any:
    """Discord takes ids as numbers, too, and discord.py writes some so; its description says texts."""
    made = copy.deepcopy(body)
    for holder in (made, made.get("data") if isinstance(made, dict) else None):
        if isinstance(holder, dict):
            _write_ids_as_text(holder)
    return made


def _write_ids_as_text(holder: Json) -> None:
    for item in holder.get("attachments") or ():
        item["id"] = str(item["id"])
    mentions = holder.get("allowed_mentions") or {}
    for named in mentions.keys() & {"users", "roles"}:
        mentions[named] = [str(each) for each in mentions[named]]
    if "recipient_id" in holder:
        holder["recipient_id"] = str(holder["recipient_id"])
    for component in holder.get("components") or ():
        _write_defaults_as_text(component)


def _write_defaults_as_text(component: Json) -> None:
    """Of menus, however deep, what is chosen at first."""
    for value in component.get("default_values") or ():
        value["id"] = str(value["id"])
    for inner in component.get("components") or ():
        _write_defaults_as_text(inner)
