"""What a request may cost and how often one may ask, and amounts for it that are not taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors.refusal import Refusal
from bot.domain.quota import Limit, Measure, Rule, Scope, Standing
from bot.domain.request import ImageRequest
from bot.domain.roots import InklingError

if TYPE_CHECKING:
    from bot.domain.price import Fit


@dataclass(eq=False, kw_only=True)
class QuotaExceeded(Refusal):
    """The price does not fit into what is left."""

    #: The limit that refused.
    standing: Standing
    #: Credits it would have taken from that limit's bucket.
    price: int
    #: How every limit stood.
    standings: tuple[Standing, ...] = ()
    #: What there is enough for now, the nearest to what was asked for first.
    would_fit: tuple[Fit, ...] = ()

    @property
    def scope(self) -> Scope:
        """What the bucket belongs to."""
        return self.standing.scope

    @property
    def measure(self) -> Measure:
        """The period."""
        return self.standing.measure

    @property
    def rule(self) -> Rule | None:
        """The rule that decided; `None`: the operator's default."""
        return self.standing.rule

    @property
    def used(self) -> int:
        """Credits taken in the period, without what grants paid."""
        return self.standing.used

    @property
    def limit(self) -> int:
        """Credits of the whole period."""
        return self.standing.limit or 0

    @property
    def granted(self) -> int:
        """Credits left of what was given on top."""
        return self.standing.granted

    @property
    def resets_at(self) -> int:
        """Epoch milliseconds when the period ends."""
        return self.standing.resets_at

    @property
    def by_operator(self) -> bool:
        """Whether no moderator can change that limit."""
        return self.scope in (Scope.CEILING, Scope.USER)


@dataclass(eq=False, kw_only=True)
class CooldownActive(Refusal):
    """It is too soon after the member's last request."""

    #: Epoch milliseconds from which the next one is taken.
    until: int
    limit: Limit


@dataclass(eq=False, kw_only=True)
class QueueFull(Refusal):
    """As many requests wait as may wait."""

    waiting: int
    limit: Limit


@dataclass(eq=False)
class TooManyJobs(Refusal):
    """The member already has as many jobs open as one may have."""

    open_jobs: int
    limit: int


@dataclass(eq=False)
class ConfirmFirst(Refusal):
    """The price is a large part of what is left, and nobody said yes to it yet."""

    #: As it would be taken.
    request: ImageRequest
    price: int
    #: Credits left before it.
    left: int


class AmountFault(StrEnum):
    """What is wrong with an amount."""

    NO_NUMBER = "no_number"  # cannot be read
    NEGATIVE = "negative"
    FRACTION = "fraction"
    TOO_LARGE = "too_large"  # more than `bound`
    TOO_SMALL = "too_small"  # less than `bound`
    NO_TIME = "no_time"  # cannot be read as a length of time
    TOO_LONG = "too_long"  # more than `bound` days


@dataclass(eq=False)
class AmountRefused(Refusal):
    """An amount that is not taken; nothing was changed."""

    fault: AmountFault
    #: As it was written.
    text: str
    bound: int | None = None


@dataclass(eq=False)
class RuleChanged(InklingError):
    """The rule is not the one that was looked at any more; nothing was changed."""

    #: The one there is now; `None`: there is none.
    rule: Rule | None


@dataclass(eq=False)
class DecidedSince(InklingError):
    """What was to be taken back is not the latest decision about it any more; nothing was changed."""

    #: Who decided since; `None`: nobody knows.
    by: int | None


@dataclass(eq=False)
class PriceChanged(InklingError):
    """The price is not the one that was looked at any more; nothing was changed."""

    #: The credits decided now; `None`: nothing is decided.
    credits: int | None
