"""Things that fly, sail or compute."""

from sandbox.gateway.pictures.colours import INK, RGB, WHITE, darker, lighter, mix
from sandbox.gateway.pictures.pen import Pen


def robot(pen: Pen, main: RGB, accent: RGB) -> None:
    """A friendly robot that waves."""
    shade = darker(main, 0.2)
    pen.stroke([(0, 0.9), (0, 1.04)], (0.03, 0.03), shade)
    pen.disc((0, 1.06), 0.045, accent)
    pen.stroke([(-0.2, 0.42), (-0.34, 0.34), (-0.36, 0.18)], (0.09, 0.08), shade)
    pen.stroke([(0.2, 0.42), (0.36, 0.46), (0.42, 0.64)], (0.09, 0.08), shade)
    for x in (-0.1, 0.1):
        pen.stroke([(x, 0.18), (x, 0.04)], (0.12, 0.14), shade)
        pen.curve([(x - 0.09, 0), (x - 0.08, 0.08), (x + 0.08, 0.08), (x + 0.09, 0)], darker(main, 0.35))
    pen.curve(
        [(-0.22, 0.16), (-0.24, 0.48), (-0.1, 0.54), (0.1, 0.54), (0.24, 0.48), (0.22, 0.16), (0, 0.12)], main
    )
    pen.curve([(-0.11, 0.24), (-0.11, 0.42), (0.11, 0.42), (0.11, 0.24)], lighter(main, 0.45))
    for x, colour in ((-0.055, accent), (0, (108, 190, 140)), (0.055, (224, 96, 92))):
        pen.disc((x, 0.34), 0.02, colour)
    pen.curve(
        [
            (-0.3, 0.6),
            (-0.3, 0.86),
            (-0.12, 0.92),
            (0.12, 0.92),
            (0.3, 0.86),
            (0.3, 0.6),
            (0.12, 0.55),
            (-0.12, 0.55),
        ],
        main,
    )
    pen.curve([(-0.22, 0.64), (-0.22, 0.82), (0, 0.86), (0.22, 0.82), (0.22, 0.64), (0, 0.6)], INK)
    for side in (-1, 1):
        pen.disc((side * 0.1, 0.75), 0.045, mix(accent, WHITE, 0.35))
    pen.stroke([(-0.06, 0.67), (0, 0.65), (0.06, 0.67)], (0.016, 0.016), mix(accent, WHITE, 0.35))


def astronaut(pen: Pen, main: RGB, accent: RGB) -> None:
    """Somebody far from home, waving."""
    shade = darker(main, 0.16)
    pen.curve([(-0.24, 0.2), (-0.26, 0.56), (0.26, 0.56), (0.24, 0.2)], darker(main, 0.35))
    pen.stroke([(-0.16, 0.46), (-0.32, 0.36), (-0.34, 0.22)], (0.13, 0.11), shade)
    pen.stroke([(0.16, 0.46), (0.34, 0.5), (0.38, 0.7)], (0.13, 0.11), shade)
    for x in (-0.1, 0.1):
        pen.stroke([(x, 0.24), (x * 1.2, 0.06)], (0.16, 0.16), main)
        pen.curve(
            [(x * 1.2 - 0.1, 0), (x * 1.2 - 0.08, 0.08), (x * 1.2 + 0.08, 0.08), (x * 1.2 + 0.1, 0)], accent
        )
    pen.curve([(-0.19, 0.2), (-0.21, 0.5), (0, 0.58), (0.21, 0.5), (0.19, 0.2), (0, 0.16)], main)
    pen.curve([(-0.1, 0.3), (-0.1, 0.42), (0.1, 0.42), (0.1, 0.3)], shade)
    pen.disc((-0.04, 0.36), 0.025, accent)
    pen.disc((0, 0.74), 0.27, main)
    pen.disc((0.02, 0.73), 0.2, (44, 58, 96), squash=0.85)
    pen.curve([(-0.12, 0.78), (-0.05, 0.87), (0.06, 0.88), (-0.03, 0.8)], (150, 186, 226))


def rocket(pen: Pen, main: RGB, accent: RGB) -> None:
    """A rocket on its way."""
    for wide, deep, colour in ((0.1, -0.3, (244, 148, 60)), (0.06, -0.18, (252, 220, 120))):
        pen.curve(
            [(-wide, 0.08), (wide, 0.08), (wide * 0.6, deep * 0.5), (0, deep), (-wide * 0.6, deep * 0.5)],
            colour,
        )
    for side in (-1, 1):
        pen.curve([(side * 0.12, 0.34), (side * 0.28, 0.16), (side * 0.27, -0.02), (side * 0.1, 0.1)], accent)
    pen.curve(
        [(-0.13, 0.06), (-0.18, 0.4), (-0.13, 0.74), (0, 1), (0.13, 0.74), (0.18, 0.4), (0.13, 0.06)], main
    )
    pen.curve(
        [(0.03, 0.06), (0.08, 0.4), (0.05, 0.74), (0, 0.98), (0.13, 0.74), (0.18, 0.4), (0.13, 0.06)],
        darker(main, 0.12),
    )
    pen.curve([(-0.12, 0.77), (0, 1.02), (0.12, 0.77), (0, 0.74)], accent)
    pen.disc((0, 0.55), 0.085, darker(main, 0.45))
    pen.disc((0, 0.55), 0.062, (132, 196, 226))
    pen.disc((-0.02, 0.575), 0.02, WHITE)


def balloon(pen: Pen, main: RGB, accent: RGB) -> None:
    """A hot-air balloon with stripes."""
    for side in (-1, 1):
        pen.stroke([(side * 0.14, 0.34), (side * 0.07, 0.14)], (0.012, 0.012), darker(main, 0.5))
    outline = [(0, 1.02), (0.3, 0.92), (0.38, 0.68), (0.24, 0.42), (0.1, 0.3)]
    for index, share in enumerate((1.0, 0.68, 0.34)):
        colour = main if index % 2 == 0 else accent
        right = [(x * share, y) for x, y in outline]
        pen.curve([*right, *[(-x, y) for x, y in reversed(right[1:])]], colour)
    pen.curve([(-0.24, 0.84), (-0.14, 0.95), (-0.2, 0.8)], lighter(main, 0.4))
    pen.curve([(-0.08, 0.14), (0.08, 0.14), (0.07, 0.0), (-0.07, 0.0)], (146, 98, 64))
    pen.stroke([(-0.09, 0.14), (0.09, 0.14)], (0.03, 0.03), (112, 74, 50))


def boat(pen: Pen, main: RGB, accent: RGB) -> None:
    """A small sailing boat."""
    pen.stroke([(0.02, 0.16), (0.02, 1.0)], (0.025, 0.02), darker(main, 0.45))
    pen.curve([(-0.02, 0.97), (-0.02, 0.26), (-0.42, 0.26), (-0.22, 0.58)], accent)
    pen.curve([(0.06, 0.88), (0.06, 0.28), (0.34, 0.3), (0.24, 0.56)], darker(accent, 0.14))
    pen.shape([(0.02, 1.0), (0.02, 0.93), (0.14, 0.965)], main)
    pen.curve([(-0.5, 0.2), (0.5, 0.22), (0.36, 0.02), (0, -0.02), (-0.34, 0.02)], main)
    pen.stroke([(-0.44, 0.17), (0.44, 0.185)], (0.03, 0.03), lighter(main, 0.5))
    for x, wide in ((-0.36, 0.16), (0.12, 0.2), (0.5, 0.1)):
        pen.stroke([(x - wide, 0.0), (x + wide, 0.0)], (0.02, 0.02), WHITE)
