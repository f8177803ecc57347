"""Colours: their names in prompts, and the palettes of the hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

RGB = tuple[int, int, int]

WHITE: RGB = (250, 248, 242)
INK: RGB = (38, 34, 52)
NAMED: Mapping[str, RGB] = MappingProxyType(
    {
        "red": (206, 62, 52), "crimson": (178, 34, 62), "scarlet": (222, 56, 44), "ruby": (176, 28, 70),
        "orange": (236, 124, 48), "amber": (240, 166, 56), "gold": (232, 184, 72), "golden": (232, 184, 72),
        "yellow": (246, 208, 88), "lime": (168, 206, 72), "green": (78, 156, 92), "emerald": (36, 146, 108),
        "olive": (134, 140, 64), "mint": (150, 218, 184), "teal": (44, 146, 150),
        "turquoise": (64, 190, 190), "cyan": (92, 206, 224), "blue": (70, 122, 200), "navy": (40, 60, 116),
        "azure": (96, 166, 232), "indigo": (82, 76, 160), "violet": (142, 100, 196),
        "purple": (132, 82, 172), "lavender": (186, 164, 222), "magenta": (204, 72, 156),
        "pink": (240, 148, 178), "rose": (228, 110, 134), "coral": (244, 128, 108), "peach": (250, 190, 152),
        "brown": (142, 96, 66), "beige": (222, 202, 170), "cream": (246, 232, 204), "white": (246, 244, 238),
        "silver": (196, 202, 212), "grey": (146, 150, 160), "gray": (146, 150, 160), "black": (52, 50, 62),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """`sky` from top to horizon, `far` and `near` ends of the hills, `light` of sun or moon."""

    sky: tuple[RGB, RGB, RGB]
    far: RGB
    near: RGB
    light: RGB
    dark: bool = False


HOURS: Mapping[str, tuple[Palette, ...]] = MappingProxyType(
    {
        "dawn": (
            Palette(sky=((116, 150, 196), (238, 188, 190), (255, 226, 190)), far=(196, 164, 186),
                    near=(70, 78, 104), light=(255, 244, 214)),
            Palette(sky=((150, 178, 206), (250, 206, 180), (255, 236, 206)), far=(186, 190, 186),
                    near=(62, 92, 88), light=(255, 248, 226)),
        ),
        "day": (
            Palette(sky=((72, 148, 212), (142, 200, 232), (226, 240, 232)), far=(150, 190, 200),
                    near=(48, 112, 84), light=(255, 246, 206)),
            Palette(sky=((58, 142, 178), (140, 206, 206), (240, 240, 214)), far=(158, 194, 178),
                    near=(64, 116, 70), light=(255, 250, 224)),
        ),
        "golden": (
            Palette(sky=((214, 122, 84), (246, 176, 98), (255, 226, 158)), far=(222, 156, 112),
                    near=(96, 66, 70), light=(255, 246, 208)),
            Palette(sky=((88, 134, 150), (232, 190, 128), (255, 224, 160)), far=(196, 166, 126),
                    near=(70, 80, 66), light=(255, 240, 196)),
        ),
        "dusk": (
            Palette(sky=((58, 52, 110), (184, 90, 132), (252, 168, 122)), far=(156, 92, 136),
                    near=(46, 38, 74), light=(255, 214, 160), dark=True),
            Palette(sky=((46, 64, 112), (138, 104, 160), (248, 176, 158)), far=(128, 106, 156),
                    near=(38, 44, 76), light=(255, 222, 186), dark=True),
        ),
        "night": (
            Palette(sky=((12, 20, 50), (30, 50, 96), (84, 104, 146)), far=(58, 80, 124),
                    near=(16, 24, 48), light=(250, 244, 218), dark=True),
            Palette(sky=((22, 16, 52), (52, 40, 96), (120, 88, 142)), far=(86, 68, 124),
                    near=(24, 20, 50), light=(246, 238, 226), dark=True),
        ),
    }
)  # fmt: skip


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`share` 0 is `one`, 1 is `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(colour: RGB, share: float) -> RGB:
    return mix(colour, INK, share)


def lighter(colour: RGB, share: float) -> RGB:
    return mix(colour, WHITE, share)


def brightness(colour: RGB) -> float:
    """From 0 (black) to 255 (white), as the eye weighs it."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
