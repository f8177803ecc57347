"""What a server charges for pictures, instead of what the catalogue says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper_card
from bot.chat.picker import Choice, matching
from bot.chat.quota.undoing import undo_of
from bot.chat.typed import in_english, reading
from bot.chat.words import in_credits
from bot.chat.words import quota_prices as words
from bot.chat.words.typed import USUAL
from bot.domain.amounts import read_number
from bot.domain.errors import AmountRefused, UnknownModel, UnsupportedOption
from bot.domain.model import Model
from bot.domain.price import PricedKind, PriceList

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: What goes back to the catalogue's price.
_USUAL = frozenset({USUAL, "default"})
#: Models whose prices are written out.
_MOST = 6
_VALUES = {"resolution": "resolutions", "quality": "qualities"}


class Pricing:
    """What `/quota price` does. Whoever calls has checked the rights."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def price(
        self, interaction: discord.Interaction[Any], guild_id: int, kind: PricedKind, credits_: str | None
    ) -> None:
        """Charge so much for that kind of picture; without an amount, show what is charged.

        Raises:
            AmountRefused, UnknownModel, UnsupportedOption: there is no such amount, or no such kind.
        """
        self._require(kind)
        if credits_ is None:
            await whisper_card(interaction, await self._all(guild_id))
            return
        is_usual = in_english(credits_).casefold() in _USUAL
        wanted = None if is_usual else reading(read_number, credits_)
        before = (await self._bot.store.prices.of(guild_id)).decided.get(kind)
        change_id = await self._bot.store.prices.set(guild_id, kind, wanted, by=interaction.user.id)
        pieces = [*await self._changed(guild_id, kind, before, wanted), *undo_of(change_id)]
        await whisper_card(interaction, layout(FINE, pieces))

    def models(self, typed: str) -> list[Choice[str]]:
        """The models there are."""
        return matching([(model.label, name) for name, model in self._models.items()], typed)

    def values(self, option: str, model: str | None, typed: str) -> list[Choice[str]]:
        """The resolutions or qualities of a model, or of any."""
        return matching([(each, each) for each in self._offered(option, model or "")], typed)

    def amounts(self, typed: str) -> list[Choice[str]]:
        """What is typed, and the way back."""
        try:
            offered = [(in_credits(reading(read_number, typed)), typed)]
        except AmountRefused:
            offered = []
        return matching([*offered, (words.usual(), USUAL)], "")

    @property
    def _models(self) -> dict[str, Model]:
        return dict(self._bot.models.models)

    def _offered(self, option: str, model: str) -> tuple[str, ...]:
        models = [self._models[model]] if model in self._models else list(self._models.values())
        return tuple(dict.fromkeys(value for each in models for value in getattr(each, _VALUES[option])))

    def _require(self, kind: PricedKind) -> None:
        if kind.model and kind.model not in self._models:
            raise UnknownModel(model=kind.model, available=tuple(self._models))
        for option in _VALUES:
            value, offered = getattr(kind, option), self._offered(option, kind.model)
            if value and value not in offered:
                name = kind.model or next(iter(self._models))
                raise UnsupportedOption(model=name, option=option, value=value, allowed=offered)

    async def _changed(
        self, guild_id: int, kind: PricedKind, before: int | None, after: int | None
    ) -> list[Piece]:
        prices = await self._bot.store.prices.of(guild_id)
        models = [self._models[kind.model]] if kind.model else list(self._models.values())[:_MOST]
        return [
            text(words.changed(kind, after), small(words.before(before)), small(words.HOW())),
            *(text(*_lines(model, prices)) for model in models),
        ]

    async def _all(self, guild_id: int) -> Layout:
        prices = await self._bot.store.prices.of(guild_id)
        models = list(self._models.values())[:_MOST]
        return layout(
            QUIET,
            [
                text(f"### {words.TITLE()}", "" if prices.decided else words.ALL_USUAL()),
                *(text(*_lines(model, prices)) for model in models),
                text(small(words.HOW_TO())),
            ],
        )


def _lines(model: Model, prices: PriceList) -> Iterator[str]:
    """A model's prices, one resolution to a line; what this server decided is said to be so."""
    yield f"**{model.label}**"
    charged = prices.priced(model).prices
    for resolution in dict.fromkeys(resolution for resolution, _ in charged):
        cells = [
            words.cell(
                quality,
                charged[resolution, quality],
                usual=model.prices[resolution, quality],
                decided=prices.decision(model.name, resolution, quality) is not None,
            )
            for at, quality in charged
            if at == resolution
        ]
        yield words.row(resolution, cells)
