"""Colours, patterns and sizes.

A chart brings its own dark ground, since no colour of text reads well on both of Discord's. On it each of
the Okabe-Ito colours (https://jfly.uni-koeln.de/color/), which all kinds of colour vision tell apart, has a
contrast of at least 3 to 1. Patterns and markers say the same once more without any colour.
"""

GROUND = "#1b1d22"
GRID = "#3a3d45"
TEXT = "#f2f3f5"
QUIET = "#b5bac1"

#: Of a series that has a panel for itself.
ALONE = "#a9b8cc"
#: In the order series take them.
COLOURS = ("#56B4E9", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#D55E00", "#0072B2")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "||||", "oooo")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", "-", "--", "-.")

#: Pixels, before each is drawn twice as fine.
WIDTH = 640
SCALE = 2
#: Heights of a panel of time, of a row of ranks, and of what stands around.
PANEL, ROW, HEAD, TITLE, GAP, FOOT = 150, 30, 50, 24, 34, 2
#: Room at the sides, and for the names of ranks.
EDGE, NAMES = 24, 214
CORNER = 14
#: The longest name, in Latin letters.
NAME_ROOM = 25


def colours(series: int) -> tuple[str, ...]:
    """The colours of a panel with so many series."""
    return (ALONE,) if series == 1 else COLOURS
