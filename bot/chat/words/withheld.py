"""What people read about pictures that are kept for their requester alone."""

from bot.chat.i18n import Phrase, plural

SHOW = Phrase("Show me alone")
NOT_YOURS = Phrase("Only the person who asked for these pictures can look at them.")
GONE = Phrase("I no longer have those pictures. Ask again with `/imagine`.")


def kept(count: int) -> str:
    """So many pictures are not in the message."""
    return plural(
        "{count} picture is not shown here: the image service calls it unsafe, and this channel is for"
        " everyone. Whoever asked for it can look at it.",
        "{count} pictures are not shown here: the image service calls them unsafe, and this channel is for"
        " everyone. Whoever asked for them can look at them.",
        count,
    )
