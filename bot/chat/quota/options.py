"""The options of `/quota`."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.chat.channel_options import WritableChannel
from bot.chat.picker import Choice
from bot.chat.quota.given import LONGEST_REASON
from bot.chat.words import quota_prompts as prompts
from bot.domain.quota import Measure

#: Longer than any amount, so that what is too long is told in words.
Amount = app_commands.Range[str, 1, 100]
Reason = app_commands.Range[str, 0, LONGEST_REASON]
Channel = app_commands.Transform[int, WritableChannel]

_MEASURES = {
    Measure.CREDITS_DAY: prompts.DAY,
    Measure.CREDITS_WEEK: prompts.WEEK,
    Measure.CREDITS_MONTH: prompts.MONTH,
    Measure.RUNNING: prompts.RUNNING,
    Measure.WAITING: prompts.WAITING,
    Measure.COOLDOWN: prompts.COOLDOWN,
}
_DAYS = (
    prompts.MONDAY,
    prompts.TUESDAY,
    prompts.WEDNESDAY,
    prompts.THURSDAY,
    prompts.FRIDAY,
    prompts.SATURDAY,
    prompts.SUNDAY,
)
#: What can be bounded of a member.
WHATS = [Choice(name=app_commands.locale_str(name), value=each.value) for each, name in _MEASURES.items()]
#: And of many together: each channel's pace is its slow mode, and a server has none.
TOGETHER = [choice for choice in WHATS if choice.value != Measure.COOLDOWN]
WEEK_STARTS = [Choice(name=app_commands.locale_str(name), value=day) for day, name in enumerate(_DAYS)]
USUAL = Measure.CREDITS_DAY.value
LIMIT = {"amount": prompts.AMOUNT, "what": prompts.WHAT}
GIFT = {"amount": prompts.HOW_MANY, "expires": prompts.EXPIRES, "reason": prompts.REASON}


def measure_of(what: str | None) -> Measure:
    """What was chosen to be bounded; the usual, if nothing was or no such thing can be."""
    return Measure(what) if what in list(Measure) else Measure.CREDITS_DAY


def roles_told(member: discord.Member | discord.User) -> tuple[int, ...] | None:
    """The roles of a member, as far as Discord told them with the command."""
    if not isinstance(member, discord.Member):
        return None
    return tuple(role.id for role in member.roles if not role.is_default())
