"""Sizes in pixels.

OpenOctopus documents none, so its table is the stand-in's own: 1k is about one megapixel with sides
that divide by 16, 2k doubles and 4k triples both sides (16:9 at 4k is 3840x2160).
OctopusX prints six tiers, and draws any other size at the nearest of them.
"""

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

Size = tuple[int, int]

_ONE_K: Mapping[str, Size] = MappingProxyType(
    {
        "1:1": (1024, 1024),
        "3:2": (1248, 832),
        "2:3": (832, 1248),
        "4:3": (1152, 864),
        "3:4": (864, 1152),
        "5:4": (1120, 896),
        "4:5": (896, 1120),
        "16:9": (1280, 720),
        "9:16": (720, 1280),
        "21:9": (1344, 576),
    }
)
_FACTOR = MappingProxyType({"1k": 1, "2k": 2, "4k": 3})
TIERS: tuple[Size, ...] = (
    (1024, 1024), (1536, 1152), (1536, 1024), (1024, 1536), (1920, 1080), (1080, 1920),
)  # fmt: skip
_SIZE = re.compile(r"(\d{1,5})\s*[xX*×]\s*(\d{1,5})")
_RATIO = re.compile(r"(\d{1,3}):(\d{1,3})")


def openoctopus_size(aspect_ratio: str, resolution: str) -> Size:
    """Width and height of a ratio at a resolution."""
    width, height = _ONE_K[aspect_ratio]
    return width * _FACTOR[resolution], height * _FACTOR[resolution]


def read_size(text: str) -> Size | None:
    """`1536x1024`, `1536X1024` or `1536*1024`, or a ratio such as `3:2`; None for anything else."""
    match = _SIZE.fullmatch(text.strip()) or _RATIO.fullmatch(text.strip())
    if match is None or int(match[1]) == 0 or int(match[2]) == 0:
        return None
    return int(match[1]), int(match[2])


def nearest_tier(size: Size) -> Size:
    """The tier of the closest ratio; of equal ones, the closest in pixels."""
    return min(TIERS, key=lambda tier: (_ratio_gap(size, tier), abs(tier[0] - size[0])))


def ratio_of(size: Size) -> str:
    """The ratio in lowest terms, such as `3:4`."""
    divisor = math.gcd(*size)
    return f"{size[0] // divisor}:{size[1] // divisor}"


def _ratio_gap(one: Size, other: Size) -> float:
    return round(abs(math.log(one[0] * other[1] / (one[1] * other[0]))), 9)
