"""Lines over steps of time."""

from __future__ import annotations

from math import nan

from matplotlib.axes import Axes

from bot.chat.charts.axis import count_axis, mark_steps, seconds_axis, share_axis
from bot.chat.charts.chart import Chart, Lines, Unit
from bot.chat.charts.key import draw_key
from bot.chat.charts.look import DASHES, MARKERS, colours

#: From so many steps on a marker at each would hide the line.
_MANY = 45


def draw_lines(axes: Axes, panel: Lines, chart: Chart, *, marked: bool) -> None:
    """The lines of a panel. Where nothing is known a line is broken."""
    drawn = []
    looks = zip(colours(len(panel.series)), MARKERS, DASHES, strict=False)
    for place, (series, (colour, marker, dash)) in enumerate(zip(panel.series, looks, strict=False)):
        values = [nan if value is None else value for value in series.values]
        (line,) = axes.plot(
            range(chart.steps),
            values,
            color=colour,
            linestyle=dash,
            linewidth=1.8,
            marker=marker,
            markersize=(5 if chart.steps < _MANY else 2.5) + 2 * place,
            # A full share must not lose half its marker.
            clip_on=False,
            # Where they meet, the first stays in sight: markers grow towards the back.
            zorder=10 - place,
        )
        drawn.append(line)
    _scale(axes, panel)
    mark_steps(axes, chart, marked=marked)
    if len(panel.series) > 1:
        draw_key(axes, drawn, [series.name for series in panel.series])


def _scale(axes: Axes, panel: Lines) -> None:
    highest = max((value or 0.0 for series in panel.series for value in series.values), default=0.0)
    match panel.unit:
        case Unit.SHARE:
            share_axis(axes)
        case Unit.SECONDS:
            seconds_axis(axes, highest)
        case Unit.COUNT:
            count_axis(axes, highest)
