"""How people are named."""

from collections.abc import Collection

from bot.chat.i18n import Phrase
from bot.domain.keeping import is_nobody

#: In lists that others see: whoever chose to be in none, or had everything about them deleted.
SOMEONE = Phrase("someone")
#: Whoever had everything about them deleted, where it is about them alone.
LEFT = Phrase("somebody who left")
UNLISTED = Phrase(
    "They chose to be in no list that others see, so I tell nothing of them alone."
    " They are counted in the totals of the server."
)


def who(user_id: int, unlisted: Collection[int] = ()) -> str:
    """A mention that pings nobody, or words where there is nobody to mention."""
    if user_id in unlisted:
        return SOMEONE()
    return LEFT() if is_nobody(user_id) else f"<@{user_id}>"
