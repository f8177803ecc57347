"""`/credits`: one's own view of what is left, why, and what a picture costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.origin import home_channel_of, roles_of
from bot.chat.place import Place, place_of
from bot.chat.words import credits as words
from bot.chat.words import limits
from bot.chat.words.quota import kind_of
from bot.domain.model import Model
from bot.domain.quota import Asker, Bucket, DefaultLimits, Limit, Measure, Scope, Standing, remaining_credits
from bot.domain.quota_charge import Grant
from bot.domain.quota_rules import limit_of
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot

_COUNTS = (Measure.RUNNING, Measure.WAITING, Measure.COOLDOWN)
_MOST_GRANTS, _MOST_MODELS = 8, 8
#: The price of a picture does not depend on its words.
_ANYTHING = "-"


async def credits_card(interaction: discord.Interaction[Any]) -> Layout:
    """How everything stands that bounds who asks, here.

    Raises:
        StoreError: nobody can tell.
    """
    bot: Bot = interaction.client
    now_ms = bot.clock.wall_ms()
    asker = Asker(
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel_id=home_channel_of(interaction),
        role_ids=roles_of(interaction),
    )
    standings = await bot.store.quotas.standing(
        asker.guild_id,
        asker.user_id,
        now_ms=now_ms,
        channel_id=asker.channel_id,
        role_ids=asker.role_ids,
    )
    given = await bot.store.grants.usable_of({each.bucket for each in standings})
    pieces: list[Piece] = [
        text(
            f"### {words.TITLE()}",
            words.spendable(remaining_credits(standings)),
        ),
        text(
            *_standings(standings),
            *_counts(await _member_limits(bot, asker)),
            small(words.OVER_ALL()) if len(standings) > 1 else "",
        ),
    ]
    if given:
        pieces.append(text(f"**{words.EXTRA()}**", *_extra(given, now_ms), small(words.HOW_EXTRA())))
    pieces.append(text(f"**{words.PRICES()}**", *prices_of(await place_of(interaction))))
    return layout(QUIET, pieces)


async def _member_limits(bot: Bot, asker: Asker) -> list[Limit]:
    """What bounds their requests, where somebody decided."""
    if asker.guild_id is None:
        return []
    rules = await bot.store.rules.of(asker.guild_id)
    own = Bucket(Scope.MEMBER, asker.guild_id, asker.user_id)
    found = [limit_of(own, measure, asker, rules, DefaultLimits()) for measure in _COUNTS]
    return [limit for limit in found if limit.rule is not None]


def _standings(standings: Sequence[Standing]) -> Iterator[str]:
    for standing in standings:
        yield words.mine(standing)
        more = words.more(standing)
        if more:
            yield small(*more)


def _counts(found: Sequence[Limit]) -> Iterator[str]:
    for limit in found:
        yield words.count(limit)
        yield small(limits.decided_by(limit.rule))


def _extra(grants: Sequence[Grant], now_ms: int) -> Iterator[str]:
    for grant in grants[:_MOST_GRANTS]:
        yield words.on_top(grant, now_ms)


def prices_of(place: Place) -> Iterator[str]:
    """The usual picture, then what each model asks."""
    usual = place.usual(0)
    wish = usual.fit(place.filled(ImageRequest(prompt=_ANYTHING, model=usual.name)))
    yield words.usual(usual.label, kind_of(wish), usual.unit_price(wish))
    for model in place.models[:_MOST_MODELS]:
        yield _span(model)
    if len(place.models) > _MOST_MODELS:
        yield small(words.more_models(len(place.models) - _MOST_MODELS))


def _span(model: Model) -> str:
    prices = model.prices.values()
    return words.span(model.label, min(prices), max(prices))
