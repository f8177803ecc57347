"""The error history as moderators read it, and what they can do about each kind of failure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from bot.chat.i18n import Phrase, mark, number, plural, say
from bot.chat.text import in_quotes
from bot.chat.words.lists import aside, listed
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.chat.words.times import moment, relative
from bot.domain.failure import Category
from bot.store.failures import Failure, Repeats, Wanted

SEARCH = mark("Look failures up by any of their marks")
SHOW = mark("Everything about one failure, with advice")
GROUPS = mark("What fails again and again, with advice")
EXPORT = mark("The failures as a file for spreadsheets")
CHART = mark("Failures beside what worked, hour by hour")
CODE = mark("What went wrong; begin to type")
CATEGORY = mark("Where it went wrong")
MEMBER = mark("Whose request it was")
MODEL = mark("Which model was asked; begin to type")
SINCE = mark("From when on, as in 2026-03-10 or 2026-03-10 14:30, in the server's time zone")
UNTIL = mark("Until when, written the same way; a day counts to its end")
HOURS = mark("The last so many hours")
DAYS = mark("The last so many days")
PERIOD = mark("How far back")
LAST_DAY = mark("Last 24 hours")
LAST_WEEK = mark("Last 7 days")

LOOK = Phrase("Look at one of them")
SEE = Phrase("See what fails")

NOTHING_FOUND = Phrase(
    "No failure matches that. Leave something out, or look further back with `days:`;"
    " `/errors recent` shows the latest."
)
NOTHING_TO_EXPORT = Phrase("There is nothing to write: no failure matches that. Long may it last.")

CATEGORIES: Mapping[Category, Phrase] = MappingProxyType(
    {
        Category.SAFETY: Phrase("Safety rules"),
        Category.VALIDATION: Phrase("The request itself"),
        Category.SYSTEM: Phrase("The image service"),
        Category.UPSTREAM: Phrase("The painter behind the service"),
        Category.TRANSPORT: Phrase("The way to the service"),
        Category.ROUTING: Phrase("The model is not served"),
        Category.TASK: Phrase("A job lost at the service"),
        Category.ASSET: Phrase("The finished file"),
        Category.PICTURE: Phrase("What came as a picture"),
        Category.AUTH: Phrase("The operator's key"),
        Category.BILLING: Phrase("The operator's account"),
        Category.LOCAL: Phrase("This bot"),
        Category.UNKNOWN: Phrase("A reason nobody documented"),
    }
)
_PASSES = Phrase(
    "Mostly this passes by itself, and the same request works later. If it goes on for an hour, tell whoever"
    " runs this bot."
)
_OPERATOR = Phrase("Only whoever runs this bot can end this. Tell them, and quote the error id.")
_ADVICE = {
    Category.SAFETY: Phrase(
        "The image service decides this, not the bot. The member can put it another way; nothing was charged."
    ),
    Category.VALIDATION: Phrase(
        "The member can change the options or the wording. If many meet this with one model, another suits"
        " them better."
    ),
    Category.SYSTEM: _PASSES,
    Category.UPSTREAM: _PASSES,
    Category.TRANSPORT: _PASSES,
    Category.ASSET: _PASSES,
    Category.TASK: Phrase("Asking again helps as a rule. If one model does this often, use another."),
    Category.ROUTING: Phrase("Another model works meanwhile. If it stays so, tell whoever runs this bot."),
    Category.PICTURE: Phrase("A lower resolution or another format helps as a rule."),
    Category.AUTH: _OPERATOR,
    Category.BILLING: _OPERATOR,
    Category.LOCAL: _OPERATOR,
    Category.UNKNOWN: Phrase(
        "The image service gave a reason I do not know. If it comes back, tell whoever runs this bot."
    ),
}
_OF_CODE = {
    "undeliverable": Phrase(
        "Look at what I may do in that channel: I need to see it, write in it and attach files. The member"
        " opens the pictures with `/history`."
    ),
}


def category_name(category: str) -> str:
    """Where something went wrong; a word of an older version stands for itself."""
    return CATEGORIES[Category(category)]() if category in set(Category) else category


def advice(code: str, category: str) -> str:
    """What moderators can do about a failure."""
    if code in _OF_CODE:
        return _OF_CODE[code]()
    known = Category(category) if category in set(Category) else Category.UNKNOWN
    return _ADVICE[known]()


def found(count: int) -> str:
    """How many there are."""
    return plural("{count} failure", "{count} failures", count)


def filters(wanted: Wanted) -> str:
    """What is looked for, in small print; empty for everything until now."""
    parts = (
        wanted.code and f"`{wanted.code}`",
        wanted.category and category_name(wanted.category),
        wanted.user_id and who(wanted.user_id),
        wanted.model and f"`{wanted.model}`",
        wanted.since and say("from {when}", when=moment(wanted.since)),
        wanted.until and say("until {when}", when=moment(wanted.until)),
    )
    return " · ".join(part for part in parts if part)


def entry(row: Failure, unlisted: Collection[int]) -> tuple[str, str]:
    """One failure in a list: a line, and one in small print."""
    line = f"`{row.error_id}` · `{row.code}` · {who(row.user_id, unlisted)} · {relative(row.at)}"
    return line, " · ".join(part for part in (row.model or "", place(row), part_of(row)) if part)


def place(row: Failure) -> str:
    """The channel."""
    return f"<#{row.channel_id}>" if row.channel_id else ""


def part_of(row: Failure) -> str:
    """How many of the pictures did not come, if only some."""
    if not 0 < row.missing < row.wanted:
        return ""
    return say(
        "{missing} of {wanted} pictures did not come", missing=number(row.missing), wanted=number(row.wanted)
    )


def failure_head(error_id: str) -> str:
    """Which one it is."""
    return say("Failure {error_id}", error_id=f"`{error_id}`")


def told(happened: str) -> str:
    """What the member read."""
    return say("The member was told: {words}", words=in_quotes(happened))


def facts(row: Failure, unlisted: Collection[int]) -> list[str]:
    """Everything that is known of one failure, a line for each."""
    code = say("Code `{code}`: {category}", code=row.code, category=category_name(row.category))
    if row.http_status:
        code += say(", HTTP status {status}", status=str(row.http_status))
    lines = [
        say("{when} by {who}", when=aside(moment(row.at), relative(row.at)), who=who(row.user_id, unlisted)),
        code,
        say("Worth trying again") if row.retryable else say("Trying the same again will not help"),
    ]
    if row.channel_id:
        lines.append(say("In {channel}", channel=place(row)))
    if row.model:
        lines.append(say("Model `{model}` at {gateway}", model=row.model, gateway=row.gateway or "?"))
    if row.job_id:
        lines += _of_job(row)
    return lines


def _of_job(row: Failure) -> list[str]:
    lines = [plural("Sent {count} time", "Sent {count} times", row.attempts)]
    if row.wanted:
        lines.append(part_of(row) or say("No picture could be handed over"))
    if row.charged:
        lines.append(say("{credits} stay charged, for what was made", credits=in_credits(row.charged)))
    else:
        lines.append(say("All credits were given back"))
    lines.append(say("Request `{job}`", job=row.job_id))
    return lines


PROMPT_PRIVATE = Phrase("The prompt is private: only who wrote it sees it.")
PROMPT_NOT_SHOWN = Phrase("This server's settings keep prompts out of its histories.")
PROMPT_FORGOTTEN = Phrase("The prompt has been deleted.")


def prompt(quoted: str) -> str:
    """What was asked for."""
    return say("Prompt: {prompt}", prompt=quoted)


def where_asked(link: str) -> str:
    """A link to the member's card."""
    return say("[Where it was asked]({link})", link=link)


