"""Numbers drawn as PNG. The drawing library is loaded with the first chart, never at the start."""

from bot.chat.charts.chart import Bars, Chart, Lines, Mark, Rank, Ranks, Series, Unit
from bot.chat.charts.drawing import Drawing

__all__ = ("Bars", "Chart", "Drawing", "Lines", "Mark", "Rank", "Ranks", "Series", "Unit")
