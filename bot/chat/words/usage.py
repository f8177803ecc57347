"""What became of credits and requests, in words: for cards, and for those who do not see a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.chat.i18n import Phrase, mark, number, plural, say
from bot.chat.text import ELLIPSIS, clip
from bot.chat.usage import Report, View
from bot.chat.words.lists import followed, labelled, listed
from bot.chat.words.money import in_credits
from bot.chat.words.people import SOMEONE
from bot.chat.words.status import duration
from bot.domain.usage import Sums

USAGE = mark("What you made of your credits")
STATISTICS = mark("What this server made of its credits")
SERVER = mark("Pictures, credits and success of the whole server")
MEMBER = mark("Pictures, credits and success of one member")
EXPORT = mark("Pictures and credits by day, member and model, as a file for spreadsheets")
DAYS = mark("How many days back, today included; 1 is today by the hour")
SHARE = mark("Show it to everybody here")
WHO = mark("Whose numbers")
VIEW = mark("What to look at first")

CHOOSE = Phrase("What to look at")
VIEWS: Mapping[View, Phrase] = {
    View.DAYS: Phrase("Pictures and credits by day"),
    View.MEMBERS: Phrase("Members"),
    View.MODELS: Phrase("Models and qualities"),
    View.SUCCESS: Phrase("What worked, and how fast"),
}
PICTURES = Phrase("Pictures")
CREDITS = Phrase("Credits")
BY_MEMBER = Phrase("Pictures by member")
BY_MODEL = Phrase("Pictures by model")
BY_QUALITY = Phrase("Pictures by quality")
WORKED = Phrase("Requests that worked")
TIMES = Phrase("From asking to the pictures")
HALF = Phrase("half were done within")
MOST = Phrase("95 of 100 were done within")
OTHER_MODELS = Phrase("other models")
NO_QUALITY = Phrase("no choice of quality")
YOURS = Phrase("Your pictures")
ONE_MEMBER = Phrase("One member")
THIS_SERVER = Phrase("This server")
NOTHING_OF_YOURS = Phrase(
    "You have asked for no picture {span}. `/imagine` makes your first one, and then the numbers are here."
)
NOTHING_HERE = Phrase(
    "Nobody has asked for a picture here {span}. Once somebody does with `/imagine`, the numbers are here."
)
NOTHING_OF_THEIRS = Phrase("They have asked for no picture here {span}. Try more `days:`.")
UNLISTED_NOTE = Phrase("Who chose to be in no list is counted as “someone”.")

#: Of a description for those who do not see the chart (Discord's limit is 1,024).
_ALT_ROOM = 1024
_NEXT = Phrase("{some}; {other}")


def span(days: int) -> str:
    """Which days, within a sentence."""
    return say("today") if days == 1 else plural("in the last {count} day", "in the last {count} days", days)


def head(whose: str, days: int) -> str:
    """Whose, and which days."""
    if days == 1:
        return say("{whose}: today", whose=whose)
    return say("{whose}: {days}", whose=whose, days=plural("last {count} day", "last {count} days", days))


def sums(report: Report) -> str:
    """How much it was."""
    added = report.sums
    asked = plural("{count} request", "{count} requests", added.asked)
    if not report.number_of_members:
        return say("{made} from {asked}.", made=made(added, bold=True), asked=asked)
    return plural(
        "{made} from {asked} by {count} member.",
        "{made} from {asked} by {count} members.",
        report.number_of_members,
        made=made(added, bold=True),
        asked=asked,
    )


def made(added: Sums, *, bold: bool = False) -> str:
    """Pictures and what they cost."""
    pictures, credits_ = (
        plural("{count} picture", "{count} pictures", added.pictures),
        in_credits(added.credits),
    )
    if bold:
        pictures, credits_ = f"**{pictures}**", f"**{credits_}**"
    return say("{pictures} for {credits}", pictures=pictures, credits=credits_)


def success(report: Report) -> str:
    """How much worked, and how fast; empty before anything has ended."""
    worked = report.sums.worked
    if worked is None:
        return ""
    said = say("{percent} of 100 requests worked.", percent=number(round(100 * worked)))
    half, most = report.within(0.5), report.within(0.95)
    if half is None or most is None:
        return said
    return f"{said} " + say(
        "Half were done within {half}, 95 of 100 within {most}.", half=duration(half), most=duration(most)
    )


def foot(report: Report, *, notes_unlisted: bool) -> str:
    """What one must know to read it."""
    said = say("Days begin at midnight, {zone}.", zone=report.zone.key)
    return f"{said} {UNLISTED_NOTE()}" if notes_unlisted else said


def row(name: str, added: Sums) -> str:
    """One line of a table."""
    return f"{name} · {made(added)}"


def others_name(count: int) -> str:
    """Those below the last line, by name."""
    return plural("{count} other", "{count} others", count)


def someone() -> str:
    """Whoever wants to be named nowhere."""
    return SOMEONE()


def described(title: str, parts: Iterable[str]) -> str:
    """A chart in words, with as many of its numbers as fit."""
    room = _ALT_ROOM - len(_NEXT(some="", other=ELLIPSIS))
    said = title = clip(title, room)
    for part in parts:
        longer = followed(title, part) if said is title else _NEXT(some=said, other=part)
        if len(longer) > room:
            return _NEXT(some=said, other=ELLIPSIS)
        said = longer
    return said


def step_described(label: str, added: Sums) -> str:
    """One day or hour of a chart."""
    return labelled(label, made(added))


def stretch(first: str, last: str) -> str:
    """Several days."""
    return say("{first} to {last}", first=first, last=last)


def success_described(label: str, worked: float | None, half: float | None, most: float | None) -> str:
    """One day or hour of a chart of what worked."""
    parts = []
    if worked is not None:
        parts.append(say("{percent} of 100 worked", percent=number(round(100 * worked))))
    if half is not None and most is not None:
        parts.append(
            say("half within {half}, 95 of 100 within {most}", half=duration(half), most=duration(most))
        )
    return labelled(label, listed(parts))


def exported(rows: int, *, cut: bool) -> str:
    """What the file holds."""
    said = plural(
        "{count} row: pictures and credits by day, member, model and quality.",
        "{count} rows: pictures and credits by day, member, model and quality.",
        rows,
    )
    if cut:
        said += " " + say("There were more than fit into one file; choose fewer `days:` for the rest.")
    return said
