"""Do decisions still name things that are there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.chat.checks.line import Line, attention, fine
from bot.chat.i18n import is_translated
from bot.chat.options import values_of
from bot.chat.words import checkup as words
from bot.chat.words import limits, quota_answers, tongues
from bot.chat.words.lists import followed
from bot.domain.channel import allowed_models
from bot.domain.guild import ChannelSettings, GuildSettings
from bot.domain.model import Model
from bot.domain.quota import CREDITS, Rules, Scope
from bot.store.settings import Channels

_FOR_ALL = (Scope.CEILING, Scope.GUILD, Scope.EVERYONE)


def look_at_rules(guild: discord.Guild, rules: Rules) -> Iterator[Line]:
    """Rules of quotas for roles and channels."""
    roles = {subject for scope, subject, _ in rules if scope is Scope.ROLE}
    channels = {subject for scope, subject, _ in rules if scope is Scope.CHANNEL}
    gone_roles = [role for role in sorted(roles) if guild.get_role(role) is None]
    gone_channels = [each for each in sorted(channels) if guild.get_channel(each) is None]
    if gone_roles:
        yield attention(words.rules_of_gone_roles(gone_roles))
    if gone_channels:
        yield attention(words.rules_of_gone_channels(gone_channels))
    if rules and not gone_roles and not gone_channels:
        yield fine(words.rules_well(len(rules)))


def look_at_nothing_left(rules: Rules) -> Iterator[Line]:
    """Limits of no credits at all, for the server or for each member."""
    for rule in rules.values():
        if rule.scope in _FOR_ALL and rule.measure in CREDITS and rule.amount == 0:
            yield attention(followed(limits.decision(rule), quota_answers.stops(rule)))


def look_at_models(channels: Channels, models: Mapping[str, Model]) -> Iterator[Line]:
    """What channels say of models that are on offer no more."""
    for channel_id, found in channels.items():
        settings = found.settings
        gone = [name for name in settings.models if name not in models]
        if settings.models and len(gone) == len(settings.models):
            yield attention(words.no_model_left(channel_id))
        elif gone:
            yield attention(words.gone_models(channel_id, gone))
        unknown = _unknown_values(settings, tuple(models.values()))
        if unknown:
            yield attention(words.gone_values(channel_id, unknown))


def _unknown_values(settings: ChannelSettings, models: Sequence[Model]) -> list[str]:
    here = allowed_models(settings, models) or models
    named = (
        ("quality", settings.highest_quality),
        ("resolution", settings.highest_resolution),
        ("aspect_ratio", settings.default_aspect_ratio),
    )
    return [
        value
        for option, value in named
        if value is not None and not any(value in values_of(model, option) for model in here)
    ]


def look_at_language(guild: discord.Guild, settings: GuildSettings) -> Iterator[Line]:
    """The language of what all read, and whose midnight begins a day."""
    locale = settings.locale or str(guild.preferred_locale)
    told = tongues.own_name(locale)
    if locale.startswith("en") or is_translated(locale):
        yield fine(words.language_well(told))
    else:
        yield attention(words.not_translated(told))
    yield fine(words.zone_well(settings.time_zone))
