"""What the command picker offers: the options of a model with what they cost. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.chat.text import clip
from bot.chat.words import choices, from_credits, in_credits
from bot.domain.model import Model
from bot.domain.request import ImageRequest

#: Discord's longest name of a choice.
_LONGEST = 100

#: A name to read and the value it stands for.
Offer = tuple[str, str]


def model_choices(models: Iterable[Model]) -> list[Offer]:
    """The models with their cheapest price and what is said of them."""
    return [(_name(model.label, _from(model), model.description), model.name) for model in models]


def choices_of(model: Model, option: str, values: Iterable[str], chosen: ImageRequest) -> list[Offer]:
    """Some values of one option, with the price where it decides about one."""
    return [(_name(value, *_about(model, option, value, chosen)), value) for value in values]


def values_of(model: Model, option: str) -> tuple[str, ...]:
    """What the model takes for an option with fixed values."""
    return {
        "aspect_ratio": model.aspect_ratios,
        "quality": model.qualities,
        "resolution": model.resolutions,
        "output_format": model.output_formats,
        "style": model.styles,
        "background": model.backgrounds,
    }[option]


def unused_options(models: Iterable[Model]) -> tuple[str, ...]:
    """Options that no model on offer has, so that nobody is asked for them."""
    offered = list(models)
    none = [name for name in ("style", "background") if not any(values_of(model, name) for model in offered)]
    return (*none, *(() if any(model.watermark for model in offered) else ("watermark",)))


def counts_of(model: Model, chosen: ImageRequest) -> list[tuple[str, int]]:
    """How many pictures can be asked for, with the price of all."""
    unit = _unit_price(model, chosen)
    return [
        (_name(str(number), in_credits(unit * number) if unit is not None else ""), number)
        for number in range(1, model.max_count + 1)
    ]


def _from(model: Model) -> str:
    return from_credits(min(model.prices.values()))


def _about(model: Model, option: str, value: str, chosen: ImageRequest) -> tuple[str, ...]:
    if option == "aspect_ratio":
        return choices.shape(value), choices.pixels(model.sizes.get(value, ""))
    return (_price(model, option, value, chosen),)


def _price(model: Model, option: str, value: str, chosen: ImageRequest) -> str:
    if option not in ("quality", "resolution"):
        return ""
    with_value = replace(chosen, quality=value) if option == "quality" else replace(chosen, resolution=value)
    unit = _unit_price(model, with_value)
    return in_credits(unit) if unit is not None else ""


def _unit_price(model: Model, chosen: ImageRequest) -> int | None:
    """Credits for one picture; `None` while something is chosen that the model does not have."""
    resolution = chosen.resolution or model.default_resolution or ""
    quality = chosen.quality or model.default_quality or ""
    return model.prices.get((resolution, quality))


def _name(*parts: str) -> str:
    """What matters most comes first: the end is clipped."""
    return clip(" · ".join(part for part in parts if part), _LONGEST)
