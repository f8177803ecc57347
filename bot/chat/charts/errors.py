"""Failures by kind beside what worked, hour by hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.chat.charts.chart import MOST_SERIES, Bars, Chart, Series
from bot.chat.charts.steps import label, marks
from bot.chat.words import errors, usage
from bot.domain.days import Step, place_in
from bot.domain.usage import Count, per_step
from bot.store.statistics import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What happened in the hours looked at."""

    steps: Sequence[Step]
    zone: ZoneInfo
    faults: Sequence[Faults]
    counts: Sequence[Count]

    @property
    def worked(self) -> int:
        """Requests that were handed over."""
        return sum(count.sums.done for count in self.counts)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Failures by category, the most frequent first."""
        found = Counter[str]()
        for fault in self.faults:
            found[fault.category] += fault.times
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def chart_of(hours: Hours, *, title: str) -> Chart:
    """Two panels: what worked, and below what failed."""
    worked = tuple(float(sums.done) for sums in per_step(hours.counts, hours.steps))
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
    found = [Series(errors.category_name(kind), _per_hour(hours, {kind})) for kind in shown]
    rest = set(kinds) - set(shown)
    if rest:
        found.append(Series(errors.OTHER_KINDS(), _per_hour(hours, rest)))
    return found


def _per_hour(hours: Hours, kinds: set[str]) -> tuple[float, ...]:
    values = [0.0] * len(hours.steps)
    for fault in hours.faults:
        place = place_in(hours.steps, fault.at)
        if fault.category in kinds and place is not None:
            values[place] += fault.times
    return tuple(values)


def described(hours: Hours, *, title: str) -> str:
    """The same in words: the hours in which anything failed."""
    done = per_step(hours.counts, hours.steps)
    failed = _per_hour(hours, {kind for kind, _ in hours.kinds})
    whole = errors.chart_sums(hours.worked, hours.kinds)
    by_hour = [
        errors.hour_described(label(hours.steps, place, hours.zone), done[place].done, round(times))
        for place, times in enumerate(failed)
        if times
    ]
    return usage.described(title, [whole, *by_hour])
