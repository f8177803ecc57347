"""What a channel's settings make of a request: what is filled in, and what is objected to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.domain.errors import AboveHighest, ModelNotAllowed
from bot.domain.guild import ChannelSettings
from bot.domain.model import Model
from bot.domain.request import ImageRequest

#: Options with an order, from the least to the most, and the setting that ends it.
ORDERED = {"quality": "highest_quality", "resolution": "highest_resolution"}
_VALUES = {
    "aspect_ratio": "aspect_ratios",
    "quality": "qualities",
    "resolution": "resolutions",
    "output_format": "output_formats",
}


def allowed_models(settings: ChannelSettings, models: Iterable[Model]) -> tuple[Model, ...]:
    """Those of the models that may be asked for."""
    return tuple(model for model in models if not settings.models or model.name in settings.models)


def allowed_values(settings: ChannelSettings, model: Model, option: str) -> tuple[str, ...]:
    """The values of a model's option that may be asked for, in the model's own order.

    A highest value that the model does not have says nothing about it.
    """
    values: tuple[str, ...] = getattr(model, _VALUES[option])
    highest = getattr(settings, ORDERED[option]) if option in ORDERED else None
    return values[: values.index(highest) + 1] if highest in values else values


def filled(
    settings: ChannelSettings, model: Model, request: ImageRequest, *, member: Mapping[str, str]
) -> ImageRequest:
    """The request with what its author left open: the member's own way, else the channel's.

    What neither says is left to the model, unless the model's own default is more than is allowed.
    """
    chosen: dict[str, Any] = {}
    for option in _VALUES:
        if getattr(request, option) is None:
            allowed = allowed_values(settings, model, option)
            wishes = (member.get(option), _usual(settings, option), _capped(allowed, model, option))
            chosen[option] = next((wish for wish in wishes if wish in allowed), None)
    return replace(request, model=model.name, **chosen)


def _usual(settings: ChannelSettings, option: str) -> str | None:
    return settings.default_aspect_ratio if option == "aspect_ratio" else None


def _capped(allowed: tuple[str, ...], model: Model, option: str) -> str | None:
    """The most that is allowed, where the model's default is more than that."""
    default = getattr(model, f"default_{option}")
    return allowed[-1] if allowed and default is not None and default not in allowed else None


def require_allowed(settings: ChannelSettings, model: Model, request: ImageRequest) -> None:
    """Object to what is not asked for here.

    Raises:
        ModelNotAllowed: the model is not offered.
        AboveHighest: quality or resolution is above the highest.
    """
    if settings.models and model.name not in settings.models:
        raise ModelNotAllowed(model.name, settings.models)
    for option in ORDERED:
        value: str | None = getattr(request, option)
        allowed = allowed_values(settings, model, option)
        if value is not None and allowed and value not in allowed:
            raise AboveHighest(option, value, allowed[-1])
