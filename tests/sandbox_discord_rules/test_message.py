"""What holds between the parts of a message, and between a message and its edit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sandbox.discord.rules import Endpoint, Refusal, check_message
from tests.sandbox_discord_rules import bodies
from tests.sandbox_discord_rules.bodies import V2, Body
from tests.sandbox_discord_rules.test_message_limits import (
    button,
    check,
    paths,
    plain,
    row,
    section,
    select,
    show,
    v2,
)

NEW = (Endpoint.CREATE, Endpoint.CALLBACK, Endpoint.FOLLOWUP)
CHANGE = (Endpoint.EDIT, Endpoint.UPDATE, Endpoint.WEBHOOK_EDIT)
OLD = {
    "content": "old",
    "flags": 0,
    "embeds": [],
    "components": [],
    "attachments": [{"id": "900", "filename": "old.png"}],
}
LAYOUT = {**OLD, "content": "", "flags": V2, "components": [show("old")]}


def edit(body: Body, before: Body = OLD, files: dict[int, str] | None = None) -> Refusal | None:
    return check_message(body, endpoint=Endpoint.EDIT, files=files or {}, before=before)


@pytest.mark.parametrize(
    "body",
    [{}, {"content": ""}, {"content": " \n"}, {"embeds": []}, {"components": [row(button())]}, {"flags": V2}],
)
def test_nothing_to_show_is_an_empty_message(body: Body) -> None:
    assert check(body) == Refusal(50006)


@pytest.mark.parametrize("body", [{}, {"attachments": []}])
def test_files_or_what_is_left_make_a_message(body: Body) -> None:
    assert check(body, {0: "a.png"}) is None
    assert edit(body) is None


def test_an_edit_may_not_take_the_last_thing_away() -> None:
    assert edit({"content": None}) is None
    assert edit({"content": None, "attachments": []}) == Refusal(50006)
    assert edit({"components": []}, LAYOUT) == Refusal(50006)


BUTTON = ("components", 0, "components", 0)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"custom_id": None}, "custom_id"),
        ({"url": "https://example.org"}, "url"),
        ({"sku_id": "12"}, "sku_id"),
        ({"label": None}, "label"),
        ({"style": 7}, "style"),
        ({"style": True}, "style"),
        ({"style": 5}, "url"),
        ({"style": 5, "url": "https://example.org"}, "custom_id"),
        ({"style": 5, "custom_id": None, "url": "ftp://example.org"}, "url"),
        ({"style": 5, "custom_id": None, "url": "https://"}, "url"),
        ({"style": 5, "custom_id": None, "url": "https:///path"}, "url"),
        ({"style": 5, "custom_id": None, "url": "https://exa mple.org"}, "url"),
        ({"style": 6, "custom_id": None, "label": None}, "sku_id"),
        ({"style": 6, "sku_id": "12", "custom_id": None}, "label"),
        ({"disabled": 1}, "disabled"),
    ],
)
def test_the_style_of_a_button_decides_its_fields(wrong: Body, key: str) -> None:
    assert (*BUTTON, key) in paths(check(plain(row(button(**wrong)))))


def test_a_button_with_only_an_emoji_is_a_button() -> None:
    assert check(plain(row(button(label=None, emoji={"name": "🦊"})))) is None


def test_a_select_stands_alone_in_its_row() -> None:
    assert ("components", 0, "components", 1) in paths(check(plain(row(button(), select()))))
    assert ("components", 0, "components", 1) in paths(check(plain(row(select(), select(custom_id="b")))))


def test_option_values_differ() -> None:
    twice = select(options=[{"label": "a", "value": "v"}, {"label": "b", "value": "v"}])
    assert (*BUTTON, "options", 1, "value") in paths(check(plain(row(twice))))


@pytest.mark.parametrize("kind", [9, 10, 12, 13, 14, 17])
def test_without_the_flag_only_rows_stand_at_the_top(kind: int) -> None:
    assert paths(check({"content": "x", "components": [{"type": kind}]})) == {("components", 0)}


@pytest.mark.parametrize("kind", [2, 3, 4, 11, 18, 19, 20, 21, 99, "1", None, True])
def test_what_is_no_top_level_component_is_refused(kind: Any) -> None:
    assert paths(check(v2({"type": kind}))) == {("components", 0)}


@pytest.mark.parametrize(
    ("outer", "path"),
    [
        (
            {"type": 17, "components": [{"type": 17, "components": [show("x")]}]},
            ("components", 0, "components", 0),
        ),
        ({"type": 17, "components": [button()]}, ("components", 0, "components", 0)),
        (row(show("x")), ("components", 0, "components", 0)),
        (section(1, select()), ("components", 0, "accessory")),
        ({"type": 9, "components": [show("x")]}, ("components", 0, "accessory")),
        ({"type": 9, "components": [button()], "accessory": button()}, ("components", 0, "components", 0)),
    ],
)
def test_components_nest_only_where_they_belong(outer: Body, path: tuple[str | int, ...]) -> None:
    assert path in paths(check(v2(outer)))


@given(st.lists(bodies.blocks, min_size=1, max_size=4), st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_repeated_custom_id_is_found_however_deep(blocks: list[Body], data: st.DataObject) -> None:
    body = v2(*bodies.numbered(blocks))
    parts = bodies.interactive(body["components"])
    assume(len(parts) > 1)
    assume(check(body) is None)
    first, second = sorted(data.draw(st.sets(st.integers(0, len(parts) - 1), min_size=2, max_size=2)))
    parts[second]["custom_id"] = parts[first]["custom_id"]
    (path,) = paths(check(body))
    assert path[-1] == "custom_id"
    assert _at(body, path[:-1]) is parts[second]


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def test_component_ids_differ_but_nought_asks_for_a_number() -> None:
    assert check(v2({**show("a"), "id": 0}, {**show("b"), "id": 0})) is None
    assert paths(check(v2({**show("a"), "id": 7}, {**show("b"), "id": 7}))) == {("components", 1, "id")}


@pytest.mark.parametrize(
    "extra",
    [{"content": "x"}, {"embeds": [{"title": "t"}]}, {"sticker_ids": ["1"]}, {"poll": {"answers": []}}],
)
def test_a_layout_holds_nothing_else(extra: Body) -> None:
    assert paths(check({**v2(show("x")), **extra})) == {(key,) for key in extra}


def test_polls_are_refused() -> None:
    assert paths(check({"content": "x", "poll": {"question": {"text": "?"}}})) == {("poll",)}


@pytest.mark.parametrize("endpoint", NEW)
def test_ephemeral_is_for_answers_only(endpoint: Endpoint) -> None:
    refusal = check({"content": "x", "flags": 64}, endpoint=endpoint)
    assert (refusal is None) == (endpoint is not Endpoint.CREATE)


@pytest.mark.parametrize("endpoint", NEW)
@pytest.mark.parametrize("flag", [1, 2, 8, 16, 32, 128, 256, 1 << 14])
def test_flags_that_discord_sets_itself_cannot_be_asked_for(endpoint: Endpoint, flag: int) -> None:
    assert paths(check({"content": "x", "flags": flag}, endpoint=endpoint)) == {("flags",)}


@pytest.mark.parametrize("endpoint", CHANGE)
def test_a_layout_stays_a_layout(endpoint: Endpoint) -> None:
    def change(body: Body) -> Refusal | None:
        return check_message(body, endpoint=endpoint, files={}, before=LAYOUT)

    assert change({"components": [show("new")]}) is None
    assert change({"flags": V2 | 64, "components": [show("new")]}) is None
    assert paths(change({"flags": 0})) == {("flags",)}
    assert paths(change({"content": "x"})) == {("content",)}


def test_a_message_becomes_a_layout_once_its_content_is_reset() -> None:
    assert paths(edit(v2(show("x")))) == {("content",)}
    assert edit({**v2(show("x")), "content": None}) is None


@pytest.mark.parametrize(
    "wrong",
    [{"parse": ["users"], "users": ["1"]}, {"parse": ["roles"], "roles": ["1"]}],
)
def test_mentions_are_parsed_or_listed(wrong: Body) -> None:
    assert paths(check({"content": "x", "allowed_mentions": wrong})) == {("allowed_mentions",)}
    assert (
        check({"content": "x", "allowed_mentions": {"parse": wrong["parse"], "users": [], "roles": []}})
        is None
    )


@pytest.mark.parametrize(
    ("wrong", "key"),
    [({"parse": ["here"]}, "parse"), ({"users": ["x"]}, "users"), ({"users": [1, "1"]}, "users")],
)
def test_mentions_name_known_kinds_and_ids(wrong: Body, key: str) -> None:
    (path,) = paths(check({"content": "x", "allowed_mentions": wrong}))
    assert path[:2] == ("allowed_mentions", key)


@pytest.mark.parametrize("nonce", [1, "n", 10**24])
def test_a_nonce_is_a_number_or_a_text(nonce: Any) -> None:
    assert check({"content": "x", "nonce": nonce, "enforce_nonce": True}) is None


@pytest.mark.parametrize("nonce", [10**25, True, ["n"]])
def test_any_other_nonce_is_refused(nonce: Any) -> None:
    assert paths(check({"content": "x", "nonce": nonce})) == {("nonce",)}


def test_a_reply_names_a_message() -> None:
    assert check({"content": "x", "message_reference": {"message_id": "12"}}) is None
    wrong = check({"content": "x", "message_reference": {"channel_id": "12"}})
    assert paths(wrong) == {("message_reference", "message_id")}


KEYS = (
    "type",
    "components",
    "content",
    "embeds",
    "attachments",
    "id",
    "flags",
    "custom_id",
    "options",
    "items",
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@given(anything)
@settings(max_examples=300)
def test_no_body_makes_the_rules_stumble(body: Any) -> None:
    for endpoint in Endpoint:
        check_message(body, endpoint=endpoint, files={0: "a"}, before=OLD)
