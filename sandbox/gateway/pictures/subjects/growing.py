"""Things that grow."""

import math

from sandbox.gateway.pictures.colours import RGB, darker, lighter, mix
from sandbox.gateway.pictures.pen import Pen

_LEAF: RGB = (84, 142, 88)


def flower(pen: Pen, main: RGB, accent: RGB) -> None:
    """One tall flower with two leaves and a friend."""
    _blossom(pen, (0, 0.0), (0.02, 0.74), 0.24, (main, accent))
    _blossom(pen, (0.08, 0.0), (0.34, 0.44), 0.13, (lighter(main, 0.25), accent))
    for side in (-1, 1):
        pen.curve([(0, 0.16), (side * 0.16, 0.32), (side * 0.3, 0.34), (side * 0.2, 0.2)], _LEAF)


def _blossom(
    pen: Pen, foot: tuple[float, float], head: tuple[float, float], size: float, colours: tuple[RGB, RGB]
) -> None:
    bend = (foot[0] + (head[0] - foot[0]) * 0.3, head[1] * 0.5)
    pen.stroke([foot, bend, head], (0.035, 0.028), darker(_LEAF, 0.12))
    for ring, shade in ((1.0, darker(colours[0], 0.12)), (0.78, colours[0])):
        for index in range(9):
            angle = index * math.tau / 9 + ring
            at = (
                head[0] + math.cos(angle) * size * 0.62 * ring,
                head[1] + math.sin(angle) * size * 0.62 * ring,
            )
            pen.disc(at, size * 0.34 * ring, shade)
    pen.disc(head, size * 0.36, accent_of(colours[1]))
    pen.disc((head[0] - size * 0.08, head[1] + size * 0.1), size * 0.16, lighter(colours[1], 0.35))


def accent_of(colour: RGB) -> RGB:
    """The heart of a blossom, a little warmer than asked."""
    return mix(colour, (236, 150, 60), 0.25)


def mushroom(pen: Pen, main: RGB, accent: RGB) -> None:
    """Three toadstools."""
    for at, size in (((-0.36, 0.0), 0.45), ((0.38, 0.0), 0.56), ((0.0, 0.0), 1.0)):
        _toadstool(pen, at, size, (main, accent))


def _toadstool(pen: Pen, at: tuple[float, float], size: float, colours: tuple[RGB, RGB]) -> None:
    main, accent = colours

    def place(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(at[0] + x * size, at[1] + y * size) for x, y in points]

    pen.curve(
        place([(-0.13, 0), (-0.09, 0.3), (-0.1, 0.56), (0.1, 0.56), (0.09, 0.3), (0.13, 0), (0, -0.03)]),
        darker(accent, 0.08),
    )
    pen.curve(place([(-0.36, 0.5), (0, 0.42), (0.36, 0.5), (0, 0.58)]), darker(accent, 0.22))
    pen.curve(place([(-0.38, 0.52), (-0.3, 0.78), (0, 0.98), (0.3, 0.78), (0.38, 0.52), (0, 0.56)]), main)
    for x, y, radius in ((-0.18, 0.7, 0.055), (0.04, 0.82, 0.07), (0.2, 0.66, 0.05), (-0.02, 0.64, 0.035)):
        pen.disc(place([(x, y)])[0], radius * size, accent, squash=0.8)


def tree(pen: Pen, main: RGB, accent: RGB) -> None:
    """An old tree in full leaf, with a swing."""
    pen.curve(
        [(-0.12, 0), (-0.06, 0.2), (-0.07, 0.5), (0.07, 0.5), (0.06, 0.2), (0.13, 0), (0, 0.02)], accent
    )
    for branch in ([(0, 0.35), (-0.2, 0.52), (-0.3, 0.62)], [(0, 0.38), (0.18, 0.52), (0.3, 0.58)]):
        pen.stroke(branch, (0.07, 0.03), accent)
    crown = (
        ((-0.3, 0.6), 0.18), ((0.3, 0.6), 0.19), ((-0.18, 0.78), 0.2), ((0.2, 0.78), 0.2), ((0, 0.68), 0.24),
        ((0, 0.9), 0.17),
    )  # fmt: skip
    for (x, y), radius in crown:
        pen.disc((x + 0.02, y - 0.03), radius, darker(main, 0.2))
    for (x, y), radius in crown:
        pen.disc((x - 0.01, y + 0.015), radius * 0.92, main)
    for x, y, radius in ((-0.24, 0.84, 0.07), (0.02, 0.95, 0.08), (0.14, 0.82, 0.06), (-0.36, 0.64, 0.05)):
        pen.disc((x, y), radius, lighter(main, 0.22))
    for x in (0.2, 0.29):
        pen.stroke([(x, 0.5), (x, 0.14)], (0.01, 0.01), darker(accent, 0.3))
    pen.stroke([(0.18, 0.13), (0.31, 0.13)], (0.03, 0.03), darker(accent, 0.2))
