"""What the buttons under a result say, and what they answer."""

from collections.abc import Sequence

from bot.chat.i18n import Phrase, mark, number, plural, say
from bot.chat.words.lists import listed
from bot.chat.words.money import in_credits

USE_MENU = mark("Use as reference")

AGAIN = Phrase("Again")
EDIT = Phrase("Edit")
LARGER = Phrase("Larger")
USE = Phrase("Use as reference")
ORIGINAL = Phrase("Original file")
DETAILS = Phrase("Details")
FAVOURITE = Phrase("Favourite")
DELETE = Phrase("Delete")
DESCRIBE = Phrase("Change the description")

GONE = Phrase("I no longer have that picture on file. Ask for a new one with `/imagine`.")
NOT_YOURS_TO_REPEAT = Phrase(
    "This one goes by pictures of the person who asked for it, so only they can repeat it."
)
NOT_YOURS_TO_DELETE = Phrase("Only the person who asked for this, or a moderator here, can delete it.")
NOT_YOURS_TO_DESCRIBE = Phrase("Only the person who asked for this can change its description.")
LARGEST = Phrase("This is as large as that model paints.")
LARGER_TITLE = Phrase("Larger, painted anew")
NO_PICTURE = Phrase("There is no picture in that message I could go by.")
NO_TAKER = Phrase("No model here takes pictures to go by.")

FAVOURED = Phrase("Marked as a favourite. You find it again with `/favourites`.")
UNFAVOURED = Phrase("No longer among your favourites.")

DELETE_TITLE = Phrase("Delete this for good?")
DELETE_WARNING = Phrase("The message and the files go, and cannot be brought back. The credits stay spent.")
KEEP = Phrase("Keep it")
KEPT = Phrase("Kept.")
DELETED = Phrase("Deleted.")
NOT_ALL_DELETED = Phrase(
    "The files are deleted. A message could not be: delete it by hand, or ask a moderator to."
)

EDIT_TITLE = Phrase("Change and paint anew")
USE_TITLE = Phrase("Paint by this picture")
PICTURES = Phrase("Which of the pictures")
DESCRIBE_TITLE = Phrase("Describe the picture")
DESCRIBE_LABEL = Phrase("For those who do not see it")
DESCRIBE_HINT = Phrase("What is to be seen, in a sentence or two. Empty is your prompt again.")
DESCRIBED = Phrase("The description is changed.")
DESCRIBED_LATER = Phrase("The description is kept, but the message itself could not be changed any more.")

ORIGINALS = Phrase("Untouched, as the image service made it:")
TOO_LARGE = Phrase("The file is larger than Discord takes here, and I do not send it in any other form.")


def larger(resolution: str, price: int) -> str:
    """What painting larger means."""
    return say(
        "In {resolution} it is painted anew from the same words, so it will not be the same picture. It costs"
        " {price}.",
        resolution=resolution,
        price=in_credits(price),
    )


def picture(place: int) -> str:
    """One of several pictures."""
    return say("Picture {place}", place=number(place))


def asked(when: str) -> str:
    """When it was asked for."""
    return say("Asked {when}", when=when)


def took(time: str) -> str:
    """How long it took."""
    return say("painted in {time}", time=time)


def revised(prompt: str) -> str:
    """What the gateway made of the prompt."""
    return say("Painted as: {prompt}", prompt=prompt)


def described(alt_text: str) -> str:
    """The description."""
    return say("Described as: {text}", text=alt_text)


def favourites(count: int) -> str:
    """How many people marked it."""
    return plural("{count} favourite", "{count} favourites", count)


def job(job_id: str) -> str:
    """How the request is known."""
    return say("Request `{job}`", job=job_id)


def files(sizes: Sequence[str]) -> str:
    """Pixels, kind and weight of each file."""
    return " · ".join(sizes)


def weight(width: int, height: int, kind: str, size: int) -> str:
    """One file: 1024×1024 PNG, 1.4 MB."""
    if size >= 1_000_000:
        amount = say("{megabytes} MB", megabytes=number(round(size / 1_000_000, 1)))
    else:
        amount = say("{kilobytes} kB", kilobytes=number(max(1, size // 1000)))
    return listed((f"{width}×{height} {kind.upper()}", amount))
