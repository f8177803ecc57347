"""The error catalogue and the nested body of a refused form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord.rules import FieldError, Refusal, discord_error, form_body
from sandbox.discord.rules.errors import CATALOGUE

paths = st.lists(st.one_of(st.sampled_from(("components", "embeds", "name")), st.integers(0, 3)), max_size=4)
faults = st.builds(
    lambda path, code: FieldError(tuple(path), code, code.lower()), paths, st.sampled_from("ABC")
)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        *((10062, 404), (10015, 404), (10008, 404), (40060, 400), (50006, 400), (50109, 400), (40005, 413)),
        *((40001, 401), (50027, 401), (50001, 403), (50013, 403), (50007, 403), (30046, 429), (20016, 429)),
    ],
)
def test_statuses_that_clients_branch_on(code: int, status: int) -> None:
    answered, body = discord_error(code)
    assert (answered, body["code"]) == (status, code)


def test_every_code_is_an_error_with_words() -> None:
    for code, (status, message) in CATALOGUE.items():
        assert status >= 400
        assert message
        assert discord_error(code) == (status, {"code": code, "message": message})


@given(st.lists(faults, min_size=1, max_size=8))
def test_a_form_body_holds_each_fault_at_its_path_and_nothing_else(errors: list[FieldError]) -> None:
    body = form_body(errors)
    assert (body["code"], body["message"]) == (50035, "Invalid Form Body")
    found = sorted(_leaves(body["errors"], ()))
    assert found == sorted((tuple(map(str, e.path)), e.code, e.message) for e in errors)


def _leaves(tree: dict[str, Any], path: tuple[str, ...]) -> list[tuple[tuple[str, ...], str, str]]:
    found = [(path, each["code"], each["message"]) for each in tree.get("_errors", ())]
    for key, inner in tree.items():
        if key != "_errors":
            found += _leaves(inner, (*path, key))
    return found


def test_a_refusal_answers_with_its_code_or_its_fields() -> None:
    assert Refusal(50006).answer() == discord_error(50006)
    field = FieldError(("content",), "X", "too long")
    assert Refusal(50035, (field,)).answer() == (400, form_body([field]))
    assert "content" in str(Refusal(50035, (field,)))
