"""What the greeting, the wizard and `/setup` say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.i18n import Phrase, mark, plural, say
from bot.chat.words.lists import listed

GROUP = mark("Set up this server")
START = mark("Choose the channels, the credits, the language and the time zone, step by step")
SETTINGS = mark("Unsafe pictures, alerts, strikes, how long things are kept, and more")
CHECK = mark("See what works here and what needs attention")
EXPORT = mark("Get all settings of this server as a file")
IMPORT = mark("Take settings from a file; you see what would change before anything does")
HISTORY = mark("See who changed which setting, from what to what")
FILE = mark("A file made by the export")

HELLO = Phrase("### Hello! I turn words into pictures.")
HELLO_MORE = Phrase(
    "Type `/imagine` and say what you would like to see. Until somebody chooses otherwise, that works in"
    " every channel. `/help` answers questions."
)
HELLO_MODERATORS = Phrase(
    "**For moderators:** press the button to choose where pictures are made and how many. It takes a minute,"
    " and everything can be changed later."
)
SET_UP = Phrase("Set up")

TITLE = Phrase("### Set up this server")
HOW = Phrase("Each choice counts at once. You can stop at any time and come back with `/setup start`.")
IMAGES = Phrase("**Where may people ask for pictures?** Choose none to allow it everywhere.")
PICK_IMAGES = Phrase("Every channel")
MODERATORS = Phrase(
    "**Where shall I tell moderators things?** Reports, requests for credits and alerts go there."
)
PICK_MODERATORS = Phrase("Nowhere")
CREDITS = Phrase(
    "**How many credits does each member get a day?** A picture costs 1 credit or more; better ones cost"
    " more."
)
ONLY_DEFAULT = Phrase("What this bot usually gives")
UNLIMITED = Phrase("As many as they like")
ANOTHER_NUMBER = Phrase("Another number…")
LANGUAGE = Phrase("**Which language do I speak in public?** Each person's own answers are in their language.")
AS_DISCORD = Phrase("The server's language on Discord")
ZONE = Phrase("**When does a day begin?** Credits come anew at midnight in this time zone.")
ANOTHER_ZONE = Phrase("Another time zone…")
MORE = Phrase("More settings")
MORE_TITLE = Phrase("### More settings of this server")
DONE = Phrase("Done")
CHECK_NOW = Phrase("Check the setup")
CREDITS_WINDOW = Phrase("Credits a day")
CREDITS_LABEL = Phrase("Credits for each member and day")
CREDITS_HOW = Phrase("A whole number; 0 stops pictures")
ZONE_WINDOW = Phrase("Time zone")
ZONE_LABEL = Phrase("Name of the time zone")
ZONE_HOW = Phrase("As in Europe/Berlin or America/New_York")
TOO_MANY_CHANNELS = Phrase(
    "There are more image channels here than fit into a menu. Open and close them with `/channels`."
)
FINISHED = Phrase("### All set")
NEXT_STEPS = Phrase(
    "- `/channels edit` says what a channel allows, and when.\n"
    "- `/quota set` gives roles, members or channels other credits.\n"
    "- `/setup check` finds what is missing before a member does.\n"
    "- `/help` tells members and moderators how everything else is done."
)
ANYWHERE = Phrase("Members can type `/imagine` in every channel.")
CREDITS_CHANGED = Phrase(
    "Somebody else changed the credits meanwhile; here is what they are now. Choose again."
)


def saved() -> str:
    """A choice counts."""
    return say("Saved.")


def in_channels(channels: Sequence[int]) -> str:
    """Where members can ask, named while they are few."""
    if len(channels) > 5:
        return plural(
            "Members can type `/imagine` in {count} channel.",
            "Members can type `/imagine` in {count} channels.",
            len(channels),
        )
    named = listed(f"<#{channel}>" for channel in channels)
    return say("Members can type `/imagine` in {channels}.", channels=named)


def cannot_tell(channel_id: int, permissions: str) -> str:
    """The moderators' channel cannot be written in."""
    return say(
        "I am missing {permissions} in {channel}, so I cannot tell moderators anything yet.",
        permissions=permissions,
        channel=f"<#{channel_id}>",
    )


def lacks_in(channels: Sequence[int]) -> str:
    """Pictures cannot be posted in some of the chosen channels."""
    named = listed(f"<#{channel}>" for channel in channels[:5])
    return say(
        "I cannot post pictures in {channels} yet. `/setup check` says what I am missing there.",
        channels=named,
    )


def a_day(credits_told: str) -> str:
    """A number of credits as a choice."""
    return say("{credits} a day", credits=credits_told)
