"""Scales, and the steps below a panel."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from bot.chat.charts.chart import Chart
from bot.chat.charts.fonts import legible, styled
from bot.chat.charts.look import GRID, QUIET
from bot.chat.i18n import number, percent
from bot.chat.words.status import duration

_ROOM = 1.08


def count_axis(axes: Axes, highest: float) -> None:
    """Whole numbers from 0."""
    axes.set_ylim(0, max(highest, 1.0) * _ROOM)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(round(value))))
    _lines_across(axes)


def share_axis(axes: Axes) -> None:
    """From nothing to all, in percent."""
    axes.set_ylim(0, 1.03)
    axes.yaxis.set_major_locator(FixedLocator([0.0, 0.5, 1.0]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(round(value * 100))))
    _lines_across(axes)


def seconds_axis(axes: Axes, highest: float) -> None:
    """Lengths of time from 0."""
    axes.set_ylim(0, max(highest, 2.0) * _ROOM)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, steps=[1, 1.5, 2, 3, 5, 6, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: duration(value) if value else "0"))
    _lines_across(axes)


def mark_steps(axes: Axes, chart: Chart, *, marked: bool) -> None:
    """The steps from left to right; their labels only below the last panel."""
    axes.set_xlim(-0.6, chart.steps - 0.4)
    axes.tick_params(axis="x", pad=6)
    axes.set_xticks([mark.step for mark in chart.marks])
    for label in axes.set_xticklabels([legible(mark.label) for mark in chart.marks] if marked else []):
        styled(label, QUIET)


def _lines_across(axes: Axes) -> None:
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
