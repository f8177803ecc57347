"""Steps of time and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.charts.chart import Mark
from bot.chat.words import calendar
from bot.domain.days import HOUR_MS, Step

#: Labels below a panel, at most: as many as stand side by side without touching.
_MOST = 8
#: Steps from one label to the next that people count in.
_HOURS = (1, 2, 3, 4, 6, 12, 24, 48)
_DAYS = (1, 2, 5, 7, 14, 28)


def are_hours(steps: Sequence[Step]) -> bool:
    """Whether these are hours, not days."""
    return all(step.end - step.begin <= HOUR_MS for step in steps)


def label(steps: Sequence[Step], place: int, zone: ZoneInfo) -> str:
    """What one step is called."""
    if are_hours(steps):
        return calendar.hour(steps[place].begin, zone)
    return calendar.day(steps[place].begin, zone)


def marks(steps: Sequence[Step], zone: ZoneInfo) -> tuple[Mark, ...]:
    """Labels for some of the steps. Of more than two days of hours, only midnights are labelled."""
    rhythm = _HOURS if are_hours(steps) else _DAYS
    every = next(each for each in (*rhythm, len(steps)) if len(steps) / each <= _MOST)
    if are_hours(steps) and len(steps) > 48:
        return tuple(
            Mark(place, calendar.day(step.begin, zone))
            for place, step in enumerate(steps)
            if calendar.is_midnight(step.begin, zone)
        )
    return tuple(Mark(place, label(steps, place, zone)) for place in range(0, len(steps), every))