def groups_head(days: int) -> str:
    """Over what one looks."""
    return plural("What failed in the last {count} day", "What failed in the last {count} days", days)


def group(repeats: Repeats) -> tuple[str, str]:
    """Failures that are alike: a line, and one in small print."""
    line = f"**{number(repeats.times)}×** `{repeats.code}`" + (
        f" · `{repeats.model}`" if repeats.model else ""
    )
    affected = plural("{count} member", "{count} members", repeats.members)
    if repeats.times == 1:
        return line, f"{affected} · {relative(repeats.last)}"
    seen = say("first {first}, last {last}", first=relative(repeats.first), last=relative(repeats.last))
    return line, f"{affected} · {seen}"


def exported(rows: int, *, cut: bool) -> str:
    """What the file holds."""
    said = plural("{count} failure, the newest first.", "{count} failures, the newest first.", rows)
    if cut:
        said += " " + say("There were more than fit into one file; choose a shorter time for the rest.")
    return said


WORKED = Phrase("Requests that worked, by hour")
FAILED = Phrase("Failures, by hour")
OTHER_KINDS = Phrase("others")


def chart_head(hours: int) -> str:
    """Over what one looks."""
    if hours % 24 or hours == 24:
        return plural("Failures in the last {count} hour", "Failures in the last {count} hours", hours)
    return plural("Failures in the last {count} day", "Failures in the last {count} days", hours // 24)


def chart_sums(worked: int, kinds: Sequence[tuple[str, int]]) -> str:
    """How much worked and how much failed, by kind."""
    by_kind = listed(f"{category_name(kind)} {number(times)}" for kind, times in kinds)
    return say(
        "{worked} worked; {failed}: {kinds}.",
        worked=plural("{count} request", "{count} requests", worked),
        failed=found(sum(times for _, times in kinds)),
        kinds=by_kind,
    )


def hour_described(hour: str, worked: int, failed: int) -> str:
    """One hour of the chart."""
    return say(
        "{hour}: {worked} worked, {failed} failed", hour=hour, worked=number(worked), failed=number(failed)
    )


def clocks(zone: str) -> str:
    """Whose hours these are."""
    return say("Times of the zone {zone}. `/errors groups` says what to do.", zone=zone)


def no_failures(hours: int) -> str:
    """Nothing to draw."""
    if hours == 24:
        return say("Nothing failed here in the last 24 hours. Long may it last.")
    return say("Nothing failed here in the last 7 days. Long may it last.")
