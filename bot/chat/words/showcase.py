"""What people read about pictures that are shown once more."""

from bot.chat.i18n import Phrase, mark, plural, say
from bot.chat.words.people import who

SHOWCASE = mark("Choose a channel where pictures that many members like are shown once more")

TITLE = Phrase("### Showcase")
WHAT = Phrase(
    "Pictures that several members mark with **Favourite** are posted once more in a channel of their own,"
    " with the name of whoever asked for them and a link to the original."
)
OFF_NOW = Phrase("**It is off.** Choose a channel to switch it on.")
RULES = Phrase(
    "- Each member counts once. Whoever asked for the picture does not count.\n"
    "- Left out are private and withheld pictures, and those of members who chose to be in no list that"
    " others see.\n"
    "- Nothing leaves an age-restricted channel for one that is not, or a channel that not everybody sees for"
    " one that everybody sees.\n"
    "- What had enough favourites before is shown with its next one. What loses favourites stays.\n"
    "- What is deleted at its source is deleted here, too."
)
PICK = Phrase("Choose a channel")
SWITCH_OFF = Phrase("Switch off")
CHANNEL_GONE = Phrase(
    "The showcase channel was deleted on Discord. Choose another with `/setup showcase`, or switch the"
    " showcase off there."
)
STUCK = Phrase("### The showcase waits")
TRYING = Phrase("Once that is mended, I show them by myself.")
OPEN_ORIGINAL = Phrase("Open the original")


def on_now(channel_id: int, least: int) -> str:
    """It is on, with these numbers."""
    return plural(
        "**It is on:** what {count} member marks is shown in {channel}.",
        "**It is on:** what {count} members mark is shown in {channel}.",
        least,
        channel=f"<#{channel_id}>",
    )


def would_show(count: int) -> str:
    """What the number that is chosen would have come to."""
    return plural(
        "By the favourites of the last 30 days, that would have been {count} picture at most.",
        "By the favourites of the last 30 days, that would have been {count} pictures at most.",
        count,
    )


def shown(count: int) -> str:
    """How many are there."""
    return plural("{count} picture is shown.", "{count} pictures are shown.", count)


def waiting(count: int) -> str:
    """How many cannot be shown yet."""
    return plural("{count} picture waits to be shown.", "{count} pictures wait to be shown.", count)


def from_on(least: int) -> str:
    """A choice of how many it takes."""
    return plural("From {count} favourite on", "From {count} favourites on", least)


def lacks(channel_id: int, permissions: str) -> str:
    """The bot may not post there; with the fix."""
    return say(
        "In {channel} I cannot show favourites: allow me {permissions} there, or choose another channel with"
        " `/setup showcase`.",
        channel=f"<#{channel_id}>",
        permissions=permissions,
    )


def refused(channel_id: int) -> str:
    """Discord does not let the bot post there, and the permissions do not tell why."""
    return say(
        "Discord does not let me show favourites in {channel}. See what its settings allow me, or choose"
        " another channel with `/setup showcase`.",
        channel=f"<#{channel_id}>",
    )


def credit(user_id: int) -> str:
    """Who asked for it."""
    return say("by {who}", who=who(user_id))
