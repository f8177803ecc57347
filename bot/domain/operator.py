"""What whoever runs the bot decides for all of it: pauses, guilds let in, models on offer, budgets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType


class Access(StrEnum):
    """The operator's word on a guild."""

    DEFAULT = "default"  # nothing was decided
    ALLOWED = "allowed"  # let in, also where only allowed guilds are
    BLOCKED = "blocked"  # no pictures there


@dataclass(frozen=True, slots=True)
class GuildAccess:
    """What was decided about one guild, and why."""

    access: Access = Access.DEFAULT
    reason: str = ""


class Period(StrEnum):
    """What a budget lasts for, in UTC."""

    DAY = "day"
    MONTH = "month"

    def start(self, at_ms: int) -> int:
        """Epoch ms when the period of that moment began."""
        moment = datetime.fromtimestamp(at_ms // 1000, UTC)
        first = moment.replace(hour=0, minute=0, second=0)
        if self is Period.MONTH:
            first = first.replace(day=1)
        return int(first.timestamp()) * 1000

    def end(self, at_ms: int) -> int:
        """Epoch ms when the next one begins."""
        # No day has 32 days' worth of hours, no month 32 days.
        hours = 25 if self is Period.DAY else 32 * 24
        return self.start(self.start(at_ms) + hours * 3_600_000)


class Level(StrEnum):
    """How far a budget is used up."""

    WARN = "warn"  # the share at which the operator wants to know
    STOP = "stop"  # nothing more is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Catalogue credits that one gateway may cost. `None` is no limit."""

    day: int | None = None
    month: int | None = None
    #: Percent of a limit at which the operator is warned.
    warn_at: int = 80

    def limits(self) -> Iterator[tuple[Period, int]]:
        """What is limited."""
        for period, limit in ((Period.DAY, self.day), (Period.MONTH, self.month)):
            if limit is not None:
                yield period, limit

    def warns_from(self, limit: int) -> int:
        """Credits from which a limit counts as nearly reached."""
        return -(-limit * self.warn_at // 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Catalogue credits of one gateway in the running periods."""

    day: int = 0
    month: int = 0
    #: Accepted and not sent yet.
    promised: int = 0

    def of(self, period: Period) -> int:
        """All that counts against the budget of that period."""
        return (self.day if period is Period.DAY else self.month) + self.promised


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that the spending of a gateway has reached."""

    period: Period
    level: Level
    used: int
    limit: int


def exhausted(budget: Budget, spent: Spent, cost: int) -> Mark | None:
    """The limit that a request of this cost would pass, if there is one."""
    for period, limit in budget.limits():
        if spent.of(period) + cost > limit:
            return Mark(period, Level.STOP, spent.of(period), limit)
    return None


def reached(budget: Budget, spent: Spent, cheapest: int) -> list[Mark]:
    """Every line the spending has reached. A limit is reached once not even the cheapest picture fits."""
    marks = []
    for period, limit in budget.limits():
        used = spent.of(period)
        if used + cheapest > limit:
            marks.append(Mark(period, Level.STOP, used, limit))
        elif used >= budget.warns_from(limit):
            marks.append(Mark(period, Level.WARN, used, limit))
    return marks


_NO_BUDGETS: Mapping[str, Budget] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that is decided for the whole bot. The defaults are what applies before anyone decides."""

    #: What members are told while nothing is taken; `None` takes requests, "" gives no reason.
    paused: str | None = None
    #: Takes nothing new until what runs has ended.
    maintenance: bool = False
    #: Only guilds that were let in are served.
    allowed_only: bool = False
    models_off: frozenset[str] = frozenset()
    #: By gateway.
    budgets: Mapping[str, Budget] = field(default_factory=lambda: _NO_BUDGETS)

    def serves(self, guild: GuildAccess) -> bool:
        """Whether pictures are made in a guild of which this was decided."""
        if self.allowed_only:
            return guild.access is Access.ALLOWED
        return guild.access is not Access.BLOCKED
