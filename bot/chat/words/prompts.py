"""What the command picker and the prompt window say. Discord's limits: 100, 45 and 100 characters."""

from bot.chat.i18n import Phrase, mark, plural

TITLE = Phrase("What shall I paint?")
CREATE = Phrase("Create a picture")
LABEL = Phrase("Your prompt")
DESCRIPTION = Phrase("Subject, style, light, mood: as plainly as you would tell a painter.")
PLACEHOLDER = Phrase("A red fox asleep under a birch, morning light, watercolour")

ASPECT_RATIO_LABEL = Phrase("Aspect ratio")
QUALITY_LABEL = Phrase("Quality")
RESOLUTION_LABEL = Phrase("Resolution")
COUNT_LABEL = Phrase("How many pictures")
PICTURES_LABEL = Phrase("Pictures to go by")
PICTURES_HINT = Phrase("PNG, JPEG, WebP or GIF, up to 20 MB each. Of a moving one, its first frame.")

KEPT_FOR_YOU = Phrase("What you wrote and attached is kept for a day: press **Edit** to go on from there.")

IMAGINE = mark("Turn words into a picture")
PROMPT = mark("What you would like to see. Leave it out to write it in a larger window")
ASPECT_RATIO = mark("Width to height")
QUALITY = mark("How much care goes into it; more care costs more credits")
RESOLUTION = mark("How large the picture is")
FORMAT = mark("The kind of file")
COUNT = mark("How many pictures")
MODEL = mark("Which painter")
STYLE = mark("The manner it is painted in")
BACKGROUND = mark("What is behind the subject")
WATERMARK = mark("Whether the picture carries a mark; leave it out for what is usual")
PRIVATE = mark("Only you see it: not the channel, and not its moderators")
REFERENCE = mark("A picture to go by: PNG, JPEG, WebP or GIF, up to 20 MB. Of a moving one, its first frame")
ANOTHER_REFERENCE = mark("One more picture to go by")

ERRORS = mark("What went wrong here")
ERRORS_RECENT = mark("The latest failures in this server, with advice")
HOW_MANY = mark("How many to show")
ERROR_ID = mark("One failure by the id a member was shown")


def pictures_there(count: int) -> str:
    """Some are attached, and there is room for more."""
    return plural(
        "{count} picture is attached already. Add more here.",
        "{count} pictures are attached already. Add more here.",
        count,
    )


def pictures_before(count: int) -> str:
    """What is painted anew went by some, which others can take the place of."""
    return plural(
        "Leave this empty to keep the {count} picture it goes by.",
        "Leave this empty to keep the {count} pictures it goes by.",
        count,
    )
