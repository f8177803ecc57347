"""Creatures of the sea."""

from sandbox.gateway.pictures.colours import INK, RGB, WHITE, darker, lighter
from sandbox.gateway.pictures.pen import Pen

_ARMS = (
    [(-0.1, 0.3), (-0.36, 0.3), (-0.5, 0.42), (-0.6, 0.36)],
    [(0.1, 0.3), (0.36, 0.3), (0.5, 0.42), (0.6, 0.36)],
    [(-0.1, 0.26), (-0.34, 0.14), (-0.5, 0.2), (-0.56, 0.12)],
    [(0.1, 0.26), (0.34, 0.14), (0.5, 0.2), (0.56, 0.12)],
    [(-0.1, 0.25), (-0.2, 0.04), (-0.36, 0.02), (-0.4, 0.08)],
    [(0.1, 0.25), (0.2, 0.04), (0.36, 0.02), (0.4, 0.08)],
    [(-0.03, 0.25), (-0.08, 0.06), (-0.17, 0), (-0.2, 0.05)],
    [(0.03, 0.25), (0.08, 0.06), (0.17, 0), (0.2, 0.05)],
)


def octopus(pen: Pen, main: RGB, accent: RGB) -> None:
    """Eight arms, two big eyes, one smile."""
    for index, arm in enumerate(_ARMS):
        pen.stroke(arm, (0.17, 0.045), darker(main, 0.16 if index < 4 else 0.06))
    for x, y in ((-0.3, 0.24), (0.3, 0.24), (-0.2, 0.1), (0.2, 0.1)):
        pen.disc((x, y), 0.026, lighter(accent, 0.2))
    pen.curve(
        [
            (-0.27, 0.42),
            (-0.33, 0.7),
            (-0.2, 0.96),
            (0, 1.02),
            (0.2, 0.96),
            (0.33, 0.7),
            (0.27, 0.42),
            (0.12, 0.27),
            (-0.12, 0.27),
        ],
        main,
    )
    pen.curve([(-0.22, 0.76), (-0.15, 0.9), (-0.04, 0.95), (-0.1, 0.84)], lighter(main, 0.35))
    for x, y, radius in ((0.17, 0.86, 0.035), (0.23, 0.77, 0.024), (0.1, 0.92, 0.02)):
        pen.disc((x, y), radius, darker(main, 0.14))
    for side in (-1, 1):
        pen.disc((side * 0.13, 0.55), 0.095, WHITE, squash=1.12)
        pen.disc((side * 0.12, 0.54), 0.055, INK, squash=1.15)
        pen.disc((side * 0.12 + 0.02, 0.575), 0.02, WHITE)
        pen.disc((side * 0.22, 0.43), 0.04, lighter(accent, 0.05), squash=0.6)
    pen.stroke([(-0.06, 0.42), (0, 0.385), (0.06, 0.42)], (0.022, 0.022), INK)


def whale(pen: Pen, main: RGB, accent: RGB) -> None:
    """A whale at the surface, with a fountain."""
    pen.stroke([(-0.18, 0.62), (-0.2, 0.84), (-0.34, 0.9), (-0.4, 0.8)], (0.025, 0.05), WHITE)
    pen.stroke([(-0.18, 0.62), (-0.16, 0.84), (-0.03, 0.92), (0.03, 0.82)], (0.025, 0.05), WHITE)
    pen.curve(
        [(0.42, 0.2), (0.6, 0.38), (0.66, 0.6), (0.5, 0.52), (0.46, 0.62), (0.36, 0.4)], darker(main, 0.12)
    )
    pen.curve(
        [
            (-0.55, 0.1),
            (-0.56, 0.36),
            (-0.38, 0.6),
            (-0.08, 0.62),
            (0.24, 0.44),
            (0.48, 0.26),
            (0.5, 0.1),
            (0, 0.02),
        ],
        main,
    )
    pen.curve([(-0.55, 0.1), (-0.54, 0.26), (-0.3, 0.22), (0.1, 0.2), (0.3, 0.06), (0, 0.0)], accent)
    for x in (-0.42, -0.34, -0.26, -0.18):
        pen.stroke([(x, 0.2), (x + 0.04, 0.06)], (0.012, 0.01), darker(accent, 0.18))
    pen.curve([(-0.06, 0.2), (0.1, 0.16), (0.2, 0.0), (0.04, 0.04)], darker(main, 0.2))
    pen.disc((-0.38, 0.34), 0.035, INK)
    pen.disc((-0.37, 0.355), 0.012, WHITE)
    for x, wide in ((-0.5, 0.1), (0.0, 0.16), (0.44, 0.12)):
        pen.stroke([(x - wide, 0.03), (x + wide, 0.03)], (0.03, 0.03), lighter(accent, 0.4))
