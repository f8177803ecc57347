"""Failures by kind beside what worked, hour by hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.chat.charts.chart import MOST_SERIES, Bars, Chart, Series
from bot.chat.charts.steps import label, marks
from bot.chat.words import errors, usage
from bot.domain.days import Step, place_in
from bot.store.statistics import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What happened in the hours looked at."""

    steps: Sequence[Step]
    zone: ZoneInfo
    faults: Sequence[Faults]
    #: When, and how many requests were made then that were handed over.
    done: Sequence[tuple[int, int]]

    @property
    def worked(self) -> int:
        """Requests that were handed over."""
        return sum(times for _, times in self.done)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Failures by category, the most frequent first."""
        found = Counter[str]()
        for fault in self.faults:
            found[fault.category] += fault.times
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def chart_of(hours: Hours, *, title: str) -> Chart:
    """Two panels: what worked, and below what failed."""
    worked = _per_hour(hours, hours.done)
    return Chart(
        title=title,
        steps=len(hours.steps),
        marks=marks(hours.steps, hours.zone),
        panels=(
            Bars(title=errors.WORKED(), series=(Series(errors.WORKED(), worked),)),
            Bars(title=errors.FAILED(), series=tuple(_series(hours))),
        ),
    )


def _series(hours: Hours) -> list[Series]:
    kinds = [category for category, _ in hours.kinds]
    shown = kinds if len(kinds) <= MOST_SERIES else kinds[: MOST_SERIES - 1]
    found = [Series(errors.category_name(kind), _failed(hours, {kind})) for kind in shown]
    rest = set(kinds) - set(shown)
    if rest:
        found.append(Series(errors.OTHER_KINDS(), _failed(hours, rest)))
    return found


def _failed(hours: Hours, kinds: set[str]) -> tuple[float, ...]:
    return _per_hour(hours, ((fault.at, fault.times) for fault in hours.faults if fault.category in kinds))


def _per_hour(hours: Hours, counted: Iterable[tuple[int, int]]) -> tuple[float, ...]:
    values = [0.0] * len(hours.steps)
    for at, times in counted:
        place = place_in(hours.steps, at)
        if place is not None:
            values[place] += times
    return tuple(values)


def described(hours: Hours, *, title: str) -> str:
    """The same in words: the hours in which anything failed."""
    worked = _per_hour(hours, hours.done)
    failed = _failed(hours, {kind for kind, _ in hours.kinds})
    whole = errors.chart_sums(hours.worked, hours.kinds)
    by_hour = [
        errors.hour_described(label(hours.steps, place, hours.zone), round(worked[place]), round(times))
        for place, times in enumerate(failed)
        if times
    ]
    return usage.described(title, [whole, *by_hour])
