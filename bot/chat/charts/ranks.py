"""Bars from left to right, one for each name."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from bot.chat.charts.chart import Ranks
from bot.chat.charts.fonts import legible, shortened, styled
from bot.chat.charts.look import ALONE, EDGE, NAME_ROOM, NAMES, TEXT, WIDTH

#: How much longer than the longest bar the panel is: room for the words behind it.
_ROOM = 2.0
#: How far left of the bars names begin, in widths of the panel.
_NAMES = (NAMES - EDGE) / (WIDTH - NAMES - EDGE)


def draw_ranks(axes: Axes, panel: Ranks) -> None:
    """The names at the left, what is said of each behind its bar."""
    longest = max((row.value for row in panel.rows), default=0.0) or 1.0
    axes.barh(range(len(panel.rows)), [row.value for row in panel.rows], height=0.56, color=ALONE)
    for place, row in enumerate(panel.rows):
        name = shortened(row.name, NAME_ROOM)
        _write(axes, -_NAMES, place, name, size=8.5, transform=axes.get_yaxis_transform())
        _write(axes, row.value + longest * 0.015, place, row.said, size=8)
    axes.set_ylim(len(panel.rows) - 0.5, -0.5)
    axes.set_xlim(0, longest * _ROOM)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)


def _write(axes: Axes, left: float, place: int, text: str, *, size: float, **more: Any) -> None:
    written = axes.text(left, place, legible(text), va="center", ha="left", fontsize=size, **more)
    styled(written, TEXT)
