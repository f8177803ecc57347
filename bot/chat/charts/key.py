"""The key of a panel: which colour, pattern or marker is what."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from matplotlib.axes import Axes

from bot.chat.charts.chart import Bars, Lines, Ranks
from bot.chat.charts.fonts import legible, letters, styled
from bot.chat.charts.look import EDGE, TEXT, WIDTH

_SIZE = 8
#: Pixels of a letter, of a swatch with what stands around it, and of a row.
_LETTER, _SWATCH, KEY_ROW = 6.4, 44, 18
_ROOM = WIDTH - 2 * EDGE


def draw_key(axes: Axes, drawn: Sequence[Any], names: Sequence[str]) -> None:
    """In rows between the title and the panel."""
    key = axes.legend(
        drawn,
        [legible(name) for name in names],
        loc="lower left",
        bbox_to_anchor=(-0.075, 1.0),
        ncols=_columns(names),
        frameon=False,
        fontsize=_SIZE,
        handlelength=1.8,
        handleheight=1.0,
        columnspacing=1.4,
        borderpad=0.2,
        labelspacing=0.45,
    )
    for text in key.get_texts():
        styled(text, TEXT)


def key_height(panel: Bars | Lines | Ranks) -> int:
    """Pixels its rows take."""
    if isinstance(panel, Ranks) or len(panel.series) < 2:
        return 0
    names = [series.name for series in panel.series]
    return ceil(len(names) / _columns(names)) * KEY_ROW


def _columns(names: Sequence[str]) -> int:
    widest = max(map(letters, names)) * _LETTER + _SWATCH
    return max(1, min(len(names), int(_ROOM / widest)))
