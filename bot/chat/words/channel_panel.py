"""What the panels and answers of `/channels` say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.i18n import Phrase, mark, plural, say
from bot.chat.words.lists import listed
from bot.chat.words.people import who

GROUP = mark("Choose where pictures are made, and how")
OPEN = mark("Make a channel an image channel; pictures are then made in image channels only")
EDIT = mark("Change what an image channel allows; without options you get a panel to press")
CLOSE = mark("Make a channel an image channel no more")
LIST = mark("See every image channel and what it allows")
RULES = mark("Post what this channel allows, with a button for people who know no commands")

CHANNEL = mark("Which channel; the one you are in if you leave it out")
MODELS = mark("Models that may be asked for, with commas between them, or all")
HIGHEST_QUALITY = mark("The highest quality that may be asked for, or all")
HIGHEST_RESOLUTION = mark("The highest resolution that may be asked for, or all")
RATIO = mark("The ratio of pictures for which nobody names one")
THREADS = mark("Open a thread on each result")
SPOILER = mark("Hide every picture behind a spoiler")
UNSAFE = mark("What becomes of unsafe pictures while the channel is age-restricted")
SLOW_MODE = mark("How long a member waits between two requests, as in 30s, 5m or off")
QUIET_HOURS = mark("When no pictures are made, as in 22:00-07:00, by the server's time zone, or off")
RULES_TEXT = mark("Rules shown in the channel's panel")

OPENLY = Phrase("shown openly if the channel is age-restricted")
AS_ELSEWHERE = Phrase("treated as in any other channel")

PICK_MODELS = Phrase("Models: all")
NO_LIMIT = Phrase("No limit")
WRITE = Phrase("Slow mode, quiet hours, rules")
POST = Phrase("Post panel in the channel")
CLOSE_IT = Phrase("Close channel")
REALLY_CLOSE = Phrase("Close it")
KEEP = Phrase("Keep it open")
REMOVE_DELETED = Phrase("Close deleted channels")

WINDOW = Phrase("Slow mode, quiet hours, rules")
WINDOW_SLOW = Phrase("Slow mode")
WINDOW_SLOW_HOW = Phrase("As in 30s, 5m, 1h 30m or off; a day at most")
WINDOW_QUIET = Phrase("Quiet hours")
WINDOW_QUIET_HOW = Phrase("As in 22:00-07:00, or off; by the server's time zone")
WINDOW_RULES = Phrase("Rules")
WINDOW_RULES_HOW = Phrase("Shown in the channel's panel; Discord's formatting works")

CLOSED_MEANWHILE = Phrase("This channel is no image channel any more. `/channels open` makes it one again.")
KEPT_OPEN = Phrase("It stays open.")
NOT_ONE = Phrase(
    "That is no image channel, so there is nothing to close. `/channels list` shows those there are."
)
NOTHING_DECIDED = Phrase("everything that there is")
NONE_OPEN = Phrase(
    "There are no image channels here, so pictures are made in every channel. `/channels open` makes the"
    " first one; from then on they are made in image channels only."
)
CANNOT_POST = Phrase(
    "I cannot post there. Allow me **View Channel** and **Send Messages** in that channel, then try again."
)
WROTE = Phrase("What you wrote, so that nothing is lost:")


def headline(channel_id: int) -> str:
    """Above the panel of a channel."""
    return say("### Image channel {channel}", channel=f"<#{channel_id}>")


def opened(channel_id: int, *, first: bool) -> str:
    """It is an image channel from now on."""
    said = say("{channel} is an image channel now.", channel=f"<#{channel_id}>")
    if first:
        return f"{said} {say('From now on pictures are made in image channels only.')}"
    return said


def already_open(channel_id: int) -> str:
    """It was one before."""
    return say("{channel} was an image channel already.", channel=f"<#{channel_id}>")


def closed(channel_id: int, *, left: int) -> str:
    """It is no image channel any more, and so many are left."""
    said = say("{channel} is no image channel any more.", channel=f"<#{channel_id}>")
    if left:
        return said
    return f"{said} {say('It was the last one, so pictures are made in every channel again.')}"


def removed(count: int, *, left: int) -> str:
    """Channels that are gone were closed."""
    said = plural("{count} deleted channel is closed.", "{count} deleted channels are closed.", count)
    if left:
        return said
    return f"{said} {say('None is left, so pictures are made in every channel again.')}"


def sure(channel_id: int) -> str:
    """Asked before a channel is closed."""
    return say("Close {channel}? What it allows is then forgotten.", channel=f"<#{channel_id}>")


def saved() -> str:
    """A choice was taken."""
    return say("Saved.")


def meanwhile(others: Sequence[int], changes: str) -> str:
    """Others decided something since the panel was drawn."""
    people = listed(map(who, others))
    return "\n".join([say("Meanwhile {people} changed:", people=people), changes])


def not_saved(others: Sequence[int], changes: str) -> str:
    """Others decided about the same since the panel was drawn."""
    return "\n".join(
        [
            meanwhile(others, changes),
            say("Yours was not saved, because it is about the same. Choose again if you still want it."),
        ]
    )


def lacks(permissions: str) -> str:
    """The bot cannot do its work in the channel."""
    return say("I am missing {permissions} there, so I cannot post pictures yet.", permissions=permissions)


def posted(link: str) -> str:
    """The panel is in the channel."""
    return say(
        "The panel is here: {link}. It changes by itself when you change what the channel allows.", link=link
    )


def deleted(count: int) -> str:
    """Some image channels are not there any more."""
    return plural(
        "{count} image channel was deleted on Discord, and nobody can ask there.",
        "{count} image channels were deleted on Discord, and nobody can ask there.",
        count,
    )
