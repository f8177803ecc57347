"""Other people's text made safe to show: clipped, without markdown, mentions or tricks of direction."""

import re
import unicodedata

from bot.chat.i18n import say

ELLIPSIS = "…"
#: What begins formatting, a link, a mention or a timestamp anywhere in a line.
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in r"\*_~`|[]<"})
_SPACE = re.compile(r"\s+")
#: Control and format characters, surrogates and unassigned code points.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
#: Joins emoji and several scripts; not a trick.
_JOINERS = frozenset("\u200c\u200d")


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, preferably cut at a space, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    cut = text[: max(0, limit - 1)]
    space = cut.rfind(" ")
    if space > limit * 0.7:
        cut = cut[:space]
    return cut.rstrip() + ELLIPSIS


def plain(text: str) -> str:
    """One line without characters that cannot be seen or that turn the text around."""
    if not text.isprintable():
        seen = (
            character if unicodedata.category(character) not in _UNSEEN or character in _JOINERS else " "
            for character in text
        )
        text = "".join(seen)
    return _SPACE.sub(" ", text).strip()


def escaped(text: str) -> str:
    """Text in which Discord finds no formatting, link, mention, timestamp or custom emoji.

    What counts at the start of a line only (lists, headings, quotes) is left to the caller, who puts
    something before it.
    """
    return text.translate(_MARKDOWN).replace("@", "@\u200b").replace("://", ":\u200b//")


def quoted(text: str, limit: int) -> str:
    """Other people's words between quotation marks: clipped first, so that no escape is cut in half."""
    whole = plain(text)
    most = room = limit - len(in_quotes(""))
    shown = escaped(clip(whole, room))
    while len(shown) > most:
        room -= max(1, (len(shown) - most) // 2)
        shown = escaped(clip(whole, room))
    return in_quotes(shown)


def in_quotes(said: str) -> str:
    """Words between the quotation marks of the language in force."""
    return say("“{text}”", text=said)
