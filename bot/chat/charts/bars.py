"""Bars for steps of time, one kind on top of the other."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from bot.chat.charts.axis import count_axis, mark_steps
from bot.chat.charts.chart import Bars, Chart
from bot.chat.charts.key import draw_key
from bot.chat.charts.look import GROUND, HATCHES, colours

#: From so many steps on the bars stand close.
_MANY = 60
_PATTERN_WIDTH = 0.9


def draw_bars(axes: Axes, panel: Bars, chart: Chart, *, marked: bool) -> None:
    """The bars of a panel, its key above and its steps below."""
    below = [0.0] * chart.steps
    many = chart.steps >= _MANY
    drawn = []
    for series, colour, hatch in zip(panel.series, colours(len(panel.series)), HATCHES, strict=False):
        tops = [low + (value or 0.0) for low, value in zip(below, series.values, strict=True)]
        bars = PathPatch(
            _outline(below, tops, width=1.0 if many else 0.8),
            facecolor=colour,
            edgecolor=GROUND,
            # Lines between bars that touch would hide the small ones.
            linewidth=0.0 if many else 0.6,
            hatch=hatch,
        )
        bars.set_hatch_linewidth(_PATTERN_WIDTH)
        # Their extent is known, and finding it out takes time.
        axes.add_artist(bars)
        drawn.append(bars)
        below = tops
    count_axis(axes, max(below, default=0.0))
    mark_steps(axes, chart, marked=marked)
    if len(panel.series) > 1:
        draw_key(axes, drawn, [series.name for series in panel.series])


def _outline(below: Sequence[float], tops: Sequence[float], *, width: float) -> Path:
    """All bars of a series as one: a pattern takes time for each thing that has it, and nobody is answered
    meanwhile."""
    half = width / 2
    corners = [
        corner
        for step, (low, top) in enumerate(zip(below, tops, strict=True))
        if top > low
        for corner in (
            (step - half, low),
            (step - half, top),
            (step + half, top),
            (step + half, low),
            (step - half, low),
        )
    ]
    box = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners or [(0, 0)], box * (len(corners) // len(box)) or [Path.MOVETO])
