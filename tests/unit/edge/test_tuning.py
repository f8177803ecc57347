"""Garbage is looked for between answers, and found."""

import asyncio
import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from bot.ops.clock import SystemClock
from bot.terminal.tuning import sweep, tune


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


class Seconds(SystemClock):
    """A clock on which nobody waits, for so many sleeps."""

    def __init__(self, sleeps: int) -> None:
        self.left = sleeps

    async def sleep(self, _seconds: float) -> None:
        if self.left == 0:
            raise asyncio.CancelledError
        self.left -= 1


async def swept(sleeps: int) -> None:
    with pytest.raises(asyncio.CancelledError):
        await sweep(Seconds(sleeps))


async def test_what_nobody_holds_is_gone_a_second_later_and_what_got_old_in_ten_minutes() -> None:
    tune()
    young = weakref.ref(Knot())
    assert young() is not None
    await swept(1)
    assert young() is None
    knot = Knot()
    old = weakref.ref(knot)
    gc.collect(0)
    gc.collect(1)
    del knot
    await swept(30)
    assert old() is not None
    await swept(600)
    assert old() is None


def test_an_answer_is_made_without_a_look() -> None:
    tune()
    gc.collect(0)
    looks = gc.get_stats()[0]["collections"]
    kept = [[number] for number in range(5_000)]
    assert gc.get_stats()[0]["collections"] == looks
    assert len(kept) == 5_000
