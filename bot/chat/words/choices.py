"""Names of what can be chosen."""

from bot.chat.i18n import Phrase

_SHAPES = {
    "1:1": Phrase("square"),
    "16:9": Phrase("wide"),
    "9:16": Phrase("tall"),
    "21:9": Phrase("cinema"),
}
_LANDSCAPE, _PORTRAIT = Phrase("landscape"), Phrase("portrait")


def shape(aspect_ratio: str) -> str:
    """What a ratio looks like; empty for a word that is none."""
    if aspect_ratio in _SHAPES:
        return _SHAPES[aspect_ratio]()
    width, _, height = aspect_ratio.partition(":")
    if not (width.isdecimal() and height.isdecimal()):
        return ""
    return _LANDSCAPE() if int(width) > int(height) else _PORTRAIT()


def pixels(size: str) -> str:
    """A wire size as people read it: "1536x1024" is 1536×1024."""
    return size.replace("x", "×")
