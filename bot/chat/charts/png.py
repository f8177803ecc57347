"""From a chart to a PNG. Knows the drawing library and keeps no state of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from bot.chat.charts.bars import draw_bars
from bot.chat.charts.chart import Bars, Chart, Lines, Ranks
from bot.chat.charts.fonts import families, legible, styled
from bot.chat.charts.key import key_height
from bot.chat.charts.lines import draw_lines
from bot.chat.charts.look import (
    CORNER,
    EDGE,
    FOOT,
    GAP,
    GRID,
    GROUND,
    HEAD,
    NAMES,
    PANEL,
    QUIET,
    ROW,
    SCALE,
    TEXT,
    TITLE,
    WIDTH,
)
from bot.chat.charts.ranks import draw_ranks

_DPI = 100
#: Flat colours need no more, and it keeps a file well under 300 KB.
_COLOURS = 128
#: Room for the numbers of a scale.
_LEFT = 62


def png_of(chart: Chart) -> bytes:
    """Draw it. Takes some 100 ms of a processor."""
    heights = [_height(panel) for panel in chart.panels]
    heads = sum(TITLE + key_height(panel) for panel in chart.panels)
    total = HEAD + heads + sum(heights) + GAP * len(heights) + FOOT
    figure = Figure(figsize=(WIDTH / _DPI, total / _DPI), dpi=_DPI * SCALE, facecolor="none")
    FigureCanvasAgg(figure)
    _ground(figure, total)
    _write(figure, EDGE, HEAD / 2 + 4, total, chart.title, size=12, weight="bold")
    top = float(HEAD)
    for panel, height in zip(chart.panels, heights, strict=True):
        _write(figure, EDGE, top + 12, total, panel.title, size=9, color=QUIET)
        top += TITLE + key_height(panel)
        axes = figure.add_axes(_box(top, height, total, left=_left(panel)))
        _plain(axes)
        _draw(axes, panel, chart, is_last=panel is chart.panels[-1])
        top += height + GAP
    return _packed(figure)


def _height(panel: Bars | Lines | Ranks) -> int:
    return max(1, len(panel.rows)) * ROW if isinstance(panel, Ranks) else PANEL


def _left(panel: Bars | Lines | Ranks) -> int:
    return NAMES if isinstance(panel, Ranks) else _LEFT


def _box(top: float, height: float, total: float, *, left: int) -> tuple[float, float, float, float]:
    """Left, bottom, width and height as shares of the figure."""
    return left / WIDTH, 1 - (top + height) / total, 1 - (left + EDGE) / WIDTH, height / total


def _draw(axes: Axes, panel: Bars | Lines | Ranks, chart: Chart, *, is_last: bool) -> None:
    match panel:
        case Bars():
            draw_bars(axes, panel, chart, marked=is_last)
        case Lines():
            draw_lines(axes, panel, chart, marked=is_last)
        case Ranks():
            draw_ranks(axes, panel)


def _ground(figure: Figure, total: float) -> None:
    """A sheet with round corners; what is outside is see-through."""
    round_corners = f"round,pad=0,rounding_size={CORNER}"
    sheet = FancyBboxPatch((0, 0), WIDTH, total, boxstyle=round_corners, facecolor=GROUND, linewidth=0)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, total)
    axes.add_patch(sheet)


def _plain(axes: Axes) -> None:
    axes.set_facecolor("none")
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(GRID)
    axes.tick_params(colors=QUIET, labelsize=8.5, labelfontfamily=families(), length=0)


def _write(
    figure: Figure, left: float, top: float, total: float, text: str, *, color: str = TEXT, **more: Any
) -> None:
    written = figure.text(left / WIDTH, 1 - top / total, legible(text), va="center", ha="left", **more)
    styled(written, color)


def _packed(figure: Figure) -> bytes:
    raw, packed = BytesIO(), BytesIO()
    figure.savefig(raw, format="raw")
    drawn = Image.frombytes("RGBA", figure.canvas.get_width_height(), raw.getvalue())
    drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(packed, "PNG", compress_level=6)
    return packed.getvalue()
