"""Quotas: what is counted for whom, what can be limited, and how it stands. The rules: docs/quotas.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class Scope(StrEnum):
    """Whom a rule is for, or what a bucket belongs to. Credits are counted for those marked with *."""

    GUILD = "guild"  # * everybody in one guild together: its pool
    CHANNEL = "channel"  # * everybody in one channel and its threads together
    MEMBER = "member"  # * one member in one guild
    USER = "user"  # * one person outside any guild
    CEILING = "ceiling"  # * a guild as the operator pays for it, at the catalogue's prices
    ROLE = "role"  # each member who has that role
    EVERYONE = "everyone"  # each member of a guild


class Measure(StrEnum):
    """What a rule bounds."""

    CREDITS_DAY = "credits_day"
    CREDITS_WEEK = "credits_week"
    CREDITS_MONTH = "credits_month"
    RUNNING = "running"  # jobs under way at once; more than that wait
    WAITING = "waiting"  # jobs not sent yet, beside those that may be under way; more are refused
    COOLDOWN = "cooldown"  # seconds from one accepted request to the next


#: From the shortest period to the longest.
CREDITS = (Measure.CREDITS_DAY, Measure.CREDITS_WEEK, Measure.CREDITS_MONTH)
_TOGETHER = (*CREDITS, Measure.RUNNING, Measure.WAITING)
#: What can be bounded for whom. Each channel's pace is a setting of the channel.
MEASURES: Mapping[Scope, tuple[Measure, ...]] = MappingProxyType(
    {
        Scope.GUILD: _TOGETHER,
        Scope.CHANNEL: _TOGETHER,
        Scope.MEMBER: tuple(Measure),
        Scope.ROLE: tuple(Measure),
        Scope.EVERYONE: tuple(Measure),
        Scope.CEILING: _TOGETHER,
    }
)
#: The least that can be decided: what may never run would wait for ever.
LEAST: Mapping[Measure, int] = MappingProxyType({each: int(each is Measure.RUNNING) for each in Measure})
#: Who can be given extra credits.
GRANTEES = (Scope.GUILD, Scope.CHANNEL, Scope.MEMBER)
#: No amount is larger; sums stay far inside the database's integers.
MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where credits are counted. 0 stands for "not bound to one"."""

    scope: Scope
    guild_id: int = 0
    #: The channel, member or user.
    subject_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One decision: at most so much of this for whom it names."""

    #: Of a ceiling, 0 stands for every guild without one of its own.
    guild_id: int
    scope: Scope
    #: The channel, member or role; 0 where the scope says it all.
    subject_id: int = 0
    measure: Measure
    #: `None` is "no limit", which is a decision too.
    amount: int | None

    @property
    def place(self) -> Place:
        """Which decision of its guild it is."""
        return self.scope, self.subject_id, self.measure


#: Whose rule of a guild, and what it bounds.
Place = tuple[Scope, int, Measure]
#: A guild's rules.
Rules = Mapping[Place, Rule]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultLimits:
    """The operator's credits per day where no moderator has decided. `None` is unlimited."""

    guild: int | None = None
    member: int | None = None
    user: int | None = None

    def of(self, scope: Scope) -> int | None:
        """The limit of a scope."""
        return {Scope.GUILD: self.guild, Scope.MEMBER: self.member, Scope.USER: self.user}.get(scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, where, as far as rules go by it."""

    user_id: int
    guild_id: int | None = None
    #: A thread's parent, any other channel itself.
    channel_id: int | None = None
    #: Without the one that everyone has.
    role_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What applies to a bucket, and why."""

    bucket: Bucket
    measure: Measure
    #: `None` is unlimited.
    amount: int | None
    #: The rule that decided; `None`: nobody's, so the operator's default.
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one bucket stands against one limit on credits."""

    bucket: Bucket
    measure: Measure
    #: Credits taken in this period, without what grants paid.
    used: int
    #: `None` is unlimited.
    limit: int | None
    #: Credits left of what was given on top.
    granted: int = 0
    #: Epoch ms when the period began, and when it starts anew.
    begins_at: int = 0
    resets_at: int
    #: The rule that decided the limit; `None`: the operator's default, or nobody.
    rule: Rule | None = None

    @property
    def scope(self) -> Scope:
        """What the bucket belongs to."""
        return self.bucket.scope

    @property
    def remaining(self) -> int | None:
        """Credits left, never below 0; `None` is unlimited."""
        return None if self.limit is None else max(self.limit - self.used, 0) + self.granted


@lru_cache(maxsize=1024)
def buckets_of(asker: Asker) -> tuple[Bucket, ...]:
    """The buckets a job draws on, the widest first."""
    if asker.guild_id is None:
        return (Bucket(Scope.USER, subject_id=asker.user_id),)
    channel = (Bucket(Scope.CHANNEL, asker.guild_id, asker.channel_id),) if asker.channel_id else ()
    return (
        Bucket(Scope.CEILING, asker.guild_id),
        Bucket(Scope.GUILD, asker.guild_id),
        *channel,
        Bucket(Scope.MEMBER, asker.guild_id, asker.user_id),
    )


def remaining_credits(standings: Iterable[Standing]) -> int | None:
    """What a member can still spend: the least that any limit leaves; `None` is unlimited."""
    return min((left for each in standings if (left := each.remaining) is not None), default=None)
