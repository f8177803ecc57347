"""A person's presets: kept, shown, deleted, and chosen for a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper_card
from bot.chat.options import Offer, model_choices, values_of
from bot.chat.picker import Choice, matching
from bot.chat.place import Place, place_of
from bot.chat.text import clip, escaped, plain, quoted
from bot.chat.words import choices
from bot.chat.words import presets as words
from bot.domain.errors import UnknownModel, UnsupportedOption
from bot.domain.model import Model
from bot.domain.preset import OPTIONS, Preset

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: All of somebody's presets have to fit into the 4,000 characters of one message.
_TEXT_ROOM = 60
_NAME_ROOM = 32
_OPTIONS_ROOM = 50
#: One alone has more room.
_WHOLE = 1200


async def place_under(interaction: discord.Interaction[Any], name: str | None) -> Place:
    """Where this is asked, under the asker's preset of that name if one is named.

    Raises:
        PresetRefused: they have none of that name.
        StoreError: nobody can tell.
    """
    place = await place_of(interaction)
    if not name:
        return place
    bot: Bot = interaction.client
    return place.under(await bot.store.presets.get(interaction.user.id, name))


async def preset_choices(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    """The asker's presets, with what they hold."""
    bot: Bot = interaction.client
    offers = [(_line(each), each.name) for each in await bot.store.presets.of(interaction.user.id)]
    return matching(offers, typed)


def option_choices(bot: Bot, option: str, typed: str, *, model: str | None) -> list[Choice[str]]:
    """What an option of a preset can be: of the named model, else of any."""
    models = _models(bot)
    if option == "model":
        return matching(model_choices(models), typed)
    named = [each for each in models if each.name == model]
    return matching(_values(option, named or models), typed)


async def save_preset(
    interaction: discord.Interaction[Any], *, name: str, words_of_it: str, wishes: Mapping[str, str | None]
) -> None:
    """Keep it, and show it.

    Raises:
        PresetRefused: it makes no sense, or there are too many.
        UnknownModel, UnsupportedOption: no model takes what it says.
    """
    bot: Bot = interaction.client
    decided = {option: value for option, value in wishes.items() if value}
    _check(_models(bot), decided)
    preset = Preset(name=" ".join(plain(name).split()), text=words_of_it.strip(), wishes=decided)
    replaced = await bot.store.presets.save(interaction.user.id, preset)
    said = words.saved(name_of(preset), replaced=replaced)
    await whisper_card(interaction, preset_card(FINE, said, preset, text(small(words.HOW()))))


async def list_presets(interaction: discord.Interaction[Any]) -> None:
    """Show all of them to the asker."""
    bot: Bot = interaction.client
    await whisper_card(interaction, presets_card(await bot.store.presets.of(interaction.user.id)))


def presets_card(presets: Sequence[Preset]) -> Layout:
    """All of somebody's presets."""
    if not presets:
        return layout(QUIET, [text(f"### {words.TITLE()}", words.NONE())])
    title = text(f"### {words.TITLE()}")
    each = [text(f"**{name_of(one)}**", _held(one, _TEXT_ROOM, _OPTIONS_ROOM)) for one in presets]
    return layout(QUIET, [title, *each, text(small(words.room(len(presets)), words.HOW()))])


def preset_card(colour: discord.Colour, said: str, preset: Preset, *more: Piece) -> Layout:
    """One of them, with what is said of it."""
    return layout(colour, [text(said, _held(preset, _WHOLE, _WHOLE)), *more])


def _held(preset: Preset, text_room: int, options_room: int) -> str:
    lines = (
        quoted(preset.text, text_room) if preset.text else "",
        small(clip(_options(preset), options_room)) if preset.wishes else "",
    )
    return "\n".join(line for line in lines if line)


def _line(preset: Preset) -> str:
    """On one line, the name first: the end is clipped."""
    return " · ".join(part for part in (preset.name, _options(preset), plain(preset.text)) if part)


def _options(preset: Preset) -> str:
    known = ("model", *OPTIONS)
    return " · ".join(preset.wishes[option] for option in known if option in preset.wishes)


def name_of(preset: Preset) -> str:
    """What it is called, safe to show."""
    return escaped(clip(preset.name, _NAME_ROOM))


def _models(bot: Bot) -> list[Model]:
    off = bot.store.operator.rules.models_off
    return [model for model in bot.models.models.values() if model.name not in off]


def _values(option: str, models: Iterable[Model]) -> list[Offer]:
    values = dict.fromkeys(value for model in models for value in values_of(model, option))
    shapes = {value: choices.shape(value) if option == "aspect_ratio" else "" for value in values}
    return [(f"{value} · {shape}" if shape else value, value) for value, shape in shapes.items()]


def _check(models: Sequence[Model], wishes: Mapping[str, str]) -> None:
    """What no model takes would be passed over at every request, and nobody would know why."""
    name = wishes.get("model")
    asked = [model for model in models if name in (None, model.name)]
    if not asked:
        raise UnknownModel(model=name or "", available=tuple(model.name for model in models))
    for option in OPTIONS:
        value = wishes.get(option)
        takers = [model for model in asked if value in values_of(model, option)]
        if value is not None and not takers:
            allowed = tuple(dict.fromkeys(one for model in asked for one in values_of(model, option)))
            raise UnsupportedOption(model=asked[0].name, option=option, value=value, allowed=allowed)
