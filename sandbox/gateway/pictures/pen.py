"""Draws in the coordinates of a subject: x to the right, y up from the ground, 1 is its height."""

import math
from collections.abc import Sequence

from PIL import ImageDraw

from sandbox.gateway.pictures.colours import RGB

Point = tuple[float, float]
CURVE_STEPS = 8


class Pen:
    """Stands at (`x`, `y`) of the canvas, in pixels, and draws `size` pixels to the unit."""

    def __init__(self, draw: ImageDraw.ImageDraw, at: Point, size: float, *, mirrored: bool = False) -> None:
        self._draw = draw
        self._x, self._y = at
        self._size = size
        self._side = -1.0 if mirrored else 1.0

    def disc(self, at: Point, radius: float, fill: RGB, *, squash: float = 1.0) -> None:
        """A disc; `squash` is its height over its width."""
        x, y = self._on_canvas(at)
        across, up = radius * self._size, radius * squash * self._size
        self._draw.ellipse((x - across, y - up, x + across, y + up), fill=fill)

    def shape(self, points: Sequence[Point], fill: RGB) -> None:
        """A polygon."""
        self._draw.polygon([self._on_canvas(point) for point in points], fill=fill)

    def curve(self, points: Sequence[Point], fill: RGB) -> None:
        """A closed shape that runs smoothly through the points."""
        self.shape(smooth(points), fill)

    def stroke(self, points: Sequence[Point], widths: Point, fill: RGB) -> None:
        """A smooth line with round ends whose width goes from the first of `widths` to the second."""
        path = smooth_open(points)
        last = max(1, len(path) - 1)
        for index, (x, y) in enumerate(path):
            width = widths[0] + (widths[1] - widths[0]) * index / last
            self.disc((x, y), width / 2, fill)

    def _on_canvas(self, point: Point) -> Point:
        return self._x + self._side * point[0] * self._size, self._y - point[1] * self._size


def smooth(points: Sequence[Point]) -> list[Point]:
    """A closed Catmull-Rom curve."""
    count = len(points)
    return [
        _between([points[(index + offset) % count] for offset in (-1, 0, 1, 2)], step / CURVE_STEPS)
        for index in range(count)
        for step in range(CURVE_STEPS)
    ]


def smooth_open(points: Sequence[Point]) -> list[Point]:
    """An open Catmull-Rom curve, dense enough to be drawn as beads."""
    padded = [points[0], *points, points[-1]]
    path: list[Point] = []
    for index in range(1, len(padded) - 2):
        length = math.dist(padded[index], padded[index + 1])
        steps = max(4, min(60, round(length * 90)))
        path += [_between(padded[index - 1 : index + 3], step / steps) for step in range(steps)]
    return [*path, points[-1]]


def _between(corners: Sequence[Point], share: float) -> Point:
    """The point at `share` of the way from the second to the third of four corners."""
    return _blend([corner[0] for corner in corners], share), _blend([corner[1] for corner in corners], share)


def _blend(values: Sequence[float], share: float) -> float:
    before, start, end, after = values
    square, cube = share * share, share * share * share
    return 0.5 * (
        2 * start
        + (end - before) * share
        + (2 * before - 5 * start + 4 * end - after) * square
        + (3 * start - before - 3 * end + after) * cube
    )
