"""Days, weeks and months begin and end when the clocks of a place say so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quota import CREDITS, Measure
from bot.domain.quota_windows import SLOT_MS, UTC_CALENDAR, Calendar, slot_of

M = Measure
HOUR_MS = 3_600_000
#: Half hours, quarters, leaps over midnight, a lost day, both halves of the world, the far south.
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Apia",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "Antarctica/Troll",
    "Africa/Monrovia",
)
#: From 1971 to 2036.
MOMENTS = st.integers(40_000_000_000, 2_100_000_000_000)
CALENDARS = st.builds(Calendar, st.sampled_from(ZONES).map(ZoneInfo), st.integers(0, 6))


def ms(moment: str, zone: str = "UTC") -> int:
    return round(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def told(at_ms: int, zone: str) -> str:
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).isoformat(timespec="minutes")


@given(MOMENTS, CALENDARS, st.sampled_from(CREDITS))
def test_periods_follow_each_other_without_gap_or_overlap(
    at_ms: int, calendar: Calendar, measure: Measure
) -> None:
    window = calendar.window(measure, at_ms)
    assert window.begin <= at_ms < window.end
    assert window.begin == slot_of(window.begin)
    assert calendar.window(measure, window.begin) == calendar.window(measure, window.end - 1) == window
    assert calendar.window(measure, window.end).begin == window.end
    assert calendar.window(measure, window.begin - 1).end == window.begin


@given(MOMENTS, CALENDARS)
def test_weeks_and_months_are_made_of_whole_days(at_ms: int, calendar: Calendar) -> None:
    day = calendar.window(M.CREDITS_DAY, at_ms)
    for measure in (M.CREDITS_WEEK, M.CREDITS_MONTH):
        window = calendar.window(measure, at_ms)
        assert window.begin <= day.begin
        assert day.end <= window.end
        assert calendar.window(M.CREDITS_DAY, window.begin).begin == window.begin


@given(MOMENTS, CALENDARS)
def test_all_slots_of_a_day_show_its_date_but_the_one_it_begins_in(at_ms: int, calendar: Calendar) -> None:
    def shown(moment_ms: int) -> date:
        return datetime.fromtimestamp(moment_ms / 1000, calendar.zone).date()

    day = calendar.window(M.CREDITS_DAY, at_ms)
    # By the end of its first slot the new day is there, and never before that slot.
    assert shown(day.begin - 1) < shown(day.begin + SLOT_MS - 1)
    assert shown(day.end - SLOT_MS - 1) <= shown(day.begin + SLOT_MS - 1)


@pytest.mark.parametrize(
    ("zone", "at", "begin", "end", "hours"),
    [
        ("UTC", "2026-03-10T10:40", "2026-03-10T00:00+00:00", "2026-03-11T00:00+00:00", 24),
        # The nights when clocks change.
        ("Europe/Berlin", "2026-03-29T12:00", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23),
        ("Europe/Berlin", "2026-10-25T12:00", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25),
        ("America/New_York", "2026-03-08T12:00", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", 23),
        ("America/New_York", "2026-11-01T12:00", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00", 25),
        ("Australia/Lord_Howe", "2026-10-04T12:00", "2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00", 23.5),
        ("Australia/Lord_Howe", "2026-04-05T12:00", "2026-04-05T00:00+11:00", "2026-04-06T00:00+10:30", 24.5),
        # Clocks leap over midnight: the day begins at one.
        ("America/Santiago", "2026-09-06T12:00", "2026-09-06T01:00-03:00", "2026-09-07T00:00-03:00", 23),
        # They show the last hour before midnight twice: the day is the longer one.
        ("America/Santiago", "2026-04-04T12:00", "2026-04-04T00:00-03:00", "2026-04-05T00:00-04:00", 25),
        ("Africa/Cairo", "2026-04-24T12:00", "2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00", 23),
        # Quarters of an hour.
        ("Asia/Kathmandu", "2026-03-10T10:40", "2026-03-10T00:00+05:45", "2026-03-11T00:00+05:45", 24),
        ("Pacific/Chatham", "2026-03-10T10:40", "2026-03-10T00:00+13:45", "2026-03-11T00:00+13:45", 24),
        # A day that never was.
        ("Pacific/Apia", "2011-12-29T12:00", "2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00", 24),
        # Midnight was at 0:44:30 UTC: the day begins with that quarter.
        ("Africa/Monrovia", "1971-06-10T12:00", "1971-06-09T23:45-00:44:30", "1971-06-10T23:45-00:44:30", 24),
    ],
)
def test_a_day(zone: str, at: str, begin: str, end: str, hours: float) -> None:
    window = Calendar(ZoneInfo(zone)).window(M.CREDITS_DAY, ms(at, zone))
    assert (told(window.begin, zone), told(window.end, zone)) == (begin, end)
    assert window.end - window.begin == hours * HOUR_MS


@pytest.mark.parametrize("week_start", range(7))
@pytest.mark.parametrize("day", range(14))
def test_a_week_begins_on_the_day_the_guild_chose(week_start: int, day: int) -> None:
    # The 2nd of March 2026 was a Monday.
    at = datetime(2026, 3, 2, 23, 59, tzinfo=UTC) + timedelta(days=day)
    window = Calendar(ZoneInfo("UTC"), week_start).window(M.CREDITS_WEEK, round(at.timestamp() * 1000))
    begun = datetime.fromtimestamp(window.begin / 1000, UTC)
    assert begun.weekday() == week_start
    assert timedelta(0) <= at - begun < timedelta(days=7)
    assert window.end - window.begin == 7 * 24 * HOUR_MS


@pytest.mark.parametrize(
    ("zone", "at", "begin", "end"),
    [
        ("UTC", "2026-02-28T23:59", "2026-02-01T00:00+00:00", "2026-03-01T00:00+00:00"),
        ("UTC", "2028-02-29T12:00", "2028-02-01T00:00+00:00", "2028-03-01T00:00+00:00"),
        ("UTC", "2026-12-31T23:59", "2026-12-01T00:00+00:00", "2027-01-01T00:00+00:00"),
        ("UTC", "2026-01-31T00:00", "2026-01-01T00:00+00:00", "2026-02-01T00:00+00:00"),
        ("Europe/Berlin", "2026-03-15T00:00", "2026-03-01T00:00+01:00", "2026-04-01T00:00+02:00"),
        ("America/New_York", "2026-11-30T23:59", "2026-11-01T00:00-04:00", "2026-12-01T00:00-05:00"),
        ("Pacific/Kiritimati", "2026-01-01T00:00", "2026-01-01T00:00+14:00", "2026-02-01T00:00+14:00"),
    ],
)
def test_a_month(zone: str, at: str, begin: str, end: str) -> None:
    window = Calendar(ZoneInfo(zone)).window(M.CREDITS_MONTH, ms(at, zone))
    assert (told(window.begin, zone), told(window.end, zone)) == (begin, end)


def test_what_is_no_credit_has_no_period() -> None:
    with pytest.raises(ValueError, match="no period"):
        UTC_CALENDAR.window(M.RUNNING, 0)
