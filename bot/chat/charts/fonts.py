"""Fonts that are there, and whether they have what is to be written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import accumulate, groupby
from typing import Any

from bot.chat.text import plain

#: The first comes with the drawing library: Latin, Greek, Cyrillic and more. The others are for what it lacks
#: and are used where the machine has them.
_WANTED = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK TC",
    "Noto Sans CJK KR",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans KR",
    "Source Han Sans",
    "WenQuanYi Micro Hei",
    "IPAexGothic",
    "Hiragino Sans",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
)
#: Stands for letters that no font has, or that have no room.
_UNKNOWN = "…"


@cache
def families() -> tuple[str, ...]:
    """Those of them that are installed, best first."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in _WANTED if name in installed)


def can_write(texts: Iterable[str]) -> bool:
    """Whether every character has a picture in some font."""
    return all(map(_is_known, plain("".join(texts))))


def legible(text: str) -> str:
    """The text in one line, without what no font has."""
    runs = groupby(plain(text), _is_known)
    return "".join("".join(run) if known else _UNKNOWN for known, run in runs)


def letters(text: str) -> int:
    """How wide it is, in Latin letters."""
    return sum(map(_width, text))


def shortened(text: str, room: int) -> str:
    """As much of it as has room, counted in Latin letters."""
    if letters(text) <= room:
        return text
    ends = accumulate(map(_width, text))
    return "".join(each for each, end in zip(text, ends, strict=True) if end < room) + _UNKNOWN


def styled(text: Any, colour: str) -> None:
    """Have a text of the drawing library written in our fonts and as it stands: nothing is a formula."""
    text.set_fontfamily(families())
    text.set_parse_math(False)
    text.set_color(colour)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_known(character: str) -> bool:
    return character == " " or ord(character) in _codes()


@cache
def _codes() -> frozenset[int]:
    from matplotlib import font_manager

    paths = [font_manager.findfont(name) for name in families()]
    return frozenset(code for path in paths for code in font_manager.get_font(path).get_charmap())
