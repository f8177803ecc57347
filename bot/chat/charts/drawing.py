"""Charts drawn beside everything else."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

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
    load()
    from bot.chat.charts.fonts import can_write
    from bot.chat.charts.png import png_of

    with _tidying_up():
        chart = tell()
        if can_write(chart.words()):
            return png_of(chart)
        with speaking(FALLBACK):
            return png_of(tell())


@cache
def load() -> None:
    """Load the library, once. Takes most of a second and many megabytes."""
    import bot.chat.charts.png  # noqa: F401 - for what it loads

    # It stays for good: no later search for garbage need go through it.
    gc.freeze()


@contextmanager
def _tidying_up() -> Iterator[None]:
    """Have what was drawn with go at once, while all of it is young and quickly found.

    A chart leaves thousands of things that hold each other. Left to themselves they grow old, and one day
    all of them are looked through in the middle of somebody's answer.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)
