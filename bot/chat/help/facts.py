"""How things stand here, as far as an answer is better with it. Read from memory, but for the first time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.own_data import keeping_at
from bot.chat.permissions import require_guild
from bot.chat.place import place_of
from bot.chat.quota.listing import moderators_rules
from bot.chat.quota.own import prices_of
from bot.chat.words import (
    checkup,
    decisions,
    limits,
    lists,
    operator,
    preferences,
    privacy,
    results,
    setup,
    showcase,
)
from bot.chat.words import help as words
from bot.chat.words import quota_answers as quota
from bot.chat.words import quota_prices as prices
from bot.chat.words.refusals import listed
from bot.domain.guild import GuildSettings
from bot.domain.quota import Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot

Interaction = discord.Interaction[Any]
#: Lines of one kind.
_MOST = 6


async def facts_of(interaction: Interaction, key: str) -> Sequence[str]:
    """Lines below the answer; none for most.

    Raises:
        StoreError: nobody can tell.
    """
    tell = _FACTS.get(key)
    return await tell(interaction) if tell else ()


async def _models(interaction: Interaction) -> Sequence[str]:
    place = await place_of(interaction)
    return [words.models(lists.listed(model.label for model in place.models))]


async def _shapes(interaction: Interaction) -> Sequence[str]:
    place = await place_of(interaction)
    model = place.usual(0)
    values = {option: place.values(model, option) for option in ("aspect_ratio", "resolution", "quality")}
    return [
        f"**{model.label}**",
        *(
            lists.labelled(preferences.NAMES[option](), listed(found))
            for option, found in values.items()
            if found
        ),
    ]


async def _takers(interaction: Interaction) -> Sequence[str]:
    place = await place_of(interaction)
    found = [model.label for model in place.models if model.max_references]
    return [words.takers(lists.listed(found)) if found else results.NO_TAKER()]


async def _costs(interaction: Interaction) -> Sequence[str]:
    return [*prices_of(await place_of(interaction))]


async def _keeping(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    return [privacy.keeping(await keeping_at(bot, interaction.guild_id))]


async def _channels(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    channels = await bot.store.settings.channels(require_guild(interaction))
    return [setup.in_channels(tuple(channels)) if channels else setup.ANYWHERE()]


async def _limits(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    rules = moderators_rules(await bot.store.rules.own(require_guild(interaction)))
    wide = [rule for rule in rules if rule.scope in (Scope.GUILD, Scope.EVERYONE)]
    return [limits.decision(rule) for rule in wide[:_MOST]] if rules else [quota.LIST_EMPTY()]


async def _prices(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    decided = (await bot.store.prices.of(require_guild(interaction))).decided
    lines = [quota.price_line(kind, price) for kind, price in decided.items()]
    return lines[:_MOST] or [prices.ALL_USUAL()]


async def _desk(interaction: Interaction) -> Sequence[str]:
    channel_id = (await _settings(interaction)).moderators_channel_id
    return [checkup.NO_DESK() if channel_id is None else checkup.desk_well(channel_id)]


async def _unsafe(interaction: Interaction) -> Sequence[str]:
    decided = (await _settings(interaction)).nsfw
    return [lists.labelled(decisions.name_of("nsfw"), decisions.told("nsfw", decided.value))]


async def _showcase(interaction: Interaction) -> Sequence[str]:
    decided = await _settings(interaction)
    channel_id = decided.showcase_channel_id
    return [showcase.on_now(channel_id, decided.showcase_from)] if channel_id else []


async def _state(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    state = operator.state(bot.store.operator.rules)
    return [state] if state else []


async def _switched_off(interaction: Interaction) -> Sequence[str]:
    bot: Bot = interaction.client
    off = bot.store.operator.rules.models_off
    models = [model for name, model in bot.models.models.items() if name in off]
    return [
        operator.model_line(model.label, model.name, model.gateway, offered=False) for model in models[:_MOST]
    ]


async def _settings(interaction: Interaction) -> GuildSettings:
    bot: Bot = interaction.client
    return (await bot.store.settings.guild(require_guild(interaction))).settings


_FACTS: Mapping[str, Callable[[Interaction], Awaitable[Sequence[str]]]] = MappingProxyType(
    {
        "begin": _models,
        "shape": _shapes,
        "reference": _takers,
        "cost": _costs,
        "delete": _keeping,
        "mine": _keeping,
        "channels": _channels,
        "quotas": _limits,
        "prices": _prices,
        "appeals": _desk,
        "reports": _desk,
        "errors": _desk,
        "keeping": _keeping,
        "unsafe": _unsafe,
        "showcase": _showcase,
        "pause": _state,
        "models": _switched_off,
        "guilds": _state,
    }
)
