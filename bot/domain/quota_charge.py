"""Taking credits: what fits, what grants pay, what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import QuotaExceeded
from bot.domain.job import Job
from bot.domain.quota import Bucket, Scope, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a request takes from the buckets it draws on."""

    #: Credits of the guild's own prices.
    credits: int
    #: Credits of the catalogue, which ceilings count.
    cost: int

    def of(self, bucket: Bucket) -> int:
        """What one bucket has to give."""
        return self.cost if bucket.scope is Scope.CEILING else self.credits

    @classmethod
    def of_pictures(cls, job: Job, count: int) -> Price:
        """What so many pictures of a job take."""
        return cls(credits=job.unit_price, cost=job.unit_cost).times(count)

    def times(self, count: int) -> Price:
        """So many times the price."""
        return Price(credits=self.credits * count, cost=self.cost * count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Credits given on top of a bucket's limits. Drawn on only for what exceeds them."""

    id: int
    bucket: Bucket
    amount: int
    used: int
    #: Epoch ms from which nothing more is drawn; `None` is never.
    expires_at: int | None
    reason: str
    by_user_id: int
    #: Epoch ms.
    at: int
    revoked_at: int | None = None

    @property
    def unused(self) -> int:
        """Credits nobody has drawn."""
        return self.amount - self.used

    def left(self, now_ms: int) -> int:
        """Credits that can still be drawn."""
        over = self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now_ms)
        return 0 if over else self.unused


def draws(grants: Iterable[Grant], amount: int, now_ms: int) -> dict[int, int]:
    """How much is drawn on each grant, by id, so that all make `amount`: what expires first is drawn first.

    Raises:
        ValueError: they do not have so much.
    """
    drawn: dict[int, int] = {}
    for grant in sorted(grants, key=_expiry):
        part = min(grant.left(now_ms), amount - sum(drawn.values()))
        if part > 0:
            drawn[grant.id] = part
    if sum(drawn.values()) != amount:
        raise ValueError("the grants do not have so much")
    return drawn


def _expiry(grant: Grant) -> tuple[float, int]:
    return float("inf") if grant.expires_at is None else grant.expires_at, grant.id


def given_back(parts: Sequence[int], amount: int) -> list[int]:
    """How much of `amount` goes back to each of the parts it was taken in, the first of them first."""
    back: list[int] = []
    for part in parts:
        back.append(min(part, amount - sum(back)))
    return back


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What is taken, and how the buckets stand afterwards."""

    standings: tuple[Standing, ...]
    #: Credits drawn on the grants of a bucket; buckets that draw on none are left out.
    drawn: Mapping[Bucket, int]


def charge(standings: Sequence[Standing], price: Price) -> Charge:
    """Take the price from each bucket. What costs nothing always fits.

    A bucket that several limits bound draws on its grants for what exceeds the tightest of them.

    Raises:
        QuotaExceeded: it does not fit. Of several limits it names the one that never lets it pass, else the
            one that starts anew last, else the widest.
    """
    short = lacking(standings, price)
    if short:
        raise exceeded(min(short, key=lambda standing: _hope(standing, price)), standings, price)
    drawn: dict[Bucket, int] = {}
    for standing in standings:
        over = _over(standing, price)
        if over:
            drawn[standing.bucket] = max(over, drawn.get(standing.bucket, 0))
    return Charge(standings=tuple(_after(each, price, drawn) for each in standings), drawn=drawn)


def fits(standings: Iterable[Standing], price: Price) -> bool:
    """Whether each bucket can give that much."""
    return not any(_lacks(standing, price) for standing in standings)


def lacking(standings: Iterable[Standing], price: Price) -> list[Standing]:
    """The limits into which the price does not fit."""
    return [standing for standing in standings if _lacks(standing, price)]


def missing(standings: Iterable[Standing], price: Price) -> dict[Bucket, int]:
    """Credits each bucket would have to be given for the price to fit; what has enough is left out."""
    found: dict[Bucket, int] = {}
    for standing in lacking(standings, price):
        short = _over(standing, price) - standing.granted
        found[standing.bucket] = max(short, found.get(standing.bucket, 0))
    return found


def exceeded(standing: Standing, standings: Sequence[Standing], price: Price) -> QuotaExceeded:
    """The refusal that names this limit."""
    return QuotaExceeded(
        standing=standing, price=price.of(standing.bucket), standings=tuple(standings), would_fit=()
    )


def _over(standing: Standing, price: Price) -> int:
    """The part of the price that exceeds the limit."""
    if standing.limit is None:
        return 0
    amount = price.of(standing.bucket)
    return min(amount, max(standing.used + amount - standing.limit, 0))


def _lacks(standing: Standing, price: Price) -> bool:
    return _over(standing, price) > standing.granted


def _hope(standing: Standing, price: Price) -> tuple[bool, int]:
    """Least for what lasts longest."""
    never = price.of(standing.bucket) > (standing.limit or 0) + standing.granted
    return not never, -standing.resets_at


def _after(standing: Standing, price: Price, drawn: Mapping[Bucket, int]) -> Standing:
    part = drawn.get(standing.bucket, 0)
    used = standing.used + price.of(standing.bucket) - part
    return replace(standing, used=used, granted=standing.granted - part)
