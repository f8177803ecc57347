"""Application commands: names, words, options, sizes, counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sandbox.discord.rules import Refusal, check_command, check_commands
from sandbox.discord.rules.commands import command_size
from tests.sandbox_discord_rules import bodies
from tests.sandbox_discord_rules.bodies import Body
from tests.sandbox_discord_rules.test_message_limits import Path, paths


def command(*options: Body, **more: Any) -> Body:
    return {"name": "imagine", "description": "Draw", "options": list(options), **more}


def option(name: str = "prompt", kind: int = 3, **more: Any) -> Body:
    return {"type": kind, "name": name, "description": "Words", **more}


def alone(body: Body, *, guild: bool = False) -> Refusal | None:
    return check_command(body, others=[], guild=guild)


def listed(count: int) -> list[Body]:
    return [{"name": f"n{n}", "value": str(n)} for n in range(count)]


LIMITS: list[tuple[Callable[[int], Body], int, Path]] = [
    (lambda n: command(name="x" * n), 32, ("name",)),
    (lambda n: command(description="x" * n), 100, ("description",)),
    (lambda n: command(*(option(f"o{i}") for i in range(n))), 25, ("options",)),
    (lambda n: command(option("x" * n)), 32, ("options", 0, "name")),
    (lambda n: command(option(description="x" * n)), 100, ("options", 0, "description")),
    (lambda n: command(option(choices=listed(n))), 25, ("options", 0, "choices")),
    (
        lambda n: command(option(choices=[{"name": "x" * n, "value": "v"}])),
        100,
        ("options", 0, "choices", 0, "name"),
    ),
    (
        lambda n: command(option(choices=[{"name": "n", "value": "x" * n}])),
        100,
        ("options", 0, "choices", 0, "value"),
    ),
    (lambda n: command(option(min_length=n)), 6000, ("options", 0, "min_length")),
    (lambda n: command(option(max_length=n)), 6000, ("options", 0, "max_length")),
    (lambda n: command(option(min_length=n, max_length=9)), 9, ("options", 0, "min_length")),
    (lambda n: command(option(kind=4, max_value=n)), 2**53 - 1, ("options", 0, "max_value")),
    (lambda n: command(option(kind=4, min_value=n, max_value=9)), 9, ("options", 0, "min_value")),
    (lambda n: {"type": 2, "name": "x" * n}, 32, ("name",)),
    (lambda n: command(contexts=[n]), 2, ("contexts", 0)),
    (lambda n: command(integration_types=[n]), 1, ("integration_types", 0)),
    (
        lambda n: command(*(option(f"s{i}", 1) for i in range(n))),
        25,
        ("options",),
    ),
    (
        lambda n: command(option("g", 2, options=[option(f"s{i}", 1) for i in range(n)])),
        25,
        ("options", 0, "options"),
    ),
    (lambda n: command(name_localizations={"de": "x" * n}), 32, ("name_localizations", "de")),
    (lambda n: command(description_localizations={"fr": "x" * n}), 100, ("description_localizations", "fr")),
]


@pytest.mark.parametrize(("build", "limit", "path"), LIMITS)
def test_a_limit_of_a_command_holds_to_the_last_unit(
    build: Callable[[int], Body], limit: int, path: Path
) -> None:
    assert alone(build(limit)) is None
    assert path in paths(alone(build(limit + 1)))


@pytest.mark.parametrize("name", ["imagine", "im-agine_2", "d'accord", "рисуй", "絵", "चित्र", "ภาพ", "ÿ"])
def test_names_people_can_type(name: str) -> None:
    assert alone(command(option(name), name=name)) is None


@pytest.mark.parametrize(
    "name", ["", "Imagine", "two words", "a.b", "a/b", "🦊", "Рисуй", "a\n", "é́", None, 5]
)
def test_names_that_are_none(name: Any) -> None:
    assert ("name",) in paths(alone(command(name=name)))
    assert ("options", 0, "name") in paths(alone(command(option(name))))


def test_a_context_menu_is_a_name_and_nothing_else() -> None:
    assert alone({"type": 3, "name": "Redraw This", "description": ""}) is None
    assert paths(alone({"type": 3, "name": "Redraw", "description": "d"})) == {("description",)}
    assert paths(alone({"type": 2, "name": "Redraw", "options": [option()]})) == {("options",)}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (command(description=""), ("description",)),
        ({"name": "x"}, ("description",)),
        (command(type=5), ()),
        (command(option(kind=12)), ("options", 0)),
        (command(option(kind=0)), ("options", 0)),
        (command(option("a"), option("b", required=True)), ("options", 1)),
        (command(option("a"), option("a")), ("options", 1, "name")),
        (command(option(choices=listed(1), autocomplete=True)), ("options", 0, "autocomplete")),
        (command(option(choices=[*listed(1), *listed(1)])), ("options", 0, "choices", 1, "name")),
        (command(option(kind=4, choices=listed(1))), ("options", 0, "choices", 0, "value")),
        (command(option("s", 1), option("p")), ("options", 1)),
        (command(option("g", 2)), ("options", 0, "options")),
        (command(option("g", 2, options=[option()])), ("options", 0, "options", 0)),
        (command(option("s", 1, options=[option("t", 1)])), ("options", 0, "options", 0)),
        (
            command(option("g", 2, options=[option("h", 2, options=[option("t", 1)])])),
            ("options", 0, "options", 0),
        ),
        (command(name_localizations={"de-DE": "malen"}), ("name_localizations", "de-DE")),
        (command(name_localizations={"de": "Malen"}), ("name_localizations", "de")),
        (command(contexts=[]), ("contexts",)),
        (command(contexts=[0, 0]), ("contexts", 1)),
        (command(default_member_permissions="manage"), ("default_member_permissions",)),
        (command(default_member_permissions=str(2**64)), ("default_member_permissions",)),
        (command(default_member_permissions=-1), ("default_member_permissions",)),
        (command(default_member_permissions=True), ("default_member_permissions",)),
        (command(option(min_length=-1)), ("options", 0, "min_length")),
        (command(option(max_length=0)), ("options", 0, "max_length")),
        (command(option(kind=10, max_value=2**53 + 2)), ("options", 0, "max_value")),
        (command(option(kind=7, channel_types=["text"])), ("options", 0, "channel_types", 0)),
        (command(nsfw="yes"), ("nsfw",)),
    ],
)
def test_what_a_command_cannot_be(body: Body, path: Path) -> None:
    assert path in paths(alone(body))


def test_a_channel_option_names_kinds_of_channel() -> None:
    assert alone(command(option(kind=7, channel_types=[0, 5, 11, 15, 16]))) is None


@pytest.mark.parametrize("value", ["0", "32", 32, None])
def test_default_permissions_are_a_bit_set(value: Any) -> None:
    assert alone(command(default_member_permissions=value)) is None


def test_an_entry_point_is_global() -> None:
    body = {"type": 4, "name": "launch", "description": "", "handler": 1}
    assert alone(body) is None
    assert paths(alone(body, guild=True)) == {("type",)}


def sized(size: int) -> Body:
    """A command of exactly so many characters."""
    options, left = [], size - len("imagine") - len("Draw")
    for index in range(25):
        part = option(f"o{index:02}", description="x" * 97, choices=[])
        left -= 100
        while left >= 100 and len(part["choices"]) < 25:
            name = f"{len(part['choices'])}"
            value = f"{len(part['choices']):02}" + "x" * (98 - len(name))
            part["choices"].append({"name": name, "value": value})
            left -= 100
        options.append(part)
        if left < 100:
            break
    options[0]["choices"][0]["name"] += "x" * left
    return command(*options)


def test_a_command_holds_8000_characters() -> None:
    assert command_size(sized(8000)) == 8000
    assert alone(sized(8000)) is None
    assert paths(alone(sized(8001))) == {()}


def test_only_the_longest_translation_counts() -> None:
    body = sized(7900)
    longer = {**body, "description_localizations": {"de": "x" * 90, "fr": "y" * 100}}
    assert command_size(longer) == 7900 - len("Draw") + 100
    assert alone({**longer, "description": "x" * 100}) is None


def many(kind: int, count: int) -> list[Body]:
    words = {"description": "d"} if kind == 1 else {}
    return [{"type": kind, "name": f"c{n}", **words} for n in range(count)]


@pytest.mark.parametrize(("kind", "limit"), [(1, 100), (2, 15), (3, 15)])
def test_there_is_room_for_so_many_commands(kind: int, limit: int) -> None:
    assert check_commands(many(kind, limit), guild=False) is None
    assert check_commands(many(kind, limit + 1), guild=True) == Refusal(30032)
    one_more = many(kind, limit + 1)
    assert check_command(one_more.pop(), others=one_more, guild=False) == Refusal(30032)


def test_names_are_unique_within_a_type() -> None:
    assert check_commands([*many(1, 1), *many(2, 1), *many(3, 1)], guild=False) is None
    assert paths(check_commands([*many(2, 2), *many(2, 1)], guild=False)) == {(2,)}
    assert paths(check_command(command(), others=[command()], guild=False)) == {("name",)}


def test_an_overwrite_is_a_list() -> None:
    assert paths(check_commands({"name": "x"}, guild=False)) == {()}  # type: ignore[arg-type] # a wrong body
    assert paths(check_commands([1], guild=False)) == {(0,)}  # type: ignore[list-item] # a wrong body


@given(bodies.commands, st.booleans())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_commands_within_all_limits_pass(commands: list[Body], guild: bool) -> None:
    assume(all(command_size(each) <= 8000 for each in commands))
    assert check_commands(commands, guild=guild) is None
