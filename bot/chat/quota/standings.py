"""How credits stand: of a server, a member, a channel, a role, as moderators read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.words import credits as credit_words
from bot.chat.words import limits
from bot.chat.words import quota_answers as words
from bot.chat.words.lists import aside, labelled
from bot.domain.quota import CREDITS, MEASURES, Asker, Bucket, DefaultLimits, Limit, Measure, Scope, Standing
from bot.domain.quota_charge import Grant
from bot.domain.quota_rules import limit_of

if TYPE_CHECKING:
    from bot.chat.client import Bot

_COUNTS = tuple(measure for measure in Measure if measure not in CREDITS)
#: Lines of extra credits; the list has all.
_MOST_GRANTS = 5


async def server_card(bot: Bot, guild_id: int) -> Layout:
    """The pool, the operator's ceiling if there is one, and what holds for each member."""
    now_ms = bot.clock.wall_ms()
    pool = Bucket(Scope.GUILD, guild_id)
    pieces = [
        text(f"### {words.SERVER_TITLE()}", *await _bucket(bot, pool)),
        *await _beside(bot, guild_id, Scope.CEILING),
        text(f"**{words.EVERY_MEMBER()}**", *await _each_member(bot, guild_id)),
        text(small(await calendar_line(bot, guild_id, now_ms))),
    ]
    return layout(QUIET, pieces)


async def member_card(
    bot: Bot, guild_id: int, user_id: int, *, roles: tuple[int, ...], channel_id: int | None
) -> Layout:
    """All that bounds one member, in a channel if one is named."""
    own = Bucket(Scope.MEMBER, guild_id, user_id)
    pieces: list[Piece] = [
        text(f"### {words.title(Scope.MEMBER, user_id)}", *await _bucket(bot, own, roles=roles))
    ]
    standings = await bot.store.quotas.standing(
        guild_id, user_id, now_ms=bot.clock.wall_ms(), channel_id=channel_id, role_ids=roles
    )
    wider = [each for each in standings if each.scope is not Scope.MEMBER and each.limit is not None]
    if wider:
        pieces.append(text(f"**{words.ALSO()}**", *_standing_lines(wider, named=True)))
    return layout(QUIET, pieces)


async def channel_card(bot: Bot, guild_id: int, channel_id: int) -> Layout:
    """What everybody in a channel has together."""
    bucket = Bucket(Scope.CHANNEL, guild_id, channel_id)
    lines = await _bucket(bot, bucket)
    return layout(QUIET, [text(f"### {words.title(Scope.CHANNEL, channel_id)}", *lines)])


async def role_card(bot: Bot, guild_id: int, role_id: int) -> Layout:
    """What a role decides for who has it."""
    rules = await bot.store.rules.own(guild_id)
    found = [rules.get((Scope.ROLE, role_id, measure)) for measure in MEASURES[Scope.ROLE]]
    lines = [limits.amount(rule.measure, rule.amount) for rule in found if rule]
    return layout(
        QUIET,
        [
            text(
                f"### {words.role_title(role_id)}",
                *(lines or [words.NOTHING_SET()]),
                small(words.ROLE_NOTE()),
            )
        ],
    )


async def calendar_line(bot: Bot, guild_id: int, now_ms: int) -> str:
    """When days and weeks begin here."""
    decided = (await bot.store.settings.guild(guild_id)).settings
    day, *_ = await bot.store.quotas.standing_of(Bucket(Scope.GUILD, guild_id), now_ms=now_ms)
    return words.calendar(decided.time_zone, decided.week_start, day.resets_at)


async def _bucket(bot: Bot, bucket: Bucket, *, roles: tuple[int, ...] = ()) -> list[str]:
    """Credits, requests and extra credits of one bucket."""
    now_ms = bot.clock.wall_ms()
    standings = await bot.store.quotas.standing_of(bucket, now_ms=now_ms, role_ids=roles)
    usable = await bot.store.grants.usable_of({bucket})
    return [
        *_standing_lines(standings),
        *_count_lines(await _counts(bot, bucket, roles)),
        *_grant_lines(usable, now_ms),
    ]


async def _counts(bot: Bot, bucket: Bucket, roles: tuple[int, ...]) -> list[Limit]:
    """What bounds its requests, where somebody decided."""
    asker = Asker(user_id=bucket.subject_id, guild_id=bucket.guild_id, role_ids=roles)
    rules = await bot.store.rules.of(bucket.guild_id)
    wanted = [measure for measure in _COUNTS if measure in MEASURES[bucket.scope]]
    found = [limit_of(bucket, measure, asker, rules, DefaultLimits()) for measure in wanted]
    return [limit for limit in found if limit.rule is not None]


async def _each_member(bot: Bot, guild_id: int) -> list[str]:
    """What bounds a member of whom nothing else was decided."""
    nobody = Bucket(Scope.MEMBER, guild_id)
    standings = await bot.store.quotas.standing_of(nobody, now_ms=bot.clock.wall_ms())
    lines = [
        aside(limits.amount(each.measure, each.limit), credit_words.why(each))
        for each in standings
        if credit_words.why(each)
    ]
    lines += [
        aside(limits.amount(limit.measure, limit.amount), limits.decided_by(limit.rule))
        for limit in await _counts(bot, nobody, ())
    ]
    return lines or [words.NOTHING_SET()]


async def _beside(bot: Bot, guild_id: int, scope: Scope) -> list[Piece]:
    standings = await bot.store.quotas.standing_of(Bucket(scope, guild_id), now_ms=bot.clock.wall_ms())
    bounding = [each for each in standings if each.limit is not None]
    lines = list(_standing_lines(bounding))
    return [text(f"**{limits.whom(scope)}**", *lines)] if lines else []


def _standing_lines(standings: Sequence[Standing], *, named: bool = False) -> Iterator[str]:
    for standing in standings:
        bucket = standing.bucket
        told = credit_words.of(standing)
        yield labelled(limits.whom(bucket.scope, bucket.subject_id), told) if named else told
        more = credit_words.more(standing)
        if more:
            yield small(*more)


def _count_lines(found: Sequence[Limit]) -> Iterator[str]:
    for limit in found:
        yield credit_words.count(limit)
        yield small(limits.decided_by(limit.rule))


def _grant_lines(grants: Sequence[Grant], now_ms: int) -> Iterator[str]:
    for grant in grants[:_MOST_GRANTS]:
        yield credit_words.on_top(grant, now_ms)
        yield small(words.grant_by(grant))
