"""Days and hours on the clocks of a place, to add things up by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.hours import first_moment

HOUR_MS = 3_600_000
#: A quarter of an hour: in every zone there is now, a day begins with a whole one since 1970.
SLOT_MS = 900_000


@dataclass(frozen=True, slots=True)
class Step:
    """From `begin` until before `end`. Epoch ms."""

    begin: int
    end: int


def day_of(at_ms: int, zone: ZoneInfo) -> date:
    """The day on the calendar of a place."""
    return datetime.fromtimestamp(at_ms / 1000, zone).date()


def last_days(count: int, now_ms: int, zone: ZoneInfo) -> tuple[Step, ...]:
    """So many days of a place, the last of which is today."""
    today = day_of(now_ms, zone)
    begins = [first_moment(today + timedelta(days=back), 0, zone) for back in range(1 - count, 2)]
    return _between(begins)


def hours_of(day: Step) -> tuple[Step, ...]:
    """The hours of a day: 24, or one more or less where the clocks were changed."""
    return _between([*range(day.begin, day.end, HOUR_MS), day.end])


def last_hours(count: int, now_ms: int) -> tuple[Step, ...]:
    """So many whole hours, the last of which is under way."""
    end = (now_ms // HOUR_MS + 1) * HOUR_MS
    return _between(range(end - count * HOUR_MS, end + 1, HOUR_MS))


def place_in(steps: Sequence[Step], at_ms: int) -> int | None:
    """Which of these steps, one after the other, a moment lies in."""
    place = bisect_right(steps, at_ms, key=lambda step: step.begin) - 1
    return place if place >= 0 and at_ms < steps[place].end else None


def _between(begins: Sequence[int]) -> tuple[Step, ...]:
    return tuple(Step(begin, end) for begin, end in pairwise(begins))
