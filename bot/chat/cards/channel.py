"""What an image channel allows, for everyone who reads it."""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.chat.cards.parts import WORKING, Layout, Piece, layout, text
from bot.chat.create import CreateButton
from bot.chat.text import clip
from bot.chat.words import announcement as words
from bot.chat.words.lists import listed
from bot.domain.channel import allowed_models
from bot.domain.guild import ChannelSettings
from bot.domain.hours import written
from bot.domain.model import Model

_RULES_ROOM = 2000


def channel_card(settings: ChannelSettings, models: Sequence[Model], *, time_zone: str) -> Layout:
    """What can be asked for, the rules, and the way in for people who know no commands."""
    pieces: list[Piece] = [text(f"### {words.HEADLINE()}", words.HOW(), *_facts(settings, models, time_zone))]
    if settings.rules:
        pieces += [ui.Separator(), text(f"**{words.RULES()}**", clip(settings.rules, _RULES_ROOM))]
    pieces.append(ui.ActionRow(CreateButton()))
    return layout(WORKING, pieces)


def _facts(settings: ChannelSettings, models: Sequence[Model], time_zone: str) -> Iterator[str]:
    """Only what is out of the ordinary."""
    if settings.models:
        labels = [model.label for model in allowed_models(settings, models)]
        if labels:
            yield words.models(listed(labels))
    if settings.highest_quality:
        yield words.highest_quality(settings.highest_quality)
    if settings.highest_resolution:
        yield words.highest_resolution(settings.highest_resolution)
    if settings.default_aspect_ratio:
        yield words.ratio(settings.default_aspect_ratio)
    if settings.slow_mode:
        yield words.slow_mode(settings.slow_mode)
    if settings.quiet_hours:
        yield words.quiet_hours(written(settings.quiet_hours), time_zone)
    if settings.thread_per_result:
        yield words.THREADS()
    if settings.auto_spoiler:
        yield words.SPOILER()
