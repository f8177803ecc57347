"""Answers to interactions: which may answer what, modals, choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sandbox.discord.rules import Refusal, check_callback
from tests.sandbox_discord_rules import bodies
from tests.sandbox_discord_rules.bodies import Body
from tests.sandbox_discord_rules.test_message_limits import Path, check, choices, paths, row, select, show

MESSAGE = {"content": "on it", "flags": 0, "components": [], "embeds": [], "attachments": []}
COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5


def field(**more: Any) -> Body:
    return {"type": 4, "custom_id": "f", "style": 1, **more}


def label(component: Body | None = None, **more: Any) -> Body:
    return {"type": 18, "label": "Prompt", "component": component or field(), **more}


def presets(count: int) -> list[Body]:
    """Five options of which the first so many are chosen beforehand."""
    return [{**each, "default": index < count} for index, each in enumerate(choices(5))]


def modal(*components: Body, **more: Any) -> Body:
    return {"custom_id": "m", "title": "Imagine", "components": list(components) or [label()], **more}


DATA: dict[int, Body] = {4: {"content": "x"}, 7: {"content": "x"}, 8: {"choices": []}, 9: modal()}


def answer(kind: int, data: Body | None = None, *, to: int = COMMAND, **more: Any) -> Refusal | None:
    body = {"type": kind, "data": DATA.get(kind) if data is None else data}
    return check_callback(body, **{"interaction_type": to, "files": {}, **more})


@pytest.mark.parametrize(
    ("interaction", "before", "allowed"),
    [
        (COMMAND, None, {4, 5, 9}),
        (COMPONENT, MESSAGE, {4, 5, 6, 7, 9}),
        (AUTOCOMPLETE, None, {8}),
        (SUBMIT, None, {4, 5}),
        (SUBMIT, MESSAGE, {4, 5, 6, 7}),
    ],
)
def test_an_interaction_takes_only_its_own_answers(
    interaction: int, before: Body | None, allowed: set[int]
) -> None:
    accepted = {n for n in range(15) if answer(n, to=interaction, before=before, focused_type=3) is None}
    assert accepted == allowed
    assert paths(answer(1, to=interaction, before=before)) == {("type",)}


@pytest.mark.parametrize("kind", [None, "4", True, 4.0])
def test_the_type_is_a_number(kind: Any) -> None:
    assert paths(answer(kind)) == {("type",)}


def test_faults_of_a_message_are_found_under_data() -> None:
    assert paths(answer(4, {"content": "x" * 2001})) == {("data", "content")}
    assert answer(4, {}) == Refusal(50006)
    changed = answer(7, {"content": "x" * 2001}, to=COMPONENT, before=MESSAGE)
    assert paths(changed) == {("data", "content")}


def test_a_deferred_answer_may_be_ephemeral() -> None:
    assert answer(5, {"flags": 64}) is None
    assert paths(answer(5, {"flags": 1})) == {("data", "flags")}


@pytest.mark.parametrize("kind", [8, 9])
def test_choices_and_modals_need_data(kind: int) -> None:
    to = AUTOCOMPLETE if kind == 8 else COMMAND
    body = {"type": kind}
    assert paths(check_callback(body, interaction_type=to, files={}, focused_type=3)) == {("data",)}


# -- autocomplete


def completed(*offered: Body, kind: int = 3) -> Refusal | None:
    return answer(8, {"choices": list(offered)}, to=AUTOCOMPLETE, focused_type=kind)


def test_twenty_five_choices_are_enough() -> None:
    assert completed(*({"name": "n", "value": "v"} for _ in range(25))) is None
    assert paths(completed(*({"name": "n", "value": "v"} for _ in range(26)))) == {("data", "choices")}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (3, ["", "x" * 100], ["x" * 101, 1, None]),
        (4, [0, 2**53 - 1, -(2**53) + 1], [2**53, "1", 0.5, True]),
        (10, [0, 0.5, 2**53, -(2**53)], [2**53 + 2, "0.5", float("nan")]),
    ],
)
def test_a_choice_has_a_value_of_the_options_type(kind: int, good: list[Any], bad: list[Any]) -> None:
    assert completed(*({"name": "n", "value": value} for value in good), kind=kind) is None
    for value in bad:
        path = ("data", "choices", 0, "value")
        assert path in paths(completed({"name": "n", "value": value}, kind=kind))


@pytest.mark.parametrize(("name", "good"), [("x", True), ("x" * 100, True), ("", False), ("x" * 101, False)])
def test_a_choice_has_a_name_of_1_to_100(name: str, good: bool) -> None:
    refusal = completed({"name": name, "value": "v"})
    assert refusal is None if good else paths(refusal) == {("data", "choices", 0, "name")}


# -- modals

IN = ("data", "components", 0, "component")
LIMITS: list[tuple[Callable[[int], Body], int, Path]] = [
    (lambda n: modal(title="x" * n), 45, ("data", "title")),
    (lambda n: modal(custom_id="x" * n), 100, ("data", "custom_id")),
    (lambda n: modal(*[show("t")] * n), 5, ("data", "components")),
    (lambda n: modal(label(label="x" * n)), 45, ("data", "components", 0, "label")),
    (lambda n: modal(label(description="x" * n)), 100, ("data", "components", 0, "description")),
    (lambda n: modal(label(field(custom_id="x" * n))), 100, (*IN, "custom_id")),
    (lambda n: modal(label(field(value="x" * n))), 4000, (*IN, "value")),
    (lambda n: modal(label(field(placeholder="x" * n))), 100, (*IN, "placeholder")),
    (lambda n: modal(label(field(max_length=n))), 4000, (*IN, "max_length")),
    (lambda n: modal(label(field(min_length=n, max_length=4000))), 4000, (*IN, "min_length")),
    (lambda n: modal(label(field(min_length=n, max_length=7))), 7, (*IN, "min_length")),
    (lambda n: modal(label(field(style=n))), 2, (*IN, "style")),
    (lambda n: modal(label(select(n))), 25, (*IN, "options")),
    (lambda n: modal(label({"type": 19, "custom_id": "u", "max_values": n})), 10, (*IN, "max_values")),
    (lambda n: modal(label({"type": 21, "custom_id": "r", "options": choices(n)})), 10, (*IN, "options")),
    (lambda n: modal(label({"type": 22, "custom_id": "c", "options": choices(n)})), 10, (*IN, "options")),
    (
        lambda n: modal(label({"type": 22, "custom_id": "c", "options": choices(4), "max_values": n})),
        4,
        (*IN, "options"),
    ),
    (
        lambda n: modal(label({"type": 22, "custom_id": "c", "options": choices(4), "min_values": n})),
        4,
        (*IN, "min_values"),
    ),
    (
        lambda n: modal(label({"type": 22, "custom_id": "c", "options": choices(10), "max_values": n})),
        10,
        (*IN, "max_values"),
    ),
    (
        lambda n: modal(label({"type": 22, "custom_id": "c", "options": presets(n), "max_values": 2})),
        2,
        (*IN, "options"),
    ),
    (
        lambda n: modal(label({"type": 21, "custom_id": "r", "options": presets(n)})),
        1,
        (*IN, "options"),
    ),
]


@pytest.mark.parametrize(("build", "limit", "path"), LIMITS)
def test_a_limit_of_a_modal_holds_to_the_last_unit(
    build: Callable[[int], Body], limit: int, path: Path
) -> None:
    assert answer(9, build(limit)) is None
    assert path in paths(answer(9, build(limit + 1)))


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (modal(title=""), ("data", "title")),
        ({**modal(), "components": []}, ("data", "components")),
        (modal(label(label="")), ("data", "components", 0, "label")),
        (modal(label(select(disabled=True))), (*IN, "disabled")),
        (modal(label(select(min_values=0))), (*IN, "min_values")),
        (modal(label({"type": 19, "custom_id": "u", "min_values": 0})), (*IN, "min_values")),
        (modal(label({"type": 21, "custom_id": "r", "options": choices(1)})), (*IN, "options")),
        (modal(label(field(label="twice"))), (*IN, "label")),
        (modal(row(field())), ("data", "components", 0, "components", 0, "label")),
        (
            modal(row(field(label="a"), field(label="b", custom_id="g"))),
            ("data", "components", 0, "components"),
        ),
        (modal(label(), label()), ("data", "components", 1, "component", "custom_id")),
        (modal(label(label())), IN),
        (modal(field()), ("data", "components", 0)),
        (modal(label({"type": 2, "style": 1, "label": "x", "custom_id": "b"})), IN),
    ],
)
def test_what_a_modal_cannot_hold(data: Body, path: Path) -> None:
    assert path in paths(answer(9, data))


def test_what_is_not_required_may_stay_empty() -> None:
    assert answer(9, modal(label(select(min_values=0, required=False)))) is None
    assert answer(9, modal(row(field(label="old style")))) is None


@given(bodies.modals)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_modal_within_all_limits_passes(data: Body) -> None:
    assert answer(9, data) is None


@given(bodies.messages)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_an_answer_is_judged_like_a_message_of_its_own(data: Body) -> None:
    alone = check(data)
    inside = answer(4, data)
    assert (alone is None) == (inside is None)
    if alone is not None:
        assert paths(inside) == {("data", *path) for path in paths(alone)}
