"""What a chart shows, told to the last label in the reader's language. No drawing library here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

#: As many kinds as can be told apart by colour and by pattern; further ones are added up.
MOST_SERIES = 7


class Unit(StrEnum):
    """What the numbers of a panel are."""

    COUNT = "count"
    #: 0 to 1.
    SHARE = "share"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing over all steps. `None` is: nothing to tell of that step."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar for each step, its series on top of each other. A single series needs no legend."""

    title: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A line for each series. Values are in `unit`; a share is drawn from 0 to 1."""

    title: str
    series: tuple[Series, ...]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rank:
    """One row of a table of ranks."""

    name: str
    value: float
    #: The value and what belongs to it, in words.
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """A bar from left to right for each row, in the order given."""

    title: str
    rows: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A label below the steps."""

    step: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Panels below each other."""

    title: str
    panels: tuple[Bars | Lines | Ranks, ...]
    #: Steps of time that all bars and lines share.
    steps: int = 0
    marks: tuple[Mark, ...] = ()

    def words(self) -> Iterator[str]:
        """What is written in it beside names and numbers."""
        yield self.title
        yield from (mark.label for mark in self.marks)
        yield from (panel.title for panel in self.panels)
