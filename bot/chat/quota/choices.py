"""What is offered while somebody types `/quota`: amounts as they would be read, and what there is to pick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord

from bot.chat.i18n import to_type, ways_to_type
from bot.chat.picker import MOST_CHOICES, Choice, choice, matching
from bot.chat.quota.keys import key_of
from bot.chat.quota.listing import moderators_rules
from bot.chat.quota.people import is_deleted
from bot.chat.text import plain
from bot.chat.typed import reading
from bot.chat.words import limits
from bot.chat.words import quota_answers as words
from bot.chat.words.lists import aside, labelled
from bot.chat.words.typed import NEVER, NO_LIMIT
from bot.domain.amounts import read_limit
from bot.domain.errors import AmountRefused
from bot.domain.quota import Measure, Scope
from bot.domain.settings_text import time_zones

if TYPE_CHECKING:
    from bot.chat.client import Bot

_USUAL = {Measure.COOLDOWN: ("30s", "1m", "5m", "1h", NO_LIMIT)}
_USUAL_AMOUNTS = ("10", "20", "50", "100", "500", "0", NO_LIMIT)
_FEW = ("1", "2", "3", "5", "10", NO_LIMIT)
#: What is suggested as a length of time.
_EXPIRIES = ("1d", "7d", "30d", NEVER)
#: Offered first.
_ZONES = ("UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Tokyo")


def amounts(measure: Measure, typed: str) -> list[Choice[str]]:
    """What is typed as it would be read, else usual amounts."""
    counts = _FEW if measure in (Measure.RUNNING, Measure.WAITING) else _USUAL_AMOUNTS
    usual = _USUAL.get(measure, counts)
    wanted = typed.strip()
    offered = [wanted] if wanted else list(usual)
    if wanted and _told(measure, wanted) is None:
        offered = [each for each in usual if _holds(each, wanted)]
    return [choice(told, each) for each in offered if (told := _told(measure, each))]


def expiries(typed: str) -> list[Choice[str]]:
    """Usual lengths of time."""
    return matching([(to_type(each), each) for each in _EXPIRIES], typed)


def _holds(word: str, part: str) -> bool:
    return any(part.casefold() in way.casefold() for way in (word, *ways_to_type(word)))


def _told(measure: Measure, text: str) -> str | None:
    try:
        return limits.amount(measure, reading(read_limit, text, measure))
    except AmountRefused:
        return None


async def rules(bot: Bot, guild_id: int, typed: str) -> list[Choice[str]]:
    """The rules there are, by whom they are about."""
    found = moderators_rules(await bot.store.rules.own(guild_id))
    names = await _names(bot, guild_id, [(rule.scope, rule.subject_id) for rule in found])
    named = (
        (
            labelled(names[rule.scope, rule.subject_id], limits.amount(rule.measure, rule.amount)),
            key_of(rule),
        )
        for rule in found
    )
    return matching(named, typed)


async def grants(bot: Bot, guild_id: int, typed: str) -> list[Choice[str]]:
    """Extra credits that can still be used, the latest first."""
    found = (await bot.store.grants.usable(guild_id))[::-1]
    names = await _names(bot, guild_id, [(each.bucket.scope, each.bucket.subject_id) for each in found])
    named = (
        (
            words.grant_choice(names[each.bucket.scope, each.bucket.subject_id], each),
            str(each.id),
        )
        for each in found
    )
    return matching(named, typed)


def zones(typed: str, now_ms: int) -> list[Choice[str]]:
    """Time zones, with what their clocks show."""
    wanted = typed.strip().casefold().replace(" ", "_")
    every = dict.fromkeys((*_ZONES, *time_zones())) if wanted else _ZONES
    found = [zone for zone in every if wanted in zone.casefold()][:MOST_CHOICES]
    return [choice(aside(zone, _clock(zone, now_ms)), zone) for zone in found]


def _clock(zone: str, now_ms: int) -> str:
    return f"{datetime.fromtimestamp(now_ms / 1000, ZoneInfo(zone)):%H:%M}"


async def _names(
    bot: Bot, guild_id: int, subjects: Iterable[tuple[Scope, int]]
) -> dict[tuple[Scope, int], str]:
    """How they are called where no mention can stand."""
    wanted = set(subjects)
    guild = bot.get_guild(guild_id)
    people = await bot.names.of(guild_id, [each for scope, each in wanted if scope is Scope.MEMBER])
    return {
        (scope, subject_id): plain(people.get(subject_id, ""))
        if scope is Scope.MEMBER and subject_id in people
        else _name(guild, scope, subject_id)
        for scope, subject_id in wanted
    }


def _name(guild: discord.Guild | None, scope: Scope, subject_id: int) -> str:
    if guild is not None and is_deleted(guild, scope, subject_id):
        return words.deleted_name(scope, subject_id)
    role = guild.get_role(subject_id) if guild and scope is Scope.ROLE else None
    channel = guild.get_channel(subject_id) if guild and scope is Scope.CHANNEL else None
    if role is not None:
        return f"@{plain(role.name)}"
    if channel is not None:
        return f"#{plain(channel.name)}"
    return words.someone(subject_id) if subject_id else limits.whom(scope)
