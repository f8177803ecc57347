"""Quotas: whose credits a job draws on, how much is left, and when it starts anew.

A bucket counts the credits of one UTC day. A job in a guild draws on two: the guild's pool and the
member's own share of it. Outside a guild it draws on the user's bucket alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.errors import QuotaExceeded

DAY_MS = 86_400_000


class Scope(StrEnum):
    """What a bucket belongs to."""

    GUILD = "guild"  # everybody in one guild together
    MEMBER = "member"  # one member in one guild
    USER = "user"  # one person outside any guild


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where credits are counted. 0 stands for "not bound to one".

    As the place of a limit, a MEMBER bucket with user 0 means: every member of that guild.
    """

    scope: Scope
    guild_id: int = 0
    user_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultLimits:
    """Credits per day where no moderator has decided. `None` is unlimited."""

    guild: int | None = None
    member: int | None = None
    user: int | None = None

    def of(self, scope: Scope) -> int | None:
        """The limit of a scope."""
        return {Scope.GUILD: self.guild, Scope.MEMBER: self.member, Scope.USER: self.user}[scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one bucket stands."""

    bucket: Bucket
    used: int
    #: `None` is unlimited.
    limit: int | None
    #: Epoch ms when it starts anew.
    resets_at: int

    @property
    def scope(self) -> Scope:
        """What the bucket belongs to."""
        return self.bucket.scope

    @property
    def remaining(self) -> int | None:
        """Credits left, never below 0; `None` is unlimited."""
        return None if self.limit is None else max(self.limit - self.used, 0)


def buckets_of(guild_id: int | None, user_id: int) -> tuple[Bucket, ...]:
    """The buckets a job draws on, the widest first."""
    if guild_id is None:
        return (Bucket(Scope.USER, user_id=user_id),)
    return (Bucket(Scope.GUILD, guild_id), Bucket(Scope.MEMBER, guild_id, user_id))


def day_start(at_ms: int) -> int:
    """Epoch ms of the midnight (UTC) that began the day of `at_ms`."""
    return at_ms - at_ms % DAY_MS


def day_end(at_ms: int) -> int:
    """Epoch ms of the midnight (UTC) that ends the day of `at_ms`."""
    return day_start(at_ms) + DAY_MS


def limit_of(bucket: Bucket, limits: Mapping[Bucket, int | None], defaults: DefaultLimits) -> int | None:
    """The limit that applies: the bucket's own, else its guild's for every member, else the default."""
    for place in (bucket, replace(bucket, user_id=0)):
        if place in limits:
            return limits[place]
    return defaults.of(bucket.scope)


def charge(standings: Sequence[Standing], price: int) -> tuple[Standing, ...]:
    """The standings after taking `price` from each. What costs nothing always fits.

    Raises:
        QuotaExceeded: it does not fit into one of them; the first such is named.
    """
    for standing in standings:
        if price > 0 and standing.limit is not None and standing.used + price > standing.limit:
            raise exceeded(standing, price)
    return tuple(replace(standing, used=standing.used + price) for standing in standings)


def exceeded(standing: Standing, price: int) -> QuotaExceeded:
    """The refusal that names this bucket."""
    return QuotaExceeded(
        scope=standing.scope.value,
        used=standing.used,
        limit=standing.limit or 0,
        price=price,
        resets_at=standing.resets_at,
    )


def remaining_credits(standings: Iterable[Standing]) -> int | None:
    """What a member can still spend: the least that any bucket leaves; `None` is unlimited."""
    return min((left for s in standings if (left := s.remaining) is not None), default=None)
