"""Books kept slowly, by the rules of docs/quotas.md: every answer is added up from the beginning.

Nothing here is the store's own way to find it: no windows, no sums. Two slots of a quarter of an
hour lie in the same period if the clocks of the place show the same day, week or month at their ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.job import Job
from bot.domain.quota import CREDITS, DefaultLimits, Measure

QUARTER_MS = 900_000

#: Scope, guild, whose.
Whose = tuple[str, int, int]
#: Scope, whose, measure.
Place = tuple[str, int, str]


@dataclass
class Slip:
    """What was given on top."""

    number: int
    whose: Whose
    amount: int
    expires_at: int | None
    used: int = 0
    revoked: bool = False

    def left(self, now_ms: int) -> int:
        over = self.revoked or (self.expires_at is not None and self.expires_at <= now_ms)
        return 0 if over else self.amount - self.used


@dataclass
class Bill:
    """One accepted job: what each bucket paid for it by itself, and what its slips paid."""

    job: Job
    at: int
    generations: dict[Whose, int]
    paid: dict[Whose, int]
    by_slips: dict[Whose, dict[int, int]]
    closed_by: str = ""


@dataclass(frozen=True)
class Bound:
    """One limit on one bucket."""

    whose: Whose
    measure: Measure
    amount: int
    #: The rule that decided; `None` is the operator's default.
    rule: Place | None


@dataclass(frozen=True)
class No:
    """A refusal, in what it tells."""

    bound: Bound
    used: int
    granted: int
    price: int
    resets_at: int


@dataclass
class Clerk:
    """All that was ever decided and taken."""

    defaults: DefaultLimits
    rules: dict[int, dict[Place, int | None]] = field(default_factory=dict)
    zones: dict[int, tuple[str, int]] = field(default_factory=dict)
    generations: dict[Whose, int] = field(default_factory=dict)
    #: Whose can be taken back: its number, and the generation before.
    resets: dict[Whose, tuple[int, int]] = field(default_factory=dict)
    slips: dict[int, Slip] = field(default_factory=dict)
    bills: dict[str, Bill] = field(default_factory=dict)

    def reserve(self, job: Job, roles: tuple[int, ...], now_ms: int) -> No | None:
        """Take it, or say why not."""
        refusals = [no for no in self._refusals(job, roles, now_ms) if no]
        if refusals:
            never = [no for no in refusals if no.price > no.bound.amount + no.granted]
            return _last(never or refusals)[0]
        bill = Bill(job, now_ms, {}, {}, {})
        for whose, price in _shares(job):
            drawn = max(
                (self._over(bound, price, now_ms) for bound in self._bounds(job, roles, whose)), default=0
            )
            bill.generations[whose] = self.generations.get(whose, 0)
            bill.paid[whose] = price - drawn
            bill.by_slips[whose] = self._draw(whose, drawn, now_ms)
        self.bills[job.id] = bill
        return None

    def settle(self, job_id: str, pictures: int) -> None:
        bill = self.bills[job_id]
        if not bill.closed_by:
            bill.closed_by = "settle"
            for whose, price in _shares(bill.job):
                made = price // bill.job.request.count * pictures
                self._give_back(bill, whose, price - made)

    def release(self, job_id: str) -> None:
        bill = self.bills[job_id]
        if not bill.closed_by:
            bill.closed_by = "release"
            for whose, price in _shares(bill.job):
                self._give_back(bill, whose, price)

    def reset(self, number: int, whose: Whose) -> None:
        """Begin anew. Numbers are never used twice."""
        self.resets[whose] = (number, self.generations.get(whose, 0))
        self.generations[whose] = number

    def take_back(self, number: int, whose: Whose) -> bool:
        """As if there had been no reset; whether nothing was decided about it since."""
        latest, before = self.resets.get(whose, (0, 0))
        if latest != number:
            return False
        del self.resets[whose]
        self.generations[whose] = before
        for bill in self.bills.values():
            if bill.generations.get(whose) == number:
                bill.generations[whose] = before
        return True

    def left(
        self, user: int, guild: int | None, channel: int | None, roles: tuple[int, ...], now_ms: int
    ) -> dict[tuple[Whose, Measure], tuple[int, int, int]]:
        """Used, limit and what slips have left, of all that bounds somebody."""
        return {
            (whose, bound.measure): (self.used(bound, now_ms), bound.amount, self._granted(whose, now_ms))
            for whose in _buckets(user, guild, channel)
            for bound in self._bounds_of(user, guild, roles, whose)
        }

    def used(self, bound: Bound, now_ms: int) -> int:
        """What the bucket paid by itself in this period, since it was last reset."""
        now = self._period(bound, now_ms)
        return sum(
            bill.paid[bound.whose]
            for bill in self.bills.values()
            if bound.whose in bill.paid
            and bill.generations[bound.whose] == self.generations.get(bound.whose, 0)
            and self._period(bound, bill.at) == now
        )

    def _refusals(self, job: Job, roles: tuple[int, ...], now_ms: int) -> Iterator[No | None]:
        for whose, price in _shares(job):
            granted = self._granted(whose, now_ms)
            for bound in self._bounds(job, roles, whose):
                if self._over(bound, price, now_ms) > granted:
                    yield No(bound, self.used(bound, now_ms), granted, price, self._ends(bound, now_ms))

    def _over(self, bound: Bound, price: int, now_ms: int) -> int:
        return min(price, max(self.used(bound, now_ms) + price - bound.amount, 0))

    def _bounds(self, job: Job, roles: tuple[int, ...], whose: Whose) -> list[Bound]:
        return self._bounds_of(job.origin.user_id, job.origin.guild_id, roles, whose)

    def _bounds_of(self, user: int, guild: int | None, roles: tuple[int, ...], whose: Whose) -> list[Bound]:
        found = []
        for measure in CREDITS:
            rule = self._rule(user, guild, roles, whose, measure)
            decided = self._rules_of(guild)
            amount = self._default(whose[0], measure) if rule is None else decided[rule]
            if amount is not None:
                found.append(Bound(whose, measure, amount, rule))
        return found

    def _rule(
        self, user: int, guild: int | None, roles: tuple[int, ...], whose: Whose, measure: Measure
    ) -> Place | None:
        """A member's own, else the most generous of their roles', else everyone's; of others their own."""
        rules, name = self._rules_of(guild), measure.value
        if whose[0] != "member":
            own = (whose[0], whose[2], name)
            return own if own in rules else None
        if ("member", user, name) in rules:
            return ("member", user, name)
        of_roles = [("role", role, name) for role in sorted(roles) if ("role", role, name) in rules]
        for place in of_roles:
            others = [rules[each] for each in of_roles]
            mine = rules[place]
            if mine is None or all(other is not None and other <= mine for other in others):
                return place
        return ("everyone", 0, name) if ("everyone", 0, name) in rules else None

    def _rules_of(self, guild: int | None) -> dict[Place, int | None]:
        if guild is None:
            return {}
        return self.rules.get(0, {}) | self.rules.get(guild, {})

    def _default(self, scope: str, measure: Measure) -> int | None:
        usual = {"guild": self.defaults.guild, "member": self.defaults.member, "user": self.defaults.user}
        return usual.get(scope) if measure is Measure.CREDITS_DAY else None

    def _granted(self, whose: Whose, now_ms: int) -> int:
        return sum(slip.left(now_ms) for slip in self.slips.values() if slip.whose == whose)

    def _draw(self, whose: Whose, amount: int, now_ms: int) -> dict[int, int]:
        """Credit by credit, each from what expires first."""
        drawn: dict[int, int] = {}
        for _ in range(amount):
            usable = [slip for slip in self.slips.values() if slip.whose == whose and slip.left(now_ms)]
            slip = min(usable, key=lambda each: (each.expires_at or 10**18, each.number))
            slip.used += 1
            drawn[slip.number] = drawn.get(slip.number, 0) + 1
        return drawn

    def _give_back(self, bill: Bill, whose: Whose, amount: int) -> None:
        """Credit by credit, what slips paid first, of them what expires last."""
        for _ in range(amount):
            drawn = [self.slips[number] for number, part in bill.by_slips[whose].items() if part]
            if drawn:
                slip = max(drawn, key=lambda each: (each.expires_at or 10**18, -each.number))
                slip.used -= 1
                bill.by_slips[whose][slip.number] -= 1
            else:
                bill.paid[whose] -= 1

    def _period(self, bound: Bound, at_ms: int) -> date:
        """The first day of the period that a moment's slot lies in."""
        scope, guild, _ = bound.whose
        own = ("UTC", 0) if scope in ("ceiling", "user") else self.zones.get(guild, ("UTC", 0))
        return _first_day(*own, bound.measure, at_ms - at_ms % QUARTER_MS)

    def _ends(self, bound: Bound, at_ms: int) -> int:
        """The next slot that lies in another period."""
        now, slot = self._period(bound, at_ms), at_ms - at_ms % QUARTER_MS
        while self._period(bound, slot) == now:
            slot += QUARTER_MS
        return slot


