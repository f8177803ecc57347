"""What people read when a look into the history makes no sense."""

from typing import assert_never

from bot.chat.i18n import say
from bot.chat.text import clip, escaped, plain
from bot.chat.words.people import UNLISTED
from bot.domain.errors import SearchFault, SearchRefused

_ROOM = 60


def refused(error: SearchRefused) -> str:
    """What is wrong, and how it would be right."""
    match error.fault:
        case SearchFault.NO_TIME:
            return say(
                "I cannot read “{text}” as a time. Write a day as in `2026-03-10`, with a time as in"
                " `2026-03-10 14:30`.",
                text=escaped(clip(plain(error.text), _ROOM)),
            )
        case SearchFault.SWAPPED:
            return say("That time ends before it begins. Swap `since:` and `until:`.")
        case SearchFault.NO_CODE:
            return say(
                "I know no failure by that code. Begin to type and pick one from the list, or search by"
                " `category:`."
            )
        case SearchFault.UNLISTED:
            return UNLISTED()
        case SearchFault.OLD:
            return say("That list is from an earlier version of mine. Run `/errors search` again.")
        case never:
            assert_never(never)
