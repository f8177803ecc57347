"""What a person may type into the options of a command."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord.rules import check_options
from tests.sandbox_discord_rules.bodies import Body
from tests.sandbox_discord_rules.test_commands import command, listed, option

IMAGINE = command(
    option("prompt", required=True, max_length=10, min_length=2),
    option("count", 4, min_value=1, max_value=4),
    option("strength", 10, min_value=0.5),
    option("quality", choices=listed(2)),
    option("private", 5),
    option("who", 6),
    option("image", 11),
    option("model", autocomplete=True),
)


def typed(**values: Any) -> list[Body]:
    return [{"name": name, "value": value} for name, value in values.items()]


def faults(**values: Any) -> set[tuple[str | int, ...]]:
    return {error.path for error in check_options(IMAGINE, typed(**values))}


def test_a_sound_command_goes_out() -> None:
    assert faults(prompt="a fox") == set()
    everything = typed(prompt="a fox", count=4, strength=2, quality="1", private=True, who="12", image="13")
    assert check_options(IMAGINE, [*everything, *typed(model="anything at all")]) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("prompt", value) for value in ("x", "x" * 11, 5, None)),
        *(("count", value) for value in (0, 5, "2", 1.5, True)),
        *(("strength", value) for value in (0.4, "1")),
        *(("quality", value) for value in ("2", "n0")),
        *(("private", value) for value in (1, "true")),
        *(("who", value) for value in ("fox", -1)),
        ("unknown", "x"),
    ],
)
def test_what_the_client_would_not_send(name: str, value: Any) -> None:
    assert faults(**{"prompt": "a fox", name: value}) == {(name,)}


def test_a_required_option_is_missed() -> None:
    assert faults(count=1) == {("prompt",)}


def test_an_option_is_given_once() -> None:
    twice = [*typed(prompt="a fox"), *typed(prompt="a cat")]
    assert [error.code for error in check_options(IMAGINE, twice)] == ["OPTION_DUPLICATED"]


@given(st.integers(-(2**54), 2**54))
def test_whole_numbers_stay_exact(value: int) -> None:
    free = command(option("n", 4))
    assert (check_options(free, typed(n=value)) == ()) == (abs(value) < 2**53)


def test_sub_commands_are_chosen_one_at_a_time() -> None:
    show = option("show", 1)
    change = option("set", 1, options=[option("credits", 4, required=True)])
    quota = command(option("guild", 2, options=[show, change]), option("mine", 1))
    chosen = {"name": "set", "options": typed(credits=5)}
    assert check_options(quota, [{"name": "guild", "options": [chosen]}]) == ()
    assert check_options(quota, [{"name": "mine"}]) == ()
    (missing,) = check_options(quota, [{"name": "guild", "options": [{"name": "set"}]}])
    assert missing.path == ("guild", "set", "credits")
    assert {error.path for error in check_options(quota, [])} == {()}
    assert {error.path for error in check_options(quota, [{"name": "guild"}])} == {("guild",)}
    assert {error.path for error in check_options(quota, [{"name": "mine"}, {"name": "guild"}])} >= {()}
