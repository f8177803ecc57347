"""Periods: days, weeks and months of a guild's own time zone, as sums of slots.

Credits are counted in slots of a quarter of an hour (UTC). Midnight is the border of a slot in every zone
there is now; where it is not, as in some zones of the past, the day begins with the slot it lies in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.quota import Measure

SLOT_MS = 15 * 60 * 1000
_DAY = timedelta(days=1)
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Window:
    """A period, from `begin` until before `end`. Epoch ms, both borders of slots."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose midnight begins a day, and which day (0 is Monday) a week."""

    zone: ZoneInfo = _UTC
    week_start: int = 0

    def window(self, measure: Measure, at_ms: int) -> Window:
        """The period of a measure of credits that a moment lies in.

        Raises:
            ValueError: the measure has no period.
        """
        today = self._today(at_ms)
        match measure:
            case Measure.CREDITS_DAY:
                first, after = today, today + _DAY
            case Measure.CREDITS_WEEK:
                first = today - _DAY * ((today.weekday() - self.week_start) % 7)
                after = first + 7 * _DAY
            case Measure.CREDITS_MONTH:
                first = today.replace(day=1)
                after = (first + 31 * _DAY).replace(day=1)
            case _:
                raise ValueError(f"{measure} has no period")
        return Window(_begin(self.zone, first), _begin(self.zone, after))

    def _today(self, at_ms: int) -> date:
        """The day whose slots the moment lies in."""
        today = datetime.fromtimestamp(at_ms / 1000, self.zone).date()
        # The clocks may go back over midnight, and a slot may begin before it.
        while _begin(self.zone, today + _DAY) <= at_ms:
            today += _DAY
        return today


#: Outside guilds, and for what the operator bounds.
UTC_CALENDAR = Calendar()


def slot_of(at_ms: int) -> int:
    """Epoch ms when the slot of a moment began."""
    return at_ms - at_ms % SLOT_MS


@lru_cache(maxsize=4096)
def _begin(zone: ZoneInfo, day: date) -> int:
    """Epoch ms of the slot in which clocks first show a day or, if they skip it, a later one."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    first = midnight.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) != midnight.replace(tzinfo=None):
        first = _leap(zone, day, midnight.replace(fold=1).astimezone(UTC), first)
    return slot_of(round(first.timestamp() * 1000))


def _leap(zone: ZoneInfo, day: date, before: datetime, after: datetime) -> datetime:
    """The moment between these two at which the clocks leap over midnight."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).date() < day:
            before = middle
        else:
            after = middle
    return after
