"""Charts drawn beside everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.chat.charts.chart import Chart
from bot.chat.i18n import FALLBACK, speaking


class Drawing:
    """Draws one chart at a time in a thread: the library's fonts are not made for two at once."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def draw(self, tell: Callable[[], Chart]) -> bytes:
        """A PNG of what `tell` says in the language in force; in English where no font has its letters."""
        async with self._turn:
            return await asyncio.to_thread(_draw, tell)


def _draw(tell: Callable[[], Chart]) -> bytes:
    # Loading it takes most of a second and many megabytes.
    from bot.chat.charts.fonts import can_write
    from bot.chat.charts.png import png_of

    chart = tell()
    if can_write(chart.words()):
        return png_of(chart)
    with speaking(FALLBACK):
        return png_of(tell())
