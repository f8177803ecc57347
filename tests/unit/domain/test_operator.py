"""Periods in UTC, budgets that stop before they are passed, and who is served."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.operator import (
    Access,
    Budget,
    GuildAccess,
    Level,
    Mark,
    Period,
    Rules,
    Spent,
    exhausted,
    reached,
)

AMOUNTS = st.integers(0, 1000)
BUDGETS = st.builds(Budget, day=st.none() | AMOUNTS, month=st.none() | AMOUNTS, warn_at=st.integers(1, 100))
SPENT = st.builds(Spent, day=AMOUNTS, month=AMOUNTS, promised=AMOUNTS)


@pytest.mark.parametrize("period", Period)
@given(at_ms=st.integers(0, 4_000_000_000_000))
def test_a_period_holds_its_moment_and_begins_at_midnight(period: Period, at_ms: int) -> None:
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    start, end = period.start(at_ms), period.end(at_ms)
    assert start <= at_ms < end
    assert (period.start(start), period.start(end), period.start(end - 1)) == (start, end, start)
    first, next_one = (datetime.fromtimestamp(ms / 1000, UTC) for ms in (start, end))
    if period is Period.DAY:
        assert (end - start, first.date()) == (86_400_000, at.date())
    else:
        assert (first.day, next_one.day) == (1, 1)
        assert (first.year, first.month) == (at.year, at.month)


@given(BUDGETS, SPENT, st.integers(1, 1000))
def test_what_is_taken_never_passes_a_limit(budget: Budget, spent: Spent, cost: int) -> None:
    stop = exhausted(budget, spent, cost)
    fits = all(spent.of(period) + cost <= limit for period, limit in budget.limits())
    assert (stop is None) == fits


@given(BUDGETS, SPENT, st.integers(1, 50))
def test_a_limit_is_told_when_nothing_fits_any_more(budget: Budget, spent: Spent, cheapest: int) -> None:
    marks = reached(budget, spent, cheapest)
    assert any(mark.level is Level.STOP for mark in marks) == (exhausted(budget, spent, cheapest) is not None)
    assert len({mark.period for mark in marks}) == len(marks)


def test_the_operator_is_warned_from_its_share_on() -> None:
    budget = Budget(day=10, warn_at=75)
    assert reached(budget, Spent(day=7), 1) == []
    assert reached(budget, Spent(day=7, promised=1), 1) == [Mark(Period.DAY, Level.WARN, 8, 10)]
    assert reached(budget, Spent(day=10), 1) == [Mark(Period.DAY, Level.STOP, 10, 10)]


@pytest.mark.parametrize(
    ("access", "open_to_all", "allowed_only"),
    [(Access.DEFAULT, True, False), (Access.ALLOWED, True, True), (Access.BLOCKED, False, False)],
)
def test_who_is_served(access: Access, open_to_all: bool, allowed_only: bool) -> None:
    assert Rules().serves(GuildAccess(access)) is open_to_all
    assert Rules(allowed_only=True).serves(GuildAccess(access)) is allowed_only
