"""What an interaction was answered with, as a person reads it."""

from typing import Any

from tests.support.discord import Json


def said(answered: Json) -> str:
    """All the text of an answer."""
    response = answered["response"]
    return str(response.get("content") or "") or "\n".join(_texts(response.get("components", [])))


def labels(answered: Json) -> list[str]:
    """What can be pressed on it."""
    return _labels(answered["response"].get("components", []))


def _texts(components: list[Any]) -> list[str]:
    found = []
    for each in components:
        found += [each["content"]] if "content" in each else []
        found += _texts(each.get("components", []))
    return found


def _labels(components: list[Any]) -> list[str]:
    found = []
    for each in components:
        found += [each["label"]] if each.get("type") == 2 else []
        found += _labels([*each.get("components", []), *([each["accessory"]] if "accessory" in each else [])])
    return found
