"""Requests as JSON documents, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.domain.request import ImageRequest

_NAMES = tuple(field.name for field in fields(ImageRequest))


def to_wish(request: ImageRequest) -> dict[str, Any]:
    """What was asked for, by name; what was left open is left out."""
    values = {name: getattr(request, name) for name in _NAMES}
    return {name: value for name, value in values.items() if value is not None and value != ()}


def from_wish(document: Mapping[str, Any]) -> ImageRequest:
    """The request. What another version wrote and this one does not know is passed over."""
    return ImageRequest(**{name: _whole(value) for name, value in document.items() if name in _NAMES})


def _whole(value: Any) -> Any:
    """JSON knows no tuples."""
    return tuple(value) if isinstance(value, list) else value
