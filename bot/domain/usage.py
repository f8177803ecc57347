"""What was asked for and what came of it, added up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from bot.domain.days import Step, place_in

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Requests and what came of them."""

    #: All, whatever became of them.
    asked: int = 0
    #: Handed over.
    done: int = 0
    #: Ended without pictures, or with pictures that could not be handed over.
    failed: int = 0
    #: Pictures made and paid for, and the credits they cost.
    pictures: int = 0
    credits: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            asked=self.asked + other.asked,
            done=self.done + other.done,
            failed=self.failed + other.failed,
            pictures=self.pictures + other.pictures,
            credits=self.credits + other.credits,
        )

    @property
    def worked(self) -> float | None:
        """Which share of those that ended by themselves was handed over; `None` before any has."""
        ended = self.done + self.failed
        return self.done / ended if ended else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Requests that are alike in what they are told apart by; the rest is left as it is here."""

    #: Epoch ms at which their slot of time began.
    at: int = 0
    model: str = ""
    #: `None` also where the model has none to choose.
    quality: str | None = None
    user_id: int | None = None
    sums: Sums


@dataclass(frozen=True, slots=True)
class Time:
    """How long one request took, from being asked for to being handed over."""

    #: Epoch ms when it was made.
    at: int
    seconds: float


def total(counts: Iterable[Count]) -> Sums:
    """All together."""
    found = [count.sums for count in counts]
    return Sums(
        asked=sum(sums.asked for sums in found),
        done=sum(sums.done for sums in found),
        failed=sum(sums.failed for sums in found),
        pictures=sum(sums.pictures for sums in found),
        credits=sum(sums.credits for sums in found),
    )


def summed(counts: Iterable[Count], key: Callable[[Count], Key]) -> dict[Key, Sums]:
    """Added up by `key`, those with the most pictures first."""
    found: dict[Key, Sums] = {}
    for count in counts:
        name = key(count)
        found[name] = found[name] + count.sums if name in found else count.sums
    return dict(sorted(found.items(), key=lambda item: (-item[1].pictures, -item[1].asked, str(item[0]))))


def per_step(counts: Iterable[Count], steps: Sequence[Step]) -> list[Sums]:
    """Added up by step of time; what lies outside is left out."""
    found = [Sums() for _ in steps]
    for count in counts:
        place = place_in(steps, count.at)
        if place is not None:
            found[place] += count.sums
    return found


def times_per_step(times: Iterable[Time], steps: Sequence[Step]) -> list[list[float]]:
    """Seconds by step of time."""
    found: list[list[float]] = [[] for _ in steps]
    for time in times:
        place = place_in(steps, time.at)
        if place is not None:
            found[place].append(time.seconds)
    return found


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least this share of them does not exceed; `None` of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None
