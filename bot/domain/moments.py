"""Times as people write them, on the clocks of a place."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.hours import first_moment

#: Years first, as ISO 8601 has it, or days first with dots.
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
)
_TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})")
#: No bot is older, and none looks farther ahead.
_YEARS = range(2000, 2100)


def beginning(text: str, zone: ZoneInfo) -> int:
    """Epoch ms of a time, or of the beginning of a day: "2026-03-10", "10.03.2026 14:30".

    Raises:
        SearchRefused: it is no time.
    """
    day, minute = _read(text)
    return first_moment(day, minute or 0, zone)


def end(text: str, zone: ZoneInfo) -> int:
    """The same, but of the end of a day.

    Raises:
        SearchRefused: it is no time.
    """
    day, minute = _read(text)
    if minute is None:
        return first_moment(day + timedelta(days=1), 0, zone)
    return first_moment(day, minute, zone)


def _read(text: str) -> tuple[date, int | None]:
    """The day, and which minute of it if one is named."""
    written, _, rest = text.strip().replace("T", " ").partition(" ")
    try:
        day = _day(written)
        minute = _minute(rest.strip()) if rest.strip() else None
    except ValueError:
        raise SearchRefused(SearchFault.NO_TIME, text) from None
    return day, minute


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (
        int(found[long] or found[short]) for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    if year not in _YEARS:
        raise ValueError(text)
    return date(year, month, day)


def _minute(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    shown = time(int(found["hour"]), int(found["minute"]))
    return shown.hour * 60 + shown.minute
