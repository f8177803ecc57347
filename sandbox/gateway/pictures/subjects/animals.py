"""Animals that sit and look at you."""

from sandbox.gateway.pictures.colours import INK, RGB, WHITE, brightness, darker, lighter, mix
from sandbox.gateway.pictures.pen import Pen


def fox(pen: Pen, main: RGB, accent: RGB) -> None:
    """A fox with a white-tipped tail around its side."""
    pen.stroke([(0.16, 0.08), (0.42, 0.12), (0.5, 0.34), (0.42, 0.52)], (0.16, 0.17), darker(main, 0.12))
    pen.stroke([(0.46, 0.47), (0.41, 0.56), (0.36, 0.62)], (0.18, 0.03), accent)
    _body(pen, main, accent)
    _pointed_ears(pen, main, spread=0.2, tall=1.04)
    pen.curve(
        [
            (-0.3, 0.7),
            (-0.2, 0.84),
            (0, 0.88),
            (0.2, 0.84),
            (0.3, 0.7),
            (0.12, 0.53),
            (0, 0.48),
            (-0.12, 0.53),
        ],
        main,
    )
    for side in (-1, 1):
        pen.curve(
            [(side * 0.29, 0.69), (side * 0.17, 0.7), (side * 0.03, 0.6), (0, 0.49), (side * 0.12, 0.54)],
            accent,
        )
    _eyes(pen, 0.12, 0.71, 0.032)
    pen.disc((0, 0.5), 0.034, INK, squash=0.8)


def cat(pen: Pen, main: RGB, accent: RGB) -> None:
    """A cat with a curled tail and whiskers."""
    pen.stroke(
        [(0.14, 0.06), (0.44, 0.06), (0.5, 0.3), (0.4, 0.44), (0.46, 0.54)], (0.09, 0.07), darker(main, 0.15)
    )
    _body(pen, main, accent)
    _pointed_ears(pen, main, spread=0.17, tall=0.99)
    pen.curve(
        [
            (-0.27, 0.68),
            (-0.17, 0.83),
            (0, 0.86),
            (0.17, 0.83),
            (0.27, 0.68),
            (0.16, 0.55),
            (0, 0.52),
            (-0.16, 0.55),
        ],
        main,
    )
    for x in (-0.06, 0, 0.06):
        pen.stroke([(x, 0.86), (x * 0.8, 0.78)], (0.025, 0.008), darker(main, 0.25))
    _muzzle(pen, accent, 0.6)
    _eyes(pen, 0.125, 0.7, 0.042)
    for side in (-1, 1):
        for rise in (-0.02, 0.03):
            pen.stroke([(side * 0.12, 0.6), (side * 0.34, 0.6 + rise)], (0.008, 0.004), _line(main))


def dog(pen: Pen, main: RGB, accent: RGB) -> None:
    """A dog with hanging ears and its tongue out."""
    pen.stroke([(0.18, 0.12), (0.34, 0.24), (0.36, 0.4)], (0.1, 0.06), darker(main, 0.12))
    _body(pen, main, accent)
    pen.curve(
        [
            (-0.25, 0.7),
            (-0.16, 0.86),
            (0, 0.89),
            (0.16, 0.86),
            (0.25, 0.7),
            (0.15, 0.53),
            (0, 0.49),
            (-0.15, 0.53),
        ],
        main,
    )
    for side in (-1, 1):
        pen.curve(
            [
                (side * 0.14, 0.87),
                (side * 0.26, 0.84),
                (side * 0.36, 0.62),
                (side * 0.29, 0.52),
                (side * 0.21, 0.66),
            ],
            darker(main, 0.3),
        )
    pen.disc((0, 0.5), 0.045, (232, 112, 124), squash=1.3)
    _muzzle(pen, accent, 0.6)
    _eyes(pen, 0.11, 0.72, 0.036)


def rabbit(pen: Pen, main: RGB, accent: RGB) -> None:
    """A rabbit, one ear bent."""
    pen.disc((0.22, 0.1), 0.09, accent)
    _body(pen, main, accent)
    for points in ([(-0.09, 0.74), (-0.14, 0.95), (-0.12, 1.12)], [(0.09, 0.74), (0.15, 0.95), (0.24, 1.02)]):
        pen.stroke(points, (0.12, 0.09), main)
        pen.stroke(points, (0.06, 0.04), (238, 170, 172))
    pen.curve(
        [
            (-0.22, 0.68),
            (-0.14, 0.82),
            (0, 0.84),
            (0.14, 0.82),
            (0.22, 0.68),
            (0.15, 0.55),
            (0, 0.52),
            (-0.15, 0.55),
        ],
        main,
    )
    _muzzle(pen, accent, 0.6)
    _eyes(pen, 0.11, 0.7, 0.036)