@cache
def _first_day(zone: str, week_start: int, measure: Measure, slot: int) -> date:
    """Of the period that a slot lies in. Kept, for the same slots are asked for millions of times."""
    day = datetime.fromtimestamp((slot + QUARTER_MS - 1) / 1000, ZoneInfo(zone)).date()
    if measure is Measure.CREDITS_WEEK:
        while day.weekday() != week_start:
            day -= timedelta(days=1)
    return day.replace(day=1) if measure is Measure.CREDITS_MONTH else day


def _buckets(user: int, guild: int | None, channel: int | None) -> list[Whose]:
    if guild is None:
        return [("user", 0, user)]
    own_channel: list[Whose] = [("channel", guild, channel)] if channel else []
    return [("ceiling", guild, 0), ("guild", guild, 0), *own_channel, ("member", guild, user)]


def _shares(job: Job) -> list[tuple[Whose, int]]:
    """What each bucket has to pay: ceilings what it costs, the others what is charged."""
    origin, count = job.origin, job.request.count
    return [
        (whose, (job.unit_cost if whose[0] == "ceiling" else job.unit_price) * count)
        for whose in _buckets(origin.user_id, origin.guild_id, origin.home_channel_id)
    ]


def _last(refusals: list[No]) -> list[No]:
    """Those that start anew last."""
    latest = max(no.resets_at for no in refusals)
    return [no for no in refusals if no.resets_at == latest]
