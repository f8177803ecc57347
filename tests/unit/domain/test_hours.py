"""Quiet hours are those the guild's clocks show, also on nights when the clocks are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.guild import QuietHours
from bot.domain.hours import DAY, first_moment, quiet_until, read_hours, written

BERLIN = ZoneInfo("Europe/Berlin")
#: With half hours, jumps at midnight, jumps of half an hour, a day that never was.
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    )
]
_minutes = st.integers(0, DAY - 1)
_hours = st.tuples(_minutes, _minutes).filter(lambda pair: pair[0] != pair[1])
_moments = st.integers(1_262_304_000, 1_893_456_000).map(lambda second: second * 1000)


def _at(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)
    return round(moment.timestamp() * 1000)


def _until(text: str, now: int, zone: ZoneInfo = BERLIN) -> int | None:
    return quiet_until(read_hours(text), zone, now)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("22:00-07:00", 1320, 420),
        (" 22 - 7 ", 1320, 420),
        ("9:30–12", 570, 720),
        ("22:00 to 24:00", 1320, 0),
        ("22h30 – 7h", 1350, 420),
        ("22.00~07.30", 1320, 450),
        ("0-24:00", None, None),
        ("22:00", None, None),
        ("22:60-07:00", None, None),
        ("25-7", None, None),
        ("8-8", None, None),
        ("tonight", None, None),
        ("", None, None),
    ],
)
def test_hours_are_read_as_people_write_them(text, begin, end):
    if begin is None:
        with pytest.raises(SettingInvalid):
            read_hours(text)
    else:
        assert read_hours(text) == QuietHours(begin=begin, end=end)


def test_hours_without_length_are_told_from_no_hours():
    with pytest.raises(SettingInvalid) as none:
        read_hours("08:00-8")
    assert none.value.fault is SettingFault.NO_LENGTH


@given(_hours)
def test_hours_survive_being_written(pair):
    hours = QuietHours(begin=pair[0], end=pair[1])
    assert read_hours(written(hours)) == hours


def test_over_midnight():
    assert _until("22:00-07:00", _at("2026-11-20T21:59:59")) is None
    assert _until("22:00-07:00", _at("2026-11-20T22:00")) == _at("2026-11-21T07:00")
    assert _until("22:00-07:00", _at("2026-11-21T06:59:59")) == _at("2026-11-21T07:00")
    assert _until("22:00-07:00", _at("2026-11-21T07:00")) is None


def test_the_night_that_is_an_hour_short_is_so_here_as_well():
    assert _until("22:00-07:00", _at("2026-03-28T22:00")) == _at("2026-03-28T22:00") + 8 * 3_600_000


def test_a_time_the_clocks_jump_over_has_come_when_they_have_jumped():
    jump = _at("2026-03-29T03:00")
    assert _until("01:00-02:30", _at("2026-03-29T01:30")) == jump
    assert _until("02:30-04:00", jump - 1) is None
    assert _until("02:30-04:00", jump) == _at("2026-03-29T04:00")


def test_a_time_the_clocks_show_twice_counts_once():
    assert _until("23:00-02:30", _at("2026-10-25T02:00")) == _at("2026-10-25T02:30")
    assert _until("23:00-02:30", _at("2026-10-25T02:00", fold=1)) is None
    assert _until("02:30-05:00", _at("2026-10-25T02:10", fold=1)) == _at("2026-10-25T05:00")


@given(_hours, _moments, st.sampled_from(ZONES))
def test_quiet_ends_when_it_is_said_to_end(pair, now, zone):
    hours = QuietHours(begin=pair[0], end=pair[1])
    until = quiet_until(hours, zone, now)
    if until is not None:
        assert now < until <= now + 25 * 3_600_000 + 86_400_000
        assert quiet_until(hours, zone, until - 1) == until
        assert quiet_until(hours, zone, until) is None


@given(_hours, _moments, st.sampled_from(ZONES))
def test_on_ordinary_days_it_is_what_the_clocks_show(pair, now, zone):
    begin, end = pair
    here = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
    around = (here - timedelta(days=2), here + timedelta(days=2))
    if len({moment.astimezone(UTC).astimezone(zone).utcoffset() for moment in around}) > 1:
        return
    minute = here.hour * 60 + here.minute
    shown = begin <= minute < end if begin < end else minute >= begin or minute < end
    assert (quiet_until(QuietHours(begin=begin, end=end), zone, now) is not None) == shown


@given(_moments, _minutes, st.sampled_from(ZONES))
def test_a_first_moment_is_the_first(at, minute, zone):
    day = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date()
    wanted = datetime.combine(day, time()) + timedelta(minutes=minute)
    first = first_moment(day, minute, zone)
    before, then = (
        datetime.fromtimestamp(moment, UTC).astimezone(zone).replace(tzinfo=None)
        for moment in (first / 1000 - 1, first / 1000)
    )
    assert before < wanted <= then
