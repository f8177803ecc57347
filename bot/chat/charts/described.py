"""Charts in words, with their numbers: for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.chat.charts.steps import label
from bot.chat.ranking import members_ranked, models_ranked, qualities_ranked
from bot.chat.usage import Report, View
from bot.chat.words import usage
from bot.domain.usage import Sums, per_step, percentile, times_per_step

#: More steps than this are told by sevens.
_MOST, _AT_ONCE = 31, 7


def described(report: Report, view: View, *, title: str, names: Mapping[int, str]) -> str:
    """At most as long as Discord takes."""
    return usage.described(title, _parts(report, view, names))


def _parts(report: Report, view: View, names: Mapping[int, str]) -> Iterable[str]:
    match view:
        case View.DAYS:
            return _days(report)
        case View.MEMBERS:
            return [usage.step_described(name, sums) for name, sums in members_ranked(report, names)]
        case View.MODELS:
            ranked = [*models_ranked(report), *qualities_ranked(report)]
            return [usage.step_described(name, sums) for name, sums in ranked]
        case View.SUCCESS:
            return _success(report)


def _days(report: Report) -> Iterator[str]:
    by_step = per_step(report.counts, report.steps)
    for first, after in _stretches(report):
        added = sum(by_step[first:after], Sums())
        if added.pictures:
            yield usage.step_described(_label(report, first, after), added)


def _success(report: Report) -> Iterator[str]:
    by_step = per_step(report.counts, report.steps)
    seconds = times_per_step(report.times, report.steps)
    for first, after in _stretches(report):
        worked = sum(by_step[first:after], Sums()).worked
        times = [each for some in seconds[first:after] for each in some]
        if worked is not None:
            named = _label(report, first, after)
            yield usage.success_described(named, worked, percentile(times, 0.5), percentile(times, 0.95))


def _stretches(report: Report) -> Iterator[tuple[int, int]]:
    size = 1 if len(report.steps) <= _MOST else _AT_ONCE
    for first in range(0, len(report.steps), size):
        yield first, min(first + size, len(report.steps))


def _label(report: Report, first: int, after: int) -> str:
    begins = label(report.steps, first, report.zone)
    if after - first == 1:
        return begins
    return usage.stretch(begins, label(report.steps, after - 1, report.zone))
