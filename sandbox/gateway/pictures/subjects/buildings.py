"""Houses, towers and castles."""

from sandbox.gateway.pictures.colours import RGB, darker, lighter
from sandbox.gateway.pictures.pen import Pen

_LIT: RGB = (255, 222, 140)


def castle(pen: Pen, main: RGB, accent: RGB) -> None:
    """Three towers with flags and lit windows."""
    _tower(pen, (-0.34, 0.1, 0.52), darker(main, 0.14), accent)
    _tower(pen, (0.34, 0.1, 0.6), darker(main, 0.14), accent)
    pen.shape([(-0.4, 0), (-0.4, 0.36), (0.4, 0.36), (0.4, 0)], main)
    for index in range(7):
        left = -0.4 + index * 0.12
        pen.shape([(left, 0.35), (left, 0.42), (left + 0.07, 0.42), (left + 0.07, 0.35)], main)
    _tower(pen, (0, 0.13, 0.7), lighter(main, 0.12), accent)
    pen.curve([(-0.08, 0), (-0.08, 0.16), (0, 0.24), (0.08, 0.16), (0.08, 0)], darker(main, 0.6))
    for x in (-0.24, 0.24):
        pen.disc((x, 0.2), 0.03, _LIT, squash=1.6)


def _tower(pen: Pen, box: tuple[float, float, float], main: RGB, accent: RGB) -> None:
    x, half, tall = box
    pen.shape([(x - half, 0), (x - half, tall), (x + half, tall), (x + half, 0)], main)
    pen.shape(
        [(x + half * 0.3, 0), (x + half * 0.3, tall), (x + half, tall), (x + half, 0)], darker(main, 0.1)
    )
    top = tall + half * 2.3
    pen.stroke([(x, top), (x, top + 0.1)], (0.014, 0.014), darker(main, 0.5))
    pen.shape([(x, top + 0.1), (x, top + 0.04), (x + 0.09, top + 0.07)], lighter(accent, 0.2))
    pen.shape([(x - half * 1.3, tall), (x, top), (x + half * 1.3, tall)], accent)
    pen.shape([(x + half * 0.2, tall), (x, top), (x + half * 1.3, tall)], darker(accent, 0.18))
    pen.disc((x, tall - 0.1), 0.03, _LIT, squash=1.6)


def house(pen: Pen, main: RGB, accent: RGB) -> None:
    """A cottage with smoke from its chimney."""
    for at, radius in (((0.3, 0.98), 0.05), ((0.36, 1.08), 0.065), ((0.45, 1.2), 0.08)):
        pen.disc(at, radius, lighter(main, 0.5))
    pen.shape([(0.22, 0.6), (0.22, 0.9), (0.34, 0.9), (0.34, 0.55)], darker(accent, 0.35))
    pen.shape([(-0.42, 0), (-0.42, 0.5), (0.42, 0.5), (0.42, 0)], main)
    pen.shape([(-0.54, 0.46), (-0.3, 0.86), (0.3, 0.86), (0.54, 0.46)], accent)
    for row in (0.56, 0.66, 0.76):
        half = 0.54 - (row - 0.46) * 0.6
        pen.stroke([(-half + 0.02, row), (half - 0.02, row)], (0.012, 0.012), darker(accent, 0.16))
    pen.curve([(-0.1, 0), (-0.1, 0.24), (0, 0.33), (0.1, 0.24), (0.1, 0)], darker(accent, 0.3))
    pen.disc((0.05, 0.14), 0.014, _LIT)
    for x in (-0.26, 0.26):
        pen.shape([(x - 0.09, 0.16), (x - 0.09, 0.36), (x + 0.09, 0.36), (x + 0.09, 0.16)], darker(main, 0.4))
        for left in (x - 0.075, x + 0.008):
            for low in (0.175, 0.268):
                pen.shape(
                    [(left, low), (left, low + 0.078), (left + 0.067, low + 0.078), (left + 0.067, low)], _LIT
                )


def lighthouse(pen: Pen, main: RGB, accent: RGB) -> None:
    """A striped lighthouse on its rock, both beams out."""
    for side in (-1, 1):
        pen.shape([(0, 0.87), (side * 2.8, 1.2), (side * 2.8, 0.7)], lighter(_LIT, 0.35))
    pen.curve([(-0.34, 0), (-0.2, 0.13), (0.18, 0.12), (0.36, 0), (0, -0.06)], darker(main, 0.6))
    for index in range(5):
        low, high = 0.08 + index * 0.14, 0.08 + (index + 1) * 0.14
        wide, thin = 0.15 - low * 0.08, 0.15 - high * 0.08
        pen.shape([(-wide, low), (-thin, high), (thin, high), (wide, low)], accent if index % 2 else main)
    pen.shape([(-0.13, 0.78), (-0.13, 0.81), (0.13, 0.81), (0.13, 0.78)], darker(main, 0.6))
    pen.shape([(-0.07, 0.81), (-0.07, 0.93), (0.07, 0.93), (0.07, 0.81)], _LIT)
    pen.shape([(-0.11, 0.93), (0, 1.04), (0.11, 0.93)], darker(accent, 0.15))
