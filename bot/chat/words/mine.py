"""What people are shown of their own."""

from bot.chat.i18n import Phrase, mark, plural, say

HISTORY = mark("Find the pictures you asked for again")
FAVOURITES = mark("The pictures you marked as favourites")
SEARCH = mark("A word of the prompt")

TITLE_HISTORY = Phrase("Your pictures")
TITLE_FAVOURITES = Phrase("Your favourites")
NO_PICTURES = Phrase("You have no pictures on file yet. Make one with `/imagine`.")
NO_FAVOURITES = Phrase("You have no favourites yet. Press **Favourite** under a picture you like.")
OPEN = Phrase("Open one of these")
USE = Phrase("Use one of these as reference")
NOT_HANDED_OVER = Phrase("I could not post this one or send it to you. Open it here.")
DOWNLOAD = Phrase("Download these")
DOWNLOAD_ALL = Phrase("Download all")
DOWNLOADED = Phrase("Untouched, as the image service made them:")
NO_MORE = Phrase(
    "Discord takes no more in one answer. For the others, use `search:`, go page by page, or open them one"
    " by one."
)


def nothing_with(text: str) -> str:
    """A search that finds nothing."""
    return say("None of your pictures has “{text}” in its prompt. Try another word.", text=text)


def found(count: int) -> str:
    """How many there are."""
    return plural("{count} picture request", "{count} picture requests", count)


def link(address: str) -> str:
    """Where it was posted."""
    return say("[See it where it was posted]({address})", address=address)