def bear(pen: Pen, main: RGB, accent: RGB) -> None:
    """A bear, round all over."""
    _body(pen, main, accent, girth=1.15)
    for side in (-1, 1):
        pen.disc((side * 0.2, 0.88), 0.09, main)
        pen.disc((side * 0.2, 0.88), 0.05, mix(main, accent, 0.6))
    pen.curve(
        [
            (-0.29, 0.7),
            (-0.19, 0.88),
            (0, 0.92),
            (0.19, 0.88),
            (0.29, 0.7),
            (0.18, 0.54),
            (0, 0.5),
            (-0.18, 0.54),
        ],
        main,
    )
    _muzzle(pen, accent, 0.61, scale=1.25)
    _eyes(pen, 0.12, 0.74, 0.03)


def owl(pen: Pen, main: RGB, accent: RGB) -> None:
    """An owl with feathers in rows."""
    for side in (-1, 1):
        pen.shape([(side * 0.12, 0.9), (side * 0.3, 1.02), (side * 0.32, 0.75)], main)
        pen.stroke([(side * 0.1, 0.05), (side * 0.1, -0.01)], (0.09, 0.07), (236, 164, 72))
    pen.curve(
        [(-0.34, 0.5), (-0.34, 0.8), (0, 0.96), (0.34, 0.8), (0.34, 0.5), (0.2, 0.06), (-0.2, 0.06)], main
    )
    pen.curve([(-0.2, 0.4), (0, 0.58), (0.2, 0.4), (0.13, 0.1), (-0.13, 0.1)], accent)
    for row, count in ((0.42, 3), (0.32, 2), (0.22, 3)):
        for index in range(count):
            pen.disc(((index - (count - 1) / 2) * 0.1, row), 0.03, mix(accent, main, 0.55), squash=0.7)
    for side in (-1, 1):
        pen.curve(
            [(side * 0.3, 0.6), (side * 0.39, 0.4), (side * 0.27, 0.12), (side * 0.22, 0.4)],
            darker(main, 0.22),
        )
        pen.disc((side * 0.145, 0.72), 0.15, accent)
        pen.disc((side * 0.14, 0.72), 0.09, INK)
        pen.disc((side * 0.17, 0.76), 0.03, WHITE)
    pen.shape([(-0.05, 0.66), (0.05, 0.66), (0, 0.55)], (240, 168, 70))


def _body(pen: Pen, main: RGB, accent: RGB, *, girth: float = 1.0) -> None:
    """A sitting body with a light chest and two front paws."""
    outline = [
        (-0.13, 0.6),
        (0.13, 0.6),
        (0.26, 0.3),
        (0.3, 0.06),
        (0.16, 0),
        (-0.16, 0),
        (-0.3, 0.06),
        (-0.26, 0.3),
    ]
    pen.curve([(x * girth, y) for x, y in outline], darker(main, 0.08))
    pen.curve([(-0.1, 0.56), (0.1, 0.56), (0.13, 0.34), (0, 0.18), (-0.13, 0.34)], accent)
    for side in (-1, 1):
        pen.stroke([(side * 0.08, 0.3), (side * 0.085, 0.04)], (0.12, 0.12), main)
        pen.disc((side * 0.09, 0.03), 0.075, lighter(main, 0.14), squash=0.6)


def _pointed_ears(pen: Pen, main: RGB, *, spread: float, tall: float) -> None:
    for side in (-1, 1):
        pen.shape([(side * 0.05, 0.82), (side * (spread + 0.06), tall), (side * 0.28, 0.7)], main)
        pen.shape(
            [(side * 0.11, 0.82), (side * (spread + 0.045), tall - 0.06), (side * 0.24, 0.74)],
            darker(main, 0.5),
        )


def _eyes(pen: Pen, apart: float, high: float, radius: float) -> None:
    for side in (-1, 1):
        pen.disc((side * apart, high), radius, INK, squash=1.15)
        pen.disc((side * apart + radius * 0.3, high + radius * 0.4), radius * 0.36, WHITE)


def _muzzle(pen: Pen, accent: RGB, high: float, *, scale: float = 1.0) -> None:
    for side in (-1, 1):
        pen.disc((side * 0.055 * scale, high - 0.015), 0.075 * scale, accent, squash=0.8)
    pen.disc((0, high + 0.03), 0.034 * scale, INK, squash=0.75)


def _line(main: RGB) -> RGB:
    return WHITE if brightness(main) < 130 else INK
