"""Bars for steps of time, one kind on top of the other."""

from __future__ import annotations

from itertools import zip_longest

from matplotlib.axes import Axes

from bot.chat.charts.axis import count_axis, mark_steps
from bot.chat.charts.chart import Bars, Chart
from bot.chat.charts.key import draw_key
from bot.chat.charts.look import GROUND, HATCHES, colours

#: From so many steps on the bars stand close.
_MANY = 60
_PATTERN_WIDTH = 0.9


def draw_bars(axes: Axes, panel: Bars, chart: Chart, *, marked: bool) -> None:
    """The bars of a panel, its key above and its steps below."""
    steps = range(chart.steps)
    below = [0.0] * chart.steps
    # Lines between bars that touch would hide the small ones.
    edge = 0.0 if chart.steps >= _MANY else 0.6
    drawn = []
    for series, colour, hatch in zip(panel.series, colours(len(panel.series)), HATCHES, strict=False):
        heights = [value or 0.0 for value in series.values]
        bars = axes.bar(
            steps,
            heights,
            bottom=below,
            width=0.8 if chart.steps < _MANY else 1.0,
            color=colour,
            edgecolor=GROUND,
            linewidth=edge,
            hatch=hatch,
        )
        for bar in bars:
            bar.set_hatch_linewidth(_PATTERN_WIDTH)
        drawn.append(bars)
        below = [low + height for low, height in zip_longest(below, heights, fillvalue=0.0)]
    count_axis(axes, max(below, default=0.0))
    mark_steps(axes, chart, marked=marked)
    if len(panel.series) > 1:
        draw_key(axes, drawn, [series.name for series in panel.series])
