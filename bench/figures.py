"""Figures, their floors and their targets, and the table that shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value."""

    what: str
    ours: float
    #: What it is compared with; `None` where there is nothing to compare with.
    floor: float | None = None
    unit: str = ""
    #: The most that is wanted: of the ratio if there is a floor, else of the value. `None`: just to know.
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value in terms of its floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; `None` if there is none."""
        if self.target is None:
            return None
        return (self.ours if self.floor is None else self.ours / self.floor) <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one measurement found."""

    title: str
    figures: Sequence[Figure]
    #: What is included, how often it was measured, and what else one must know to read it.
    note: str


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def show(part: Part, console: Console) -> None:
    """Print a part as a table, its note below."""
    table = Table(title=part.title, title_justify="left", title_style="bold", expand=False)
    table.add_column("figure")
    for name in ("Inkling", "floor", "ratio", "target", ""):
        table.add_column(name, justify="right")
    for figure in part.figures:
        table.add_row(*_cells(figure))
    console.print(table)
    console.print(part.note, style="dim", highlight=False)
    console.print()


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}x"
    verdict = {None: "", True: "[green]met[/]", False: "[red]missed[/]"}[figure.met]
    floor = "" if figure.floor is None else _value(figure.floor, figure.unit)
    return figure.what, _value(figure.ours, figure.unit), floor, ratio, _target(figure), verdict


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"≤ {figure.target:g}x" if figure.floor is not None else f"≤ {figure.target:g} {figure.unit}"


def _value(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}".rstrip() if value < 100 else f"{value:.0f} {unit}".rstrip()
