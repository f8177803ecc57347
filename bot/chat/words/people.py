"""How people are named."""

from collections.abc import Collection

from bot.chat.i18n import Phrase
from bot.domain.keeping import is_nobody

#: Whoever chose to be in no list that others see, or had everything about them deleted.
SOMEONE = Phrase("someone")
UNLISTED = Phrase(
    "They chose to be in no list that others see, so I tell nothing of them alone."
    " They are counted in the totals of the server."
)


def who(user_id: int, unlisted: Collection[int] = ()) -> str:
    """A mention that pings nobody, or nobody in particular."""
    return SOMEONE() if is_nobody(user_id) or user_id in unlisted else f"<@{user_id}>"
