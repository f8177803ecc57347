"""The files of a message: how many, which entries, what may be referred to."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.discord.rules import Refusal
from tests.sandbox_discord_rules.bodies import Body
from tests.sandbox_discord_rules.test_message import LAYOUT, edit
from tests.sandbox_discord_rules.test_message_limits import check, paths, section, v2


def test_ten_files_are_enough() -> None:
    assert check({}, {n: f"{n}.png" for n in range(10)}) is None
    assert check({}, {n: f"{n}.png" for n in range(11)}) == Refusal(30015)
    assert edit({}, files={n: f"{n}.png" for n in range(10)}) == Refusal(30015)
    assert edit({"attachments": []}, files={n: f"{n}.png" for n in range(10)}) is None
    kept = {"attachments": [{"id": "900"}, *({"id": n} for n in range(10))]}
    assert paths(edit(kept, files={n: f"{n}.png" for n in range(10)})) == {("attachments",)}


@pytest.mark.parametrize("number", ["0", 0])
def test_an_entry_names_an_uploaded_or_a_kept_file(number: Any) -> None:
    entry = {"attachments": [{"id": number}]}
    assert check(entry, {0: "a.png"}) is None
    assert paths(check({"content": "x", **entry})) == {("attachments", 0, "id")}
    assert edit({"attachments": [{"id": "900"}]}) is None
    assert paths(edit({"attachments": [{"id": "901"}]})) == {("attachments", 0, "id")}
    twice = {"attachments": [{"id": 0}, {"id": "0"}]}
    assert paths(check(twice, {0: "a.png"})) == {("attachments", 1, "id")}


@pytest.mark.parametrize(("key", "limit"), [("description", 1024), ("filename", 1024)])
def test_alt_text_and_file_name_are_bounded(key: str, limit: int) -> None:
    assert check({"attachments": [{"id": 0, key: "x" * limit}]}, {0: "a"}) is None
    wrong = check({"attachments": [{"id": 0, key: "x" * (limit + 1)}]}, {0: "a"})
    assert paths(wrong) == {("attachments", 0, key)}


def shows(name: str) -> list[tuple[Body, tuple[str | int, ...]]]:
    url = f"attachment://{name}"
    return [
        (v2({"type": 12, "items": [{"media": {"url": url}}]}), ("components", 0, "items", 0, "media", "url")),
        (v2({"type": 13, "file": {"url": url}}), ("components", 0, "file", "url")),
        (v2(section(1, {"type": 11, "media": {"url": url}})), ("components", 0, "accessory", "media", "url")),
        ({"embeds": [{"image": {"url": url}}]}, ("embeds", 0, "image", "url")),
        (
            {"embeds": [{"title": "t", "footer": {"text": "f", "icon_url": url}}]},
            ("embeds", 0, "footer", "icon_url"),
        ),
    ]


@pytest.mark.parametrize("index", range(len(shows(""))))
def test_a_reference_names_a_file_of_the_message(index: int) -> None:
    body, path = shows("a.png")[index]
    assert check(body, {0: "a.png"}) is None
    assert paths(check(body, {0: "b.png"})) == {path}
    assert check({**body, "attachments": [{"id": 0, "filename": "a.png"}]}, {0: "blob"}) is None


def test_an_edit_refers_to_what_it_keeps() -> None:
    body, path = shows("old.png")[0]
    assert edit(body, LAYOUT) is None
    assert edit({**body, "attachments": [{"id": "900"}]}, LAYOUT) is None
    assert paths(edit({**body, "attachments": []}, LAYOUT)) == {path}


def test_a_file_component_shows_uploads_only() -> None:
    linked = v2({"type": 13, "file": {"url": "https://example.org/a.zip"}})
    assert paths(check(linked)) == {("components", 0, "file", "url")}
