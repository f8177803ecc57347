"""Each limit of a message: what is at it passes, what is one beyond it is refused at the right path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.discord.rules import Endpoint, Refusal, check_message
from tests.sandbox_discord_rules import bodies
from tests.sandbox_discord_rules.bodies import V2, Body

Path = tuple[str | int, ...]


def check(body: Body, files: dict[int, str] | None = None, **more: Any) -> Refusal | None:
    return check_message(body, **{"endpoint": Endpoint.CREATE, "files": files or {}, **more})


def paths(refusal: Refusal | None) -> set[Path]:
    assert refusal is not None
    assert refusal.code == 50035, refusal
    return {error.path for error in refusal.errors}


def button(**more: Any) -> Body:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "a", **more}


def row(*children: Body) -> Body:
    return {"type": 1, "components": list(children)}


def plain(*components: Body) -> Body:
    return {"content": "hello", "components": list(components)}


def v2(*components: Body) -> Body:
    return {"flags": V2, "components": list(components)}


def show(content: str) -> Body:
    return {"type": 10, "content": content}


def buttons(count: int) -> list[Body]:
    return [button(custom_id=str(n)) for n in range(count)]


def choices(count: int) -> list[Body]:
    return [{"label": "o", "value": str(n)} for n in range(count)]


def select(count: int = 3, **more: Any) -> Body:
    return {"type": 3, "custom_id": "s", "options": choices(count), **more}


def gallery(count: int, **more: Any) -> Body:
    return {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}, **more}] * count}


def section(count: int, accessory: Body | None = None) -> Body:
    return {"type": 9, "components": [show("t")] * count, "accessory": accessory or button()}


def embed(**fields: Any) -> Body:
    return {"embeds": [fields]}


CUSTOM = ("components", 0, "components", 0)
LIMITS: list[tuple[Callable[[int], Body], int, Path]] = [
    (lambda n: {"content": "x" * n}, 2000, ("content",)),
    (lambda n: {"embeds": [{"title": "t"}] * n}, 10, ("embeds",)),
    (lambda n: embed(title="x" * n), 256, ("embeds", 0, "title")),
    (lambda n: embed(description="x" * n), 4096, ("embeds", 0, "description")),
    (lambda n: embed(fields=[{"name": "n", "value": "v"}] * n), 25, ("embeds", 0, "fields")),
    (lambda n: embed(fields=[{"name": "x" * n, "value": "v"}]), 256, ("embeds", 0, "fields", 0, "name")),
    (lambda n: embed(fields=[{"name": "n", "value": "x" * n}]), 1024, ("embeds", 0, "fields", 0, "value")),
    (lambda n: embed(footer={"text": "x" * n}), 2048, ("embeds", 0, "footer", "text")),
    (lambda n: embed(author={"name": "x" * n}), 256, ("embeds", 0, "author", "name")),
    (lambda n: embed(title="t", color=n), 0xFFFFFF, ("embeds", 0, "color")),
    (
        lambda n: {"embeds": [{"description": "x" * (n // 2 + i * (n % 2))} for i in (0, 1)]},
        6000,
        ("embeds",),
    ),
    (
        lambda n: embed(
            title="x" * 250,
            description="x" * 4000,
            author={"name": "x" * 250},
            footer={"text": "x" * (n - 5000)},
            fields=[{"name": "x" * 100, "value": "x" * 400}],
        ),
        6000,
        ("embeds",),
    ),
    (lambda n: plain(*(row(button(custom_id=str(i))) for i in range(n))), 5, ("components",)),
    (lambda n: plain(row(*buttons(n))), 5, ("components", 0, "components")),
    (lambda n: plain(row(button(label="x" * n))), 80, (*CUSTOM, "label")),
    (lambda n: plain(row(button(custom_id="x" * n))), 100, (*CUSTOM, "custom_id")),
    (lambda n: plain(row(select(n))), 25, (*CUSTOM, "options")),
    (lambda n: plain(row(select(placeholder="x" * n))), 150, (*CUSTOM, "placeholder")),
    (lambda n: plain(row(select(25, max_values=n))), 25, (*CUSTOM, "max_values")),
    (lambda n: plain(row(select(4, max_values=n))), 4, (*CUSTOM, "options")),
    (lambda n: plain(row(select(max_values=3, min_values=n))), 3, (*CUSTOM, "min_values")),
    (
        lambda n: plain(row({"type": 3, "custom_id": "s", "options": [{"label": "x" * n, "value": "v"}]})),
        100,
        (*CUSTOM, "options", 0, "label"),
    ),
    (
        lambda n: plain(row({"type": 3, "custom_id": "s", "options": [{"label": "l", "value": "x" * n}]})),
        100,
        (*CUSTOM, "options", 0, "value"),
    ),
    (
        lambda n: plain(row(button(style=5, custom_id=None, url="https://e.org/" + "x" * (n - 14)))),
        512,
        (*CUSTOM, "url"),
    ),
    (lambda n: v2(*([show("t")] * n)), 40, ("components",)),
    (lambda n: v2({"type": 17, "components": [show("t")] * (n - 1)}), 40, ("components",)),
    (lambda n: v2(*(row(each) for each in buttons(n // 2)), *[show("t")] * (n % 2)), 40, ("components",)),
    (lambda n: v2(show("x" * n)), 4000, ("components", 0, "content")),
    (lambda n: v2(show("xx"), {"type": 17, "components": [show("x" * (n - 2))]}), 4000, ("components",)),
    (lambda n: v2(section(n)), 3, ("components", 0, "components")),
    (lambda n: v2(gallery(n)), 10, ("components", 0, "items")),
    (lambda n: v2(gallery(1, description="x" * n)), 1024, ("components", 0, "items", 0, "description")),
    (
        lambda n: v2(section(1, {"type": 11, "media": {"url": "https://e.org/a"}, "description": "x" * n})),
        1024,
        ("components", 0, "accessory", "description"),
    ),
    (lambda n: v2({"type": 14, "spacing": n}), 2, ("components", 0, "spacing")),
    (
        lambda n: v2({"type": 17, "accent_color": n, "components": [show("t")]}),
        0xFFFFFF,
        ("components", 0, "accent_color"),
    ),
    (lambda n: v2({**show("t"), "id": n}), 2**31 - 1, ("components", 0, "id")),
    (lambda n: {"content": "x", "nonce": "x" * n}, 25, ("nonce",)),
    (
        lambda n: {"content": "x", "allowed_mentions": {"users": [str(i) for i in range(n)]}},
        100,
        ("allowed_mentions", "users"),
    ),
    (
        lambda n: {"content": "x", "allowed_mentions": {"roles": [str(i) for i in range(n)]}},
        100,
        ("allowed_mentions", "roles"),
    ),
]


@pytest.mark.parametrize(("build", "limit", "path"), LIMITS)
def test_a_limit_holds_to_the_last_unit(build: Callable[[int], Body], limit: int, path: Path) -> None:
    assert check(build(limit)) is None
    assert path in paths(check(build(limit + 1)))


UNDER: list[tuple[Body, Path]] = [
    (plain(row(button(custom_id=""))), (*CUSTOM, "custom_id")),
    (plain(row()), ("components", 0, "components")),
    (plain(row({"type": 3, "custom_id": "s", "options": []})), (*CUSTOM, "options")),
    (v2(section(0)), ("components", 0, "components")),
    (v2(gallery(0)), ("components", 0, "items")),
    (v2(show("")), ("components", 0, "content")),
    (v2({"type": 17, "components": []}), ("components", 0, "components")),
    (embed(fields=[{"name": "", "value": "v"}]), ("embeds", 0, "fields", 0, "name")),
]


@pytest.mark.parametrize(("body", "path"), UNDER)
def test_what_must_hold_something_may_not_be_empty(body: Body, path: Path) -> None:
    assert path in paths(check(body))


@given(bodies.messages)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_body_within_all_limits_passes(body: Body) -> None:
    refusal = check(body)
    nested = len(list(_all(body["components"])))
    too_big = nested > 40 or sum(map(len, _embed_texts(body))) > 6000
    assert (refusal is not None) == too_big, refusal


def _all(components: list[Body]) -> list[Body]:
    found = []
    for each in components:
        found += [
            each,
            *_all(each.get("components", [])),
            *([each["accessory"]] if "accessory" in each else []),
        ]
    return found


def _embed_texts(value: Any) -> list[str]:
    counted = []
    for embed_ in value.get("embeds") or ():
        counted += [embed_.get("title") or "", embed_.get("description") or ""]
        counted += [
            (embed_.get("footer") or {}).get("text", ""),
            (embed_.get("author") or {}).get("name", ""),
        ]
        counted += [part for field in embed_.get("fields") or () for part in (field["name"], field["value"])]
    return counted


@given(bodies.messages, st.sampled_from(("content", "embeds", "components", "flags", "allowed_mentions")))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_field_of_the_wrong_kind_is_refused_by_name(body: Body, key: str) -> None:
    assert (key,) in paths(check({**body, key: object()}))
