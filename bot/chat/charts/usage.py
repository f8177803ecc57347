"""What became of credits and requests, as charts. Each is made of a report, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.charts.chart import MOST_SERIES, Bars, Chart, Lines, Rank, Ranks, Series, Unit
from bot.chat.charts.steps import marks
from bot.chat.ranking import Ranked, members_ranked, models_ranked, qualities_ranked
from bot.chat.usage import Report, View
from bot.chat.words import usage
from bot.domain.usage import per_step, percentile, summed, times_per_step


def has_chart(report: Report, view: View) -> bool:
    """Whether the chart of a view would not be empty."""
    sums = report.sums
    return sums.worked is not None if view is View.SUCCESS else sums.pictures > 0


def chart_of(report: Report, view: View, *, title: str, names: Mapping[int, str]) -> Chart:
    """The chart of one view."""
    match view:
        case View.DAYS:
            return _in_time(report, title, _pictures(report), _credits(report))
        case View.MEMBERS:
            rows = members_ranked(report, names)
            return Chart(title=title, panels=(_ranks(usage.BY_MEMBER(), rows),))
        case View.MODELS:
            return Chart(
                title=title,
                panels=(
                    _ranks(usage.BY_MODEL(), models_ranked(report)),
                    _ranks(usage.BY_QUALITY(), qualities_ranked(report)),
                ),
            )
        case View.SUCCESS:
            return _in_time(report, title, _worked(report), _times(report))


def _in_time(report: Report, title: str, *panels: Bars | Lines) -> Chart:
    steps = report.steps
    return Chart(title=title, steps=len(steps), marks=marks(steps, report.zone), panels=panels)


def _pictures(report: Report) -> Bars:
    """By model, those with the fewest pictures together."""
    models = [
        model for model, sums in summed(report.counts, lambda count: count.model).items() if sums.pictures
    ]
    # With one left over there is no need for a series of others.
    shown = models if len(models) <= MOST_SERIES else models[: MOST_SERIES - 1]
    series = [_series(report, model, {model}) for model in shown]
    rest = set(models) - set(shown)
    if rest:
        series.append(_series(report, usage.OTHER_MODELS(), rest))
    return Bars(title=usage.PICTURES(), series=tuple(series))


def _series(report: Report, name: str, models: set[str]) -> Series:
    counts = (count for count in report.counts if count.model in models)
    return Series(name, tuple(float(sums.pictures) for sums in per_step(counts, report.steps)))


def _credits(report: Report) -> Bars:
    values = tuple(float(sums.credits) for sums in per_step(report.counts, report.steps))
    return Bars(title=usage.CREDITS(), series=(Series(usage.CREDITS(), values),))


def _worked(report: Report) -> Lines:
    values = tuple(sums.worked for sums in per_step(report.counts, report.steps))
    return Lines(title=usage.WORKED(), series=(Series(usage.WORKED(), values),), unit=Unit.SHARE)


def _times(report: Report) -> Lines:
    seconds = times_per_step(report.times, report.steps)
    series = tuple(
        Series(name, tuple(percentile(some, share) for some in seconds))
        for name, share in ((usage.HALF(), 0.5), (usage.MOST(), 0.95))
    )
    return Lines(title=usage.TIMES(), series=series, unit=Unit.SECONDS)


def _ranks(title: str, rows: Ranked) -> Ranks:
    return Ranks(
        title=title, rows=tuple(Rank(name, float(sums.pictures), usage.made(sums)) for name, sums in rows)
    )
