"""What people read about what is kept of them."""

from collections.abc import Sequence

from bot.chat.i18n import Phrase, mark, number, plural, say
from bot.chat.words.lists import listed
from bot.domain.keeping import Keeping

PRIVACY = mark("What I keep about you, and how to have it deleted")
PRIVACY_SHOW = mark("See what I keep about you")
PRIVACY_EXPORT = mark("Get everything I keep about you as files only you see")
PRIVACY_DELETE = mark("Have everything about you deleted")
PRIVACY_UNLISTED = mark("Choose whether tables and charts that others see name you")
UNLISTED = mark("On: no table or chart names you")

TITLE = Phrase("What I keep about you")
NOTHING = Phrase("I keep nothing about you. That changes when you ask for a picture with `/imagine`.")
OUTSIDE = Phrase("Outside servers")
ELSEWHERE = Phrase("A server I am not in")
WAYS_ON = Phrase("`/privacy export` sends you all of it. `/privacy delete` deletes it.")
LISTED_NOW = Phrase("Tables and charts may name you.")
UNLISTED_NOW = Phrase("No table or chart that others see names you.")

DELETE_TITLE = Phrase("Delete everything about you?")
DELETE_GOES = Phrase(
    "**This goes at once:** your prompts, your pictures that I keep, the pictures you gave me to go by, your"
    " favourites, presets and settings, what a showcase shows of yours, and your name on everything else."
    " Requests under way are stopped first."
)
DELETE_STAYS = Phrase(
    "**This stays:** that somebody asked for a picture and what it cost, without words and without your name."
    " So that nobody can begin their limits anew this way, your sums go to a number that leads to nobody; if"
    " you ask for a picture again within 33 days, they count for you again. After that nobody can tell whose"
    " they were."
)
DELETE_NOT_MINE = Phrase(
    "**This is not mine to delete:** what moderators decided, such as blocks, limits and their notes, belongs"
    " to their server. Messages with your pictures stay in Discord; delete them there. Copies the operator"
    " made of the database hold what they held."
)
DELETE_NO_WAY_BACK = Phrase("It cannot be undone. `/privacy export` first, if you want to keep something.")
DELETE = Phrase("Delete everything")
NOT_YOURS = Phrase("Only the person who asked for this can press it.")
DELETING = Phrase("Deleting. Requests under way are stopped first, which may take a moment.")
DELETED = Phrase("Everything about you is deleted. Thank you for having been here.")
DELETED_MOSTLY = Phrase(
    "Nearly everything about you is deleted. One of your pictures is being handed over just now; what belongs"
    " to it follows by itself in a few minutes."
)
EXPORT_BEGUN = Phrase("Here comes everything I keep about you. Nobody else sees this message.")
EXPORT_FAILED = Phrase(
    "Discord did not take the files. Try `/privacy export` again; if it goes on, ask whoever runs this bot."
)
NOW_UNLISTED = Phrase("From now on no table or chart that others see names you, and no showcase shows you.")
NOW_LISTED = Phrase("Tables and charts may name you again.")


def place(*, name: str, requests: int, with_words: int, pictures: int, since: str) -> str:
    """What is kept of one server."""
    asked = plural("{count} request", "{count} requests", requests)
    words = say("{words} with their words", words=number(with_words))
    kept = plural("{count} picture kept", "{count} pictures kept", pictures)
    return f"**{name}**\n-# {asked} · {words} · {kept} · {say('since {when}', when=since)}"


def keeping(kept: Keeping) -> str:
    """How long things are kept there."""
    return say(
        "kept here: prompts {prompts}, pictures {pictures}, failures {failures}",
        prompts=_days(kept.prompts),
        pictures=_days(kept.pictures),
        failures=_days(kept.failures),
    )


def _days(days: int | None) -> str:
    return say("for ever") if days is None else plural("{count} day", "{count} days", days)


def beside(*, failures: int, favourites: int, presets: int, drafts: int, showcase: int) -> str:
    """What there is beside requests; empty for nothing."""
    found = (
        plural("{count} failure", "{count} failures", failures) if failures else "",
        plural("{count} favourite", "{count} favourites", favourites) if favourites else "",
        plural("{count} preset", "{count} presets", presets) if presets else "",
        plural("{count} picture in a showcase", "{count} pictures in showcases", showcase)
        if showcase
        else "",
        plural("{count} request you have not decided on", "{count} requests you have not decided on", drafts)
        if drafts
        else "",
    )
    told = [each for each in found if each]
    return say("Also: {things}.", things=listed(told)) if told else ""


def decided(names: Sequence[str]) -> str:
    """Which settings somebody made; empty for none."""
    if not names:
        return ""
    return say("You have decided: {settings}.", settings=listed(f"`{name}`" for name in names))


def export_ready(files: int) -> str:
    """Nothing more will come."""
    return plural(
        "Here is everything I keep about you, in {count} file. Nobody else sees this message.",
        "Here is everything I keep about you, in {count} files. Nobody else sees these messages.",
        files,
    )


def part(at: int) -> str:
    """A further file of an export."""
    return say("Part {number}", number=number(at))
