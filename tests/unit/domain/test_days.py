"""Days and hours on the clocks of a place."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import HOUR_MS, day_of, hours_of, last_days, last_hours, place_in

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Asia/Beirut")
]
moments = st.integers(1_600_000_000_000, 1_900_000_000_000)


def _ms(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return round(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


@given(moments, st.integers(1, 92), st.sampled_from(ZONES))
def test_days_follow_each_other_without_gaps_and_end_with_today(
    now_ms: int, count: int, zone: ZoneInfo
) -> None:
    days = last_days(count, now_ms, zone)
    assert len(days) == count
    assert all(one.end == other.begin for one, other in pairwise(days))
    assert days[-1].begin <= now_ms < days[-1].end
    assert place_in(days, now_ms) == count - 1
    dates = [day_of(day.begin, zone) for day in days]
    assert dates == [dates[-1] - timedelta(days=back) for back in reversed(range(count))]


@pytest.mark.parametrize(
    ("noon", "hours"), [((2026, 3, 29, 12), 23), ((2026, 10, 25, 12), 25), ((2026, 6, 1), 24)]
)
def test_a_day_has_as_many_hours_as_its_clocks_show(noon: tuple[int, ...], hours: int) -> None:
    (day,) = last_days(1, _ms(*noon), BERLIN)
    assert len(hours_of(day)) == hours
    assert (hours_of(day)[0].begin, hours_of(day)[-1].end) == (day.begin, day.end)


@given(moments, st.integers(1, 200))
def test_the_last_hour_is_the_one_under_way(now_ms: int, count: int) -> None:
    hours = last_hours(count, now_ms)
    assert len(hours) == count
    assert hours[-1].begin <= now_ms < hours[-1].end
    assert all(hour.end - hour.begin == HOUR_MS and hour.begin % HOUR_MS == 0 for hour in hours)


@given(moments, moments)
def test_a_moment_outside_is_in_no_step(now_ms: int, at_ms: int) -> None:
    hours = last_hours(24, now_ms)
    place = place_in(hours, at_ms)
    inside = hours[0].begin <= at_ms < hours[-1].end
    assert (place is not None) == inside
    if place is not None:
        assert hours[place].begin <= at_ms < hours[place].end


def test_no_steps_hold_nothing() -> None:
    assert place_in((), 1) is None
