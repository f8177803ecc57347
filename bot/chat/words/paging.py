"""Lists that have several pages."""

from bot.chat.i18n import Phrase, number, say

PREVIOUS, NEXT = Phrase("Previous"), Phrase("Next")


def page(which: int, pages: int) -> str:
    """Which page this is, counted from 1."""
    return say("Page {number} of {pages}", number=number(which), pages=number(pages))
