"""Windows for a request: its prompt alone, or everything that can be changed, and pictures to go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.chat.attached import uploaded
from bot.chat.forms import Written
from bot.chat.text import clip
from bot.chat.words import prompts
from bot.domain.model import Model
from bot.domain.reference import FileLink
from bot.domain.request import ImageRequest

#: Discord's limits: characters of a text input and of a description, inputs of a window.
_MOST_TYPED, _MOST_SAID, _MOST_FIELDS = 4000, 100, 5
_PROMPT, _PICTURES, _COUNT = "prompt", "pictures", "count"
#: Options that can be changed, each with the model's values.
_CHOICES = (
    ("aspect_ratio", prompts.ASPECT_RATIO_LABEL, "aspect_ratios"),
    ("quality", prompts.QUALITY_LABEL, "qualities"),
    ("resolution", prompts.RESOLUTION_LABEL, "resolutions"),
)

Fields = list[ui.Label[Any]]


def prompt_field(prompt: str, longest: int) -> ui.Label[Any]:
    """Where a prompt of at most `longest` characters is written, with what is there so far."""
    room = min(longest, _MOST_TYPED)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=_PROMPT,
        style=discord.TextStyle.paragraph,
        placeholder=prompts.PLACEHOLDER(),
        default=prompt[:room] or None,
        max_length=room,
    )
    return ui.Label(text=prompts.LABEL(), description=prompts.DESCRIPTION(), component=field)


def pictures_field(room: int, *, hint: str = "") -> Fields:
    """Where up to `room` pictures to go by are attached; nothing without room."""
    if room < 1:
        return []
    field: ui.FileUpload[Any] = ui.FileUpload(
        custom_id=_PICTURES, required=False, min_values=0, max_values=room
    )
    said = clip(hint or prompts.PICTURES_HINT(), _MOST_SAID)
    return [ui.Label(text=prompts.PICTURES_LABEL(), description=said, component=field)]


def request_fields(request: ImageRequest, model: Model, pictures: Fields) -> Fields:
    """Everything filled in as it is asked for. `request` has nothing that the model has not."""
    fields = [prompt_field(request.prompt, model.max_prompt)]
    for option, label, values in _CHOICES:
        offered = getattr(model, values)
        if offered:
            fields.append(_choice(option, label(), offered, getattr(request, option)))
    if model.max_count > 1 and len(fields) + len(pictures) < _MOST_FIELDS:
        counts = [str(number) for number in range(1, model.max_count + 1)]
        fields.append(_choice(_COUNT, prompts.COUNT_LABEL(), counts, str(request.count)))
    return [*fields, *pictures]


def prompt_in(written: Written) -> str:
    """What was written as prompt."""
    return written[_PROMPT]


def pictures_in(interaction: discord.Interaction[Any], written: Written) -> tuple[FileLink, ...]:
    """What was attached."""
    return uploaded(interaction, written.get(_PICTURES, ""))


def request_in(request: ImageRequest, written: Written) -> ImageRequest:
    """The request with what was changed."""
    chosen: dict[str, Any] = {name: written[name] for name, _, _ in _CHOICES if written.get(name)}
    if written.get(_COUNT):
        chosen[_COUNT] = int(written[_COUNT])
    return replace(request, prompt=prompt_in(written), **chosen)


def _choice(name: str, label: str, values: Iterable[str], chosen: str | None) -> ui.Label[Any]:
    options = [discord.SelectOption(label=value, value=value, default=value == chosen) for value in values]
    select: ui.Select[Any] = ui.Select(
        custom_id=name, options=options, min_values=0 if chosen is None else 1, required=chosen is not None
    )
    return ui.Label(text=label, component=select)
