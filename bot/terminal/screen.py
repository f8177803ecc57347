"""What a person sees while a picture is made: a live bar on a terminal, plain lines in a pipe."""

import math
from typing import Protocol

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.progress_bar import ProgressBar

_WIDTH = 32


class Screen(Protocol):
    """Shows one job."""

    def show(self, headline: str, usual_seconds: float) -> None:
        """The latest state in a few words."""

    def close(self) -> None:
        """Nothing more will be shown."""


def screen_for(console: Console) -> Screen:
    """A bar where it can move, lines elsewhere."""
    return LiveScreen(console) if console.is_terminal else LineScreen(console)


class LineScreen:
    """One line per change."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last = ""

    def show(self, headline: str, usual_seconds: float) -> None:
        """Print it unless it is what was printed last."""
        del usual_seconds
        if headline != self._last:
            self._last = headline
            self._console.print(headline, markup=False, highlight=False)

    def close(self) -> None:
        """Nothing is held."""


class LiveScreen:
    """A bar that moves by itself between the states."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            _ExpectedColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, usual=30.0)

    def show(self, headline: str, usual_seconds: float) -> None:
        """Change the words; the bar follows the time."""
        self._progress.start()
        self._progress.update(self._task, description=headline, usual=usual_seconds)

    def close(self) -> None:
        """Clear the line."""
        self._progress.stop()


class _ExpectedColumn(ProgressColumn):
    """Elapsed against usual time. It nears the end and never reaches it before the picture does."""

    def render(self, task: Task) -> ProgressBar:
        """The bar at this moment."""
        share = expected_share(task.elapsed or 0.0, float(task.fields["usual"]))
        return ProgressBar(total=1.0, completed=share, width=_WIDTH)


def expected_share(elapsed: float, usual_seconds: float) -> float:
    """How much of the work is probably done, from 0 to less than 1; half of it at half the usual time."""
    if usual_seconds <= 0:
        return 0.95
    ratio = max(0.0, elapsed) / usual_seconds
    return ratio if ratio <= 0.8 else min(0.99, 1 - 0.2 * math.exp(-(ratio - 0.8) * 2))
