"""What a model can do and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bot.domain.errors import PromptBlank, PromptTooLong, UnsupportedOption
from bot.domain.request import ImageRequest

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One entry of the catalogue. An empty tuple means the option does not exist for it."""

    #: What people pick; unique in the catalogue.
    name: str
    #: What people read.
    label: str
    description: str = ""
    #: Name of the gateway that serves it.
    gateway: str
    #: What the gateway calls it.
    slug: str
    aspect_ratios: tuple[str, ...] = ()
    #: Wire size for each aspect ratio, where the gateway wants pixels ("1536x1024").
    sizes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    resolutions: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    output_formats: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    backgrounds: tuple[str, ...] = ()
    watermark: bool = False
    #: Most pictures in one request.
    max_count: int = 1
    #: Most pictures the gateway makes in one task.
    images_per_task: int = 1
    #: Most reference images; 0 if it takes none.
    max_references: int = 0
    #: Most characters of a prompt.
    max_prompt: int = 4000
    #: Credits for one picture, by (resolution, quality); "" where the model lacks the option.
    prices: Mapping[tuple[str, str], int]
    default_aspect_ratio: str | None = None
    default_resolution: str | None = None
    default_quality: str | None = None
    default_output_format: str | None = None
    #: Seconds one task usually takes, until this deployment has learnt better.
    usual_seconds: float = 30.0

    def fit(self, request: ImageRequest) -> ImageRequest:
        """Fill in defaults and check every option.

        Raises:
            PromptBlank, PromptTooLong: the prompt cannot be sent.
            UnsupportedOption: an option this model does not have, with what it does have.
        """
        prompt = request.prompt.strip()
        if not has_visible_character(prompt):
            raise PromptBlank
        if len(prompt) > self.max_prompt:
            raise PromptTooLong(length=len(prompt), limit=self.max_prompt)
        fitted = replace(
            request,
            prompt=prompt,
            model=self.name,
            aspect_ratio=request.aspect_ratio or self.default_aspect_ratio,
            resolution=request.resolution or self.default_resolution,
            quality=request.quality or self.default_quality,
            output_format=request.output_format or self.default_output_format,
        )
        self._check(fitted)
        return fitted

    def _check(self, request: ImageRequest) -> None:
        for option, allowed in self._offered():
            value = getattr(request, option)
            if value is not None and value not in allowed:
                raise UnsupportedOption(model=self.name, option=option, value=value, allowed=allowed)
        if not 1 <= request.count <= self.max_count:
            counts = tuple(str(n) for n in range(1, self.max_count + 1))
            raise UnsupportedOption(model=self.name, option="count", value=str(request.count), allowed=counts)
        if request.watermark is not None and not self.watermark:
            value = str(request.watermark).lower()
            raise UnsupportedOption(model=self.name, option="watermark", value=value, allowed=())

    def _offered(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The options that have values, with them."""
        return (
            ("aspect_ratio", self.aspect_ratios),
            ("resolution", self.resolutions),
            ("quality", self.qualities),
            ("output_format", self.output_formats),
            ("style", self.styles),
            ("background", self.backgrounds),
        )

    def narrowed(self, request: ImageRequest) -> ImageRequest:
        """The request for this model, with all left open that it does not have."""
        kept: dict[str, Any] = {
            option: value if (value := getattr(request, option)) in values else None
            for option, values in self._offered()
        }
        watermark = request.watermark if self.watermark else None
        count = min(max(request.count, 1), self.max_count)
        return replace(request, model=self.name, count=count, watermark=watermark, **kept)

    def unit_price(self, request: ImageRequest) -> int:
        """Credits for one picture of a fitted request."""
        return self.prices[(request.resolution or "", request.quality or "")]

    def resolution_above(self, resolution: str | None) -> str | None:
        """The next larger one, or `None`. `None` stands for the default."""
        now = resolution or self.default_resolution
        later = self.resolutions[self.resolutions.index(now) + 1 :] if now in self.resolutions else ()
        return next(iter(later), None)

    def task_sizes(self, count: int) -> tuple[int, ...]:
        """How many pictures each gateway task makes, so that all make `count`."""
        full, rest = divmod(count, self.images_per_task)
        return (self.images_per_task,) * full + ((rest,) if rest else ())


def has_visible_character(text: str) -> bool:
    """Whether a person would see anything: not only spaces, controls and zero-width marks."""
    return any(character.isprintable() and not character.isspace() for character in text)
