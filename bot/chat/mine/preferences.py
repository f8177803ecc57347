"""What a person decides for themselves, everywhere: shown to them alone, and pressed by nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper
from bot.chat.i18n import FALLBACK, languages
from bot.chat.language import speak_to
from bot.chat.options import values_of
from bot.chat.panels.answering import answer
from bot.chat.press import Pressed
from bot.chat.text import clip
from bot.chat.words import choices, decisions, tongues
from bot.chat.words import preferences as words
from bot.chat.words.lists import labelled
from bot.domain.guild import UserSettings
from bot.domain.model import Model

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Chosen where nothing is decided.
UNDECIDED = "*"
#: Discord's most choices of a menu, and the longest text of one.
_MOST = 25
_LONGEST = 100
#: Options with a default of one's own, as they are shown.
_OPTIONS = ("model", "aspect_ratio", "quality", "resolution", "output_format")
_FLIPS = ("ping_when_done", "private")
_WHOSE = r"(?P<user>[0-9]{1,20})"

#: What is read, the value it stands for, and what is said of it.
Offer = tuple[str, str, str]


class PreferenceMenu(
    Pressed,
    ui.DynamicItem[ui.Select[Any]],
    template=rf"mine:prefer:(?P<field>{'|'.join((*_OPTIONS, 'locale'))}):{_WHOSE}",
):
    """Chooses a default, or the language."""

    def __init__(self, user_id: int, field: str, options: Sequence[discord.SelectOption] = ()) -> None:
        # The options of the menu that was used are Discord's to know.
        given = list(options) or [discord.SelectOption(label=UNDECIDED)]
        super().__init__(ui.Select(custom_id=f"mine:prefer:{field}:{user_id}", options=given))
        self.user_id, self.field = user_id, field

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu what it decides, and whose it is."""
        return cls(int(match["user"]), match["field"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        if not await _is_own(interaction, self.user_id):
            return
        (value,) = self.item.values
        chosen = None if value == UNDECIDED else value
        bot: Bot = interaction.client
        if self.field == "locale":
            await bot.store.settings.change_user(self.user_id, {"locale": chosen})
            await speak_to(interaction)
        else:
            await bot.store.settings.change_default(self.user_id, self.field, chosen)
        await show_preferences(interaction, saved=True)


class PreferenceButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"mine:(?P<turn>on|off):(?P<field>{'|'.join(_FLIPS)}):{_WHOSE}",
):
    """Turns something on or off; it says how that is now."""

    def __init__(self, user_id: int, field: str, *, on: bool) -> None:
        state = (decisions.ON if on else decisions.OFF)()
        super().__init__(
            ui.Button(
                label=labelled(words.NAMES[field](), state),
                style=discord.ButtonStyle.success if on else discord.ButtonStyle.secondary,
                custom_id=f"mine:{'off' if on else 'on'}:{field}:{user_id}",
            )
        )
        self.user_id, self.field, self.on = user_id, field, on

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button what it turns, whose that is, and whether it is on."""
        return cls(int(match["user"]), match["field"], on=match["turn"] == "off")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Turn it."""
        if await _is_own(interaction, self.user_id):
            bot: Bot = interaction.client
            await bot.store.settings.change_user(self.user_id, {self.field: not self.on})
            await show_preferences(interaction, saved=True)


async def show_preferences(interaction: discord.Interaction[Any], *, saved: bool = False) -> None:
    """Show the asker their settings, in the place of the panel that was pressed if there is one.

    Raises:
        StoreError: nobody can tell what they are.
    """
    bot: Bot = interaction.client
    settings = (await bot.store.settings.user(interaction.user.id)).settings
    off = bot.store.operator.rules.models_off
    models = [model for model in bot.models.models.values() if model.name not in off]
    await answer(interaction, preferences_card(interaction.user.id, settings, models, saved=saved))


def preferences_card(
    user_id: int, settings: UserSettings, models: Sequence[Model], *, saved: bool = False
) -> Layout:
    """The panel: a menu for each default, the language, and what is on or off."""
    pieces: list[Piece] = [text(f"### {words.TITLE()}", words.SAVED() if saved else words.ABOUT())]
    for field in _OPTIONS:
        now = settings.defaults.get(field)
        options = list(_choices(words.AS_CHANNEL(), _offers(field, settings, models), now))
        pieces += _menu(user_id, field, options)
    pieces += _menu(user_id, "locale", list(_choices(words.AS_DISCORD(), _languages(), settings.locale)))
    pieces.append(
        ui.ActionRow(*(PreferenceButton(user_id, each, on=getattr(settings, each)) for each in _FLIPS))
    )
    pieces.append(text(small(words.PRIVATE_MEANS())))
    return layout(FINE if saved else QUIET, pieces)


def _menu(user_id: int, field: str, options: Sequence[discord.SelectOption]) -> tuple[Piece, Piece]:
    return text(words.NAMES[field]()), ui.ActionRow(PreferenceMenu(user_id, field, options))


def _offers(field: str, settings: UserSettings, models: Sequence[Model]) -> list[Offer]:
    """Of a model that was chosen, what it has; else what any has."""
    if field == "model":
        return [(model.label, model.name, model.description) for model in models]
    chosen = [model for model in models if model.name == settings.defaults.get("model")]
    values = dict.fromkeys(value for model in chosen or models for value in values_of(model, field))
    return [(value, value, choices.shape(value) if field == "aspect_ratio" else "") for value in values]


def _languages() -> list[Offer]:
    return [(tongues.own_name(locale), locale, "") for locale in (FALLBACK, *sorted(languages()))]


def _choices(undecided: str, offers: Iterable[Offer], now: str | None) -> Iterator[discord.SelectOption]:
    """What can be chosen. What is chosen now is there even where it is not on offer."""
    yield discord.SelectOption(label=undecided, value=UNDECIDED, default=now is None)
    offered = list(offers)
    known = [each for each in offered if each[1] == now]
    if now is not None:
        name, value, about = known[0] if known else (now, now, words.NOT_OFFERED())
        yield _option(name, value, about, chosen=True)
    others = [each for each in offered if each[1] != now]
    for name, value, about in others[: _MOST - (1 if now is None else 2)]:
        yield _option(name, value, about, chosen=False)


def _option(name: str, value: str, about: str, *, chosen: bool) -> discord.SelectOption:
    return discord.SelectOption(
        label=clip(name, _LONGEST),
        value=value,
        description=clip(about, _LONGEST) or None,
        default=chosen,
    )


async def _is_own(interaction: discord.Interaction[Any], user_id: int) -> bool:
    """Whether who pressed is who it was opened for; everybody else is told."""
    if interaction.user.id == user_id:
        return True
    await whisper(interaction, words.NOT_YOURS())
    return False


#: Registered at start.
PREFERENCE_ITEMS = (PreferenceMenu, PreferenceButton)
