"""One entry of a models file: its shape, and what must hold between its fields."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.domain.model import Model

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Ratio = Annotated[str, StringConstraints(pattern=r"^[1-9]\d?:[1-9]\d?$")]
Size = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{1,4}x[1-9]\d{1,4}$")]
Credits = Annotated[int, Field(ge=0, le=1_000_000)]
Few = Annotated[int, Field(ge=1, le=10)]

#: The price where nobody chose and the model has no default.
UNCHOSEN = "default"


class Defaults(BaseModel):
    """What is sent when nobody chose."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    aspect_ratio: Word | None = None
    resolution: Word | None = None
    quality: Word | None = None
    output_format: Word | None = None


class Entry(BaseModel):
    """One `[models."name"]` table, as it is written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    gateway: Literal["openoctopus", "octopusx"]
    slug: Word
    label: Word
    description: Annotated[str, StringConstraints(max_length=100)] = ""
    enabled: bool = True
    aspect_ratios: list[Ratio] = []
    sizes: dict[Ratio, Size] = {}
    resolutions: list[Word] = []
    qualities: list[Word] = []
    output_formats: list[Literal["png", "jpeg", "webp"]] = []
    styles: list[Word] = []
    backgrounds: list[Word] = []
    watermark: bool = False
    max_count: Few = 1
    images_per_task: Few = 1
    max_references: Annotated[int, Field(ge=0, le=16)] = 0
    max_prompt: Annotated[int, Field(ge=1, le=32_000)] = 4000
    usual_seconds: Annotated[float, Field(gt=0, le=3600, strict=False)] = 30.0
    defaults: Defaults = Defaults()
    prices: Credits | dict[str, Credits | dict[str, Credits]]

    def ratios(self) -> tuple[str, ...]:
        """The aspect ratios: those listed, or those that have a size."""
        return tuple(self.aspect_ratios or self.sizes)

    def flat_prices(self) -> dict[tuple[str, str], int]:
        """Prices by (resolution, quality), with "" for what the model lacks or nobody chose."""
        if isinstance(self.prices, int):
            pairs = ((resolution, quality) for resolution, quality, _ in self._priced())
            return dict.fromkeys(pairs, self.prices)
        flat: dict[tuple[str, str], int] = {}
        for outer, price in self.prices.items():
            if isinstance(price, int):
                key = (outer, UNCHOSEN) if self.resolutions and not self.qualities else (UNCHOSEN, outer)
                flat[_choice(key[0]), _choice(key[1])] = price
            else:
                flat |= {(_choice(outer), _choice(quality)): credit for quality, credit in price.items()}
        return flat

    def _priced(self) -> Iterator[tuple[str, str, str]]:
        """Every (resolution, quality) a request may end up with, and how a file would spell it."""
        for resolution in _choices(self.resolutions, self.defaults.resolution):
            for quality in _choices(self.qualities, self.defaults.quality):
                parts = [resolution or UNCHOSEN] if self.resolutions else []
                parts += [quality or UNCHOSEN] if self.qualities else []
                yield resolution, quality, ".".join(f'"{part}"' for part in parts)

    def faults(self) -> Iterator[tuple[str, str]]:
        """(field, what is wrong and what is allowed) for all that does not fit together."""
        yield from self._default_faults()
        yield from self._gateway_faults()
        flat = self.flat_prices()
        wanted = {(resolution, quality): spelt for resolution, quality, spelt in self._priced()}
        for pair in wanted.keys() - flat.keys():
            yield "prices", f"no price for {wanted[pair]}"
        for resolution, quality in flat.keys() - wanted.keys():
            spelt = " ".join(part for part in (resolution, quality) if part) or UNCHOSEN
            allowed = ", ".join(spelling or "one number" for spelling in wanted.values())
            yield "prices", f"{spelt} is no choice of this model; allowed: {allowed}"

    def _default_faults(self) -> Iterator[tuple[str, str]]:
        offered = {
            "aspect_ratio": self.ratios(),
            "resolution": self.resolutions,
            "quality": self.qualities,
            "output_format": self.output_formats,
        }
        for name, allowed in offered.items():
            chosen = getattr(self.defaults, name)
            if chosen is not None and chosen not in allowed:
                listed = ", ".join(allowed) or "nothing, the model has no such option"
                yield f"defaults.{name}", f"{chosen} is not offered; allowed: {listed}"

    def _gateway_faults(self) -> Iterator[tuple[str, str]]:
        if self.gateway == "openoctopus":
            for name in ("sizes", "styles", "backgrounds", "watermark", "max_references"):
                if getattr(self, name):
                    yield name, "OpenOctopus has no such option; leave it out"
            if self.images_per_task != 1:
                yield "images_per_task", "OpenOctopus makes one picture in a task; allowed: 1"
            return
        for name in ("resolutions", "output_formats"):
            if getattr(self, name):
                yield name, "OctopusX has no such option; leave it out"
        for ratio in self.aspect_ratios:
            if ratio not in self.sizes:
                yield "sizes", f'no size for {ratio}; OctopusX needs one, as in "{ratio}" = "1024x1024"'

    def model(self, name: str) -> Model:
        """The value the rest of the bot works with."""
        return Model(
            name=name,
            label=self.label,
            description=self.description,
            gateway=self.gateway,
            slug=self.slug,
            aspect_ratios=self.ratios(),
            sizes=self.sizes,
            resolutions=tuple(self.resolutions),
            qualities=tuple(self.qualities),
            output_formats=tuple(self.output_formats),
            styles=tuple(self.styles),
            backgrounds=tuple(self.backgrounds),
            watermark=self.watermark,
            max_count=self.max_count,
            images_per_task=self.images_per_task,
            max_references=self.max_references,
            max_prompt=self.max_prompt,
            prices=self.flat_prices(),
            default_aspect_ratio=self.defaults.aspect_ratio,
            default_resolution=self.defaults.resolution,
            default_quality=self.defaults.quality,
            default_output_format=self.defaults.output_format,
            usual_seconds=self.usual_seconds,
        )


def _choice(word: str) -> str:
    return "" if word == UNCHOSEN else word


def _choices(offered: list[str], default: str | None) -> tuple[str, ...]:
    """What a request may hold after its defaults were filled in."""
    if not offered:
        return ("",)
    return tuple(offered) if default else ("", *offered)


def read_entry(table: Mapping[str, Any]) -> tuple[Entry | None, list[tuple[str, str]]]:
    """The entry, or its faults as (field, what is wrong and what is allowed)."""
    try:
        entry = Entry.model_validate(dict(table))
    except ValidationError as error:
        explained = [_explain(fault["loc"], fault["type"], fault["msg"]) for fault in error.errors()]
        return None, list(dict.fromkeys(explained))
    faults = list(entry.faults())
    return (None if faults else entry), faults


def _explain(place: tuple[int | str, ...], kind: str, message: str) -> tuple[str, str]:
    path = ".".join(str(part) for part in place if part != "[key]")
    if place[0] == "prices" and len(place) > 1:
        return "prices", "must be whole credits from 0: 2, or { low = 1 }, or { 1k = { low = 1 } }"
    if kind == "extra_forbidden":
        known = Defaults if place[0] == "defaults" else Entry
        return path, f"no such field; allowed: {', '.join(known.model_fields)}"
    if kind == "string_pattern_mismatch":
        ratio = place[0] == "aspect_ratios" or place[-1] == "[key]"
        return path, 'must be a ratio, as in "16:9"' if ratio else 'must be pixels, as in "1536x1024"'
    return path, message[:1].lower() + message[1:]
