"""What the channel somebody asks in offers, and what it makes of what they left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.options import values_of
from bot.chat.origin import home_channel_of, origin_of
from bot.chat.permissions import is_member_here
from bot.domain.channel import ORDERED, allowed_models, allowed_values, filled
from bot.domain.errors import NotAnImageChannel
from bot.domain.guild import ChannelSettings
from bot.domain.job import Origin
from bot.domain.model import Model
from bot.domain.preset import Preset, applied
from bot.domain.price import PriceList
from bot.domain.reference import model_for
from bot.domain.request import ImageRequest
from bot.engine.rules.channels import check_place, settings_at
from bot.engine.rules.operator import check_open
from bot.gateways.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.chat.client import Bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody asks, with the wishes they have everywhere."""

    settings: ChannelSettings
    #: By option.
    wishes: Mapping[str, str]
    catalogue: Catalogue
    default_model: str
    #: What the guild charges.
    prices: PriceList
    #: Models that the operator has switched off.
    off: frozenset[str] = frozenset()
    #: Chosen with this request; goes before the wishes.
    preset: Preset | None = None

    def under(self, preset: Preset) -> Place:
        """The same place for a request with this preset."""
        return replace(self, preset=preset)

    @property
    def models(self) -> tuple[Model, ...]:
        """Those that are offered here, at its prices; all, if none of those is left that moderators chose."""
        offered = tuple(map(self.prices.priced, self.catalogue.models.values()))
        allowed = allowed_models(self.settings, offered) or offered
        return tuple(model for model in allowed if model.name not in self.off) or allowed

    def model(self, name: str | None) -> Model | None:
        """The model of that name, offered here or not, with its prices."""
        found = self.catalogue.models.get(name or "")
        return self.prices.priced(found) if found else None

    def usual(self, references: int) -> Model:
        """What paints here with so many pictures to go by when nobody names a model."""
        models = {model.name: model for model in self.models}
        preset = self.preset.wishes.get("model") if self.preset else None
        wishes = (preset, self.wishes.get("model"), self.default_model)
        first = next((models[wish] for wish in wishes if wish in models), next(iter(models.values())))
        return model_for(first, references, models.values())

    def values(self, model: Model, option: str) -> tuple[str, ...]:
        """The values of a model's option that can be chosen here."""
        return allowed_values(self.settings, model, option) if option in ORDERED else values_of(model, option)

    def filled(self, request: ImageRequest) -> ImageRequest:
        """The request with what its author left open, and with the words of the preset.

        Raises:
            UnknownModel: there is none of that name.
        """
        model = self.catalogue.get(request.model)
        if self.preset is not None:
            request = applied(self.preset, request, lambda option: self.values(model, option))
        return filled(self.settings, model, request, member=self.wishes)


async def place_of(interaction: discord.Interaction[Any]) -> Place:
    """Where this was asked. From memory, but for the first time.

    Raises:
        StoreError: nobody can tell.
    """
    bot: Bot = interaction.client
    settings = ChannelSettings()
    if interaction.guild_id is not None and is_member_here(interaction):
        channels = await bot.store.settings.channels(interaction.guild_id)
        here = channels.get(home_channel_of(interaction) or 0)
        settings = here.settings if here else settings
    wishes = (await bot.store.settings.user(interaction.user.id)).settings.defaults
    return Place(
        settings=settings,
        wishes=wishes,
        catalogue=bot.models,
        default_model=bot.default_model,
        prices=await bot.store.prices.of(interaction.guild_id),
        off=bot.store.operator.rules.models_off,
    )


async def require_image_channel(interaction: discord.Interaction[Any]) -> None:
    """Refuse where pictures are not made. From memory, but for the first time.

    Raises:
        NotAnImageChannel: with where they are.
        StoreError: nobody can tell.
    """
    bot: Bot = interaction.client
    try:
        await settings_at(bot.store, _origin(interaction))
    except NotAnImageChannel as refusal:
        raise NotAnImageChannel(_within_reach(interaction, refusal.channels)) from None


async def require_place(interaction: discord.Interaction[Any]) -> None:
    """Refuse before anything is written.

    Raises:
        Refusal: nothing can be asked for here and now.
        StoreError: nobody can tell.
    """
    bot: Bot = interaction.client
    await require_image_channel(interaction)
    origin = _origin(interaction)
    check_open(bot.store, origin.guild_id)
    await check_place(bot.store, bot.clock, origin)


def _within_reach(interaction: discord.Interaction[Any], channels: Iterable[int]) -> tuple[int, ...]:
    """Those that are still there and that the asker can open."""
    guild, asker = interaction.guild, interaction.user
    if guild is None or not isinstance(asker, discord.Member):
        return ()
    there = [channel for each in channels if (channel := guild.get_channel(each)) is not None]
    return tuple(each.id for each in there if each.permissions_for(asker).view_channel)


def _origin(interaction: discord.Interaction[Any]) -> Origin:
    """Who asks, and where. When, and in which language, does not matter here."""
    return origin_of(interaction, 0, locale=str(interaction.locale))
