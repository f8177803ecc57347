"""What must hold over all components of one message or modal together.

Everything here takes components whose single shapes are already sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.discord.rules.components import GALLERY, MAX_COMPONENTS, TEXT_DISPLAY
from sandbox.discord.rules.shape import Faults, fault, unique

MAX_TEXT = 4000

Place = tuple[tuple[str | int, ...], Mapping[str, Any]]


def walk(components: Sequence[Mapping[str, Any]], *prefix: str | int) -> Iterator[Place]:
    """Path and value of every component, parents before children."""
    for index, value in enumerate(components):
        yield from _walk_one(value, (*prefix, index))


def _walk_one(value: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[Place]:
    yield path, value
    yield from walk(value.get("components") or (), *path, "components")
    for key in ("accessory", "component"):
        if value.get(key) is not None:
            yield from _walk_one(value[key], (*path, key))


def unique_ids(places: Sequence[Place]) -> Faults:
    """No two components share a `custom_id`, or an `id` other than 0, which means "number me"."""
    yield from unique(
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        "Component custom id cannot be duplicated",
        (((*path, "custom_id"), value["custom_id"]) for path, value in places if value.get("custom_id")),
    )
    yield from unique(
        "COMPONENT_ID_DUPLICATED",
        "Component id cannot be duplicated",
        (((*path, "id"), value["id"]) for path, value in places if value.get("id")),
    )


def totals(places: Sequence[Place]) -> Faults:
    """At most 40 components, nested ones counted, and 4,000 characters in all text displays."""
    if len(places) > MAX_COMPONENTS:
        words = f"Total number of components exceeds the maximum of {MAX_COMPONENTS}"
        yield fault("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", words, "components")
    if sum(len(value["content"]) for _, value in places if value["type"] == TEXT_DISPLAY) > MAX_TEXT:
        words = f"Displayable text size exceeds maximum size of {MAX_TEXT}"
        yield fault("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words, "components")


def media_of(places: Sequence[Place]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and address of each picture or file the components show."""
    for path, value in places:
        for key in ("media", "file"):
            if value.get(key):
                yield (*path, key, "url"), value[key]["url"]
        if value["type"] == GALLERY:
            for index, item in enumerate(value["items"]):
                yield (*path, "items", index, "media", "url"), item["media"]["url"]
