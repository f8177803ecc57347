"""What the rules let through is also sound by Discord's official API description.

The description is not part of this project; without it (environment variable DISCORD_OPENAPI) these
tests are skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sandbox.discord.rules import Endpoint, check_callback, check_commands, check_message
from sandbox.discord.rules.choices import LOCALES
from tests.sandbox_discord_rules import bodies
from tests.sandbox_discord_rules.bodies import Body

ROOT = Path(__file__).parents[2]
DESCRIPTION = Path(os.environ.get("DISCORD_OPENAPI") or ROOT / "../shared/discord/openapi.json")

pytestmark = pytest.mark.skipif(not DESCRIPTION.exists(), reason="Discord's API description is not at hand")
slow = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@cache
def description() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    return loaded


@cache
def schema(method: str, path: str) -> Any:
    """A validator of the JSON body of one operation."""
    body = description()["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    return jsonschema_rs.validator_for({**body, "components": description()["components"]})


MESSAGE = ("post", "/channels/{channel_id}/messages")
EDIT = ("patch", "/channels/{channel_id}/messages/{message_id}")
FOLLOWUP = ("post", "/webhooks/{webhook_id}/{webhook_token}")
CALLBACK = ("post", "/interactions/{interaction_id}/{interaction_token}/callback")
COMMANDS = ("put", "/applications/{application_id}/commands")

WRONG: tuple[Any, ...] = (
    None,
    "",
    "x" * 5000,
    "12",
    -1,
    0,
    1,
    3,
    99,
    2**60,
    1.5,
    True,
    [],
    {},
    [None],
    "https://e.org/a",
)


def spots(value: Any) -> Iterator[tuple[Any, str | int]]:
    """Every container and key in a body."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from spots(inner)


def spoil(data: st.DataObject, value: Any) -> None:
    """Put something else at one place of a body."""
    places = list(spots(value))
    assume(places)
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = data.draw(st.sampled_from(WRONG))


def agree(operation: tuple[str, str], body: Any) -> None:
    """The description finds nothing wrong either. Ids may come as numbers; it knows them as strings."""
    errors = [f"{list(error.instance_path)}: {error.message}" for error in _errors(operation, _ids(body))]
    assert not errors, errors


def _errors(operation: tuple[str, str], body: Any) -> Iterator[Any]:
    return iter(schema(*operation).iter_errors(body))


def _ids(value: Any, key: str | int = "") -> Any:
    if isinstance(value, dict):
        return {inner: _ids(each, inner) for inner, each in value.items()}
    if isinstance(value, list):
        return [_ids(each, key) for each in value]
    named = key in ("sku_id", "users", "roles") or (key == "default_member_permissions")
    return str(value) if named and isinstance(value, int) and not isinstance(value, bool) else value


def copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


@given(bodies.messages, st.data())
@slow
def test_messages(body: Body, data: st.DataObject) -> None:
    body = copied(body)
    if data.draw(st.booleans()):
        spoil(data, body)
    assume(check_message(body, endpoint=Endpoint.CREATE, files={}) is None)
    for operation in (MESSAGE, EDIT, FOLLOWUP):
        agree(operation, body)


@given(bodies.modals, st.data())
@slow
def test_modals(modal: Body, data: st.DataObject) -> None:
    body = {"type": 9, "data": copied(modal)}
    if data.draw(st.booleans()):
        spoil(data, body["data"])
    assume(check_callback(body, interaction_type=2, files={}) is None)
    agree(CALLBACK, body)


@given(bodies.messages, st.sampled_from((4, 5, 6, 7)), st.data())
@slow
def test_answers(message: Body, kind: int, data: st.DataObject) -> None:
    body = {"type": kind, "data": copied(message)}
    before = {"content": "x", "flags": message.get("flags", 0)}
    assume(check_callback(body, interaction_type=3, files={}, before=before) is None)
    agree(CALLBACK, body)


@given(bodies.commands, st.data())
@slow
def test_commands(commands: list[Body], data: st.DataObject) -> None:
    commands, spoilt = copied(commands), data.draw(st.booleans())
    if commands and spoilt:
        spoil(data, commands)
    assume(check_commands(commands, guild=False) is None)
    agree(COMMANDS, commands)


@pytest.mark.parametrize(("kind", "values"), [(3, ["", "x" * 100]), (4, [0, 2**53 - 1]), (10, [0.5, -1])])
def test_choices(kind: int, values: list[Any]) -> None:
    choices = [{"name": "n", "value": value} for value in values]
    body = {"type": 8, "data": {"choices": choices}}
    assert check_callback(body, interaction_type=4, files={}, focused_type=kind) is None
    agree(CALLBACK, body)


def test_locales_are_those_of_the_description() -> None:
    known = description()["components"]["schemas"]["AvailableLocalesEnum"]["oneOf"]
    assert {each["const"] for each in known} == LOCALES
