"""Values drawn as Discord cards (components v2). No I/O."""

from bot.chat.cards.ended import ended_card, moved_card
from bot.chat.cards.result import Linked, Shown, alt_text, extra_card, linkable, linked_card, result_card
from bot.chat.cards.status import status_card, status_key

__all__ = (
    "Linked",
    "Shown",
    "alt_text",
    "ended_card",
    "extra_card",
    "linkable",
    "linked_card",
    "moved_card",
    "result_card",
    "status_card",
    "status_key",
)
