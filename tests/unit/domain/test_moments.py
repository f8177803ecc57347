"""Times as people write them."""

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.moments import beginning, end

BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(2000, 1, 1), date(2099, 12, 30))


def _shown(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, BERLIN).replace(tzinfo=None)


@given(days, st.sampled_from(["%Y-%m-%d", " %Y-%m-%d ", "%d.%m.%Y"]))
def test_a_day_begins_and_ends_at_its_midnights(day: date, style: str) -> None:
    written = day.strftime(style)
    assert _shown(beginning(written, BERLIN)) == datetime.combine(day, time())
    assert end(written, BERLIN) == beginning(day.fromordinal(day.toordinal() + 1).isoformat(), BERLIN)


@given(
    days,
    st.integers(3, 23),
    st.integers(0, 59),
    st.sampled_from(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y  %H:%M"]),
)
def test_a_time_is_that_of_the_places_clocks(day: date, hour: int, minute: int, style: str) -> None:
    shown = datetime.combine(day, time(hour, minute))
    assert _shown(beginning(shown.strftime(style), BERLIN)) == shown
    assert end(shown.strftime(style), BERLIN) == beginning(shown.strftime(style), BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "next Monday",
        "2026-13-01",
        "2026-02-30",
        "2026-03-10 25:00",
        "0001-01-01",
        "9999-12-31",
        "10.3.26",
        "2026-03-10 14:30:10",
    ],
)
def test_what_is_no_time_is_refused_as_it_was_written(text: str) -> None:
    for read in (beginning, end):
        with pytest.raises(SearchRefused) as caught:
            read(text, BERLIN)
        assert (caught.value.fault, caught.value.text) == (SearchFault.NO_TIME, text)


@given(st.text(max_size=20))
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    with suppress(SearchRefused):
        beginning(text, BERLIN)
