"""The panel of one image channel: all it allows, to be pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, WORKING, Layout, Piece, layout, small, text
from bot.chat.options import values_of
from bot.chat.panels.channel_items import ANY, ActButton, FlipButton, PickMenu
from bot.chat.text import clip
from bot.chat.words import channel_panel as words
from bot.chat.words import decisions
from bot.chat.words.lists import labelled
from bot.domain.channel import allowed_models
from bot.domain.guild import ChannelSettings
from bot.domain.hours import written
from bot.domain.model import Model
from bot.store.decided import Versioned

#: Discord's most choices of a menu, and longest label.
_MOST, _LONGEST = 25, 100
_RULES_ROOM = 1000
#: Decisions about an option of the models.
_OF_MODELS = {
    "highest_quality": "quality",
    "highest_resolution": "resolution",
    "default_aspect_ratio": "aspect_ratio",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """What the panel shows."""

    channel_id: int
    now: Versioned[ChannelSettings]
    #: All that are on offer.
    models: Sequence[Model]
    #: Said above the choices.
    notes: Sequence[str] = ()


def channel_panel(view: ChannelView) -> Layout:
    """Every decision about a channel, as it is now."""
    settings, key = view.now.settings, (view.channel_id, view.now.version)
    pieces: list[Piece] = [
        text(words.headline(view.channel_id), *view.notes),
        *(_row(menu) for menu in _menus(key, settings, view.models)),
        text(small(*_written(settings)), *_rules(settings)),
        ui.ActionRow(
            FlipButton(*key, "thread_per_result", on=settings.thread_per_result),
            FlipButton(*key, "auto_spoiler", on=settings.auto_spoiler),
        ),
        ui.ActionRow(*(ActButton(*key, act) for act in ("write", "post", "close"))),
    ]
    return layout(WORKING, pieces)


def closing_panel(channel_id: int, version: int, *, notes: Sequence[str] = ()) -> Layout:
    """Asked before a channel is closed."""
    buttons = [ActButton(channel_id, version, act) for act in ("really", "keep")]
    return layout(QUIET, [text(*notes, words.sure(channel_id)), ui.ActionRow(*buttons)])


def said_panel(*lines: str) -> Layout:
    """What is left of a panel when there is nothing more to press."""
    return layout(QUIET, [text(*lines)])


def _row(menu: PickMenu) -> ui.ActionRow[Any]:
    return ui.ActionRow(menu)


def offered(models: Sequence[Model], option: str) -> tuple[str, ...]:
    """Every value that one of the models has, in the order of the models."""
    return tuple(dict.fromkeys(value for model in models for value in values_of(model, option)))


def _written(settings: ChannelSettings) -> Iterator[str]:
    """What is decided by writing."""
    slow = decisions.slow_mode(settings.slow_mode)
    yield labelled(decisions.name_of("slow_mode"), slow)
    hours = f"`{written(settings.quiet_hours)}`" if settings.quiet_hours else decisions.OFF()
    yield labelled(decisions.name_of("quiet_hours"), hours)
    if not settings.rules:
        yield labelled(decisions.name_of("rules"), decisions.NONE())


def _rules(settings: ChannelSettings) -> Iterator[str]:
    if settings.rules:
        yield f"**{words.WINDOW_RULES()}**"
        yield clip(settings.rules, _RULES_ROOM)


def _menus(key: tuple[int, int], settings: ChannelSettings, models: Sequence[Model]) -> Iterator[PickMenu]:
    """One for each decision among values that there are."""
    if len(models) > 1:
        yield PickMenu(*key, "models", _models(settings, models), several=True)
    here = allowed_models(settings, models) or models
    for field, option in _OF_MODELS.items():
        values = offered(here, option)
        if values:
            yield PickMenu(*key, field, _values(field, values, getattr(settings, field)))
    yield PickMenu(*key, "allow_nsfw", _policies(allowed=settings.allow_nsfw))


def _models(settings: ChannelSettings, models: Sequence[Model]) -> list[discord.SelectOption]:
    return [
        _option(model.label, model.name, chosen=model.name in settings.models) for model in models[:_MOST]
    ]


def _values(field: str, values: Sequence[str], chosen: str | None) -> list[discord.SelectOption]:
    name = decisions.name_of(field)
    options = [_option(labelled(name, decisions.told(field, None)), ANY, chosen=chosen is None)]
    options += [_option(labelled(name, value), value, chosen=value == chosen) for value in values]
    return options[:_MOST]


def _policies(*, allowed: bool) -> list[discord.SelectOption]:
    name = decisions.name_of("nsfw")
    return [
        _option(labelled(name, words.OPENLY()), "yes", chosen=allowed),
        _option(labelled(name, words.AS_ELSEWHERE()), "no", chosen=not allowed),
    ]


def _option(label: str, value: str, *, chosen: bool) -> discord.SelectOption:
    sentence = label[:1].upper() + label[1:]
    return discord.SelectOption(label=clip(sentence, _LONGEST), value=value, default=chosen)
