"""What people read about reported pictures: who reports, and moderators."""

from bot.chat.i18n import Phrase, plural, say
from bot.chat.text import quoted
from bot.chat.words.lists import labelled
from bot.chat.words.people import who
from bot.chat.words.times import relative
from bot.domain.errors import ReportFault, ReportRefused
from bot.domain.safety import Case, Decision, Report

REPORT = Phrase("Report")
WINDOW = Phrase("Report this picture")
WINDOW_LABEL = Phrase("What is wrong with it?")
WINDOW_DESCRIPTION = Phrase("Only the moderators of this server read it. They see your name.")
WINDOW_PLACEHOLDER = Phrase("It shows somebody I know")

THANKS = Phrase("Thank you. The moderators have it; nobody else is told.")
THANKS_JOINED = Phrase("Thank you. It was reported before, and the moderators now know that you agree.")
KEPT_IN_LIST = Phrase(
    "Thank you. No channel for moderators is set up here, so it is kept for them under `/safety reports`."
    " A moderator can choose a channel with `/setup`."
)

TITLE = Phrase("Reported picture")
KEEP = Phrase("Keep")
DELETE = Phrase("Delete")
DELETE_AND_BLOCK = Phrase("Delete and block")
REFUND = Phrase("Refund")
SHOW = Phrase("Show")
GO_TO_PICTURE = Phrase("Go to the picture")
ALT = Phrase("Reported picture")
REFUNDED = Phrase("Refund for a reported picture")
NO_FILES = Phrase("I cannot show the picture here: its file is gone or too large.")
PROMPT_HIDDEN = Phrase("The prompt is not shown: this server has decided so.")
PROMPT_GONE = Phrase("The prompt was deleted.")
PRIVATE = Phrase("This request was private; the report shows it to you.")

PRIVATE_STAYS = Phrase(
    "I cannot take that message away, which only its requester sees; the picture is no longer on file."
)

LIST_TITLE = Phrase("Reports that wait")
LIST_EMPTY = Phrase(
    "No report waits for you. Members report with the **Report** button under a picture, or with"
    " **Apps → Report picture** on any message of mine."
)
NO_CHANNEL = Phrase("Choose a channel for moderators with `/setup`, and reports are posted there.")

BLOCK_WINDOW = Phrase("Delete and block")
HOW_LONG = Phrase("For how long?")
WHY = Phrase("Why? The member is told")
DURATIONS = (
    (86_400, Phrase("One day")),
    (7 * 86_400, Phrase("One week")),
    (30 * 86_400, Phrase("30 days")),
    (None, Phrase("Until a moderator lifts it")),
)

_ROOM = 300
_MOST_SHOWN = 5
_FAULTS = {
    ReportFault.NO_PICTURE: Phrase("That is none of my pictures, so I cannot report it for you."),
    ReportFault.UNKNOWN: Phrase(
        "I no longer have that picture on file, so I cannot report it. Tell a moderator directly."
    ),
    ReportFault.REPEATED: Phrase("You have reported this picture. The moderators will look at it."),
    ReportFault.DECIDED: Phrase(
        "The moderators have looked at this picture and decided. Talk to them if you see it differently."
    ),
    ReportFault.ABSENT: Phrase(
        "I am no member of this server, so none of its moderators would read that. Tell one of them directly."
    ),
    ReportFault.TOO_MANY: Phrase(
        "You have reported many pictures within an hour. The moderators will look at them first;"
        " try again later, or talk to one of them."
    ),
}
_DECIDED = {
    Decision.KEEP: Phrase("Kept"),
    Decision.DELETE: Phrase("Deleted"),
    Decision.BLOCK: Phrase("Deleted, and the member is blocked"),
    Decision.REFUND: Phrase("Kept, and the credits are given back"),
}


def refused(error: ReportRefused) -> str:
    """Why a report is not taken."""
    return _FAULTS[error.fault]()


def asked(user_id: int, channel_id: int | None, at: int) -> str:
    """Whose picture it is."""
    return say(
        "asked for by {who} in {channel} {when}",
        who=who(user_id),
        channel=f"<#{channel_id}>",
        when=relative(at),
    )


def link(said: str, address: str) -> str:
    """Words that lead somewhere."""
    return f"[{said}]({address})"


def voices(reports: tuple[Report, ...]) -> str:
    """Who reported it and why, the first ones."""
    lines = [
        f"- {labelled(f'{who(each.reporter_id)} {relative(each.at)}', quoted(each.reason, _ROOM))}"
        for each in reports[:_MOST_SHOWN]
    ]
    rest = len(reports) - _MOST_SHOWN
    if rest > 0:
        lines.append(plural("- and {count} more", "- and {count} more", rest))
    return "\n".join(lines)


def decided(decision: Decision) -> str:
    """What became of it."""
    return _DECIDED[decision]()


def by_whom(case: Case) -> str:
    """Who decided it, and when."""
    return say("by {who} {when}", who=who(case.decided_by or 0), when=relative(case.decided_at or case.at))


def decided_before(case: Case) -> str:
    """Said to who was second."""
    what = decided(case.decision or Decision.KEEP)
    return say("Somebody was faster: {what}, {by}.", what=what, by=by_whom(case))


def removed(messages: int) -> str:
    """What deleting did."""
    if not messages:
        return say("Its message was gone already.")
    return plural("{count} message was deleted.", "{count} messages were deleted.", messages)


def not_removed(address: str | None) -> str:
    """The bot cannot delete there any more; no address means a direct message."""
    if address is None:
        return say("I could not delete it from the direct messages of who asked for it.")
    return say("I could not delete it: {link}. Please delete it by hand.", link=address)


def list_line(case: Case, address: str | None) -> str:
    """One open report of the list."""
    first = case.reports[0]
    reasons = plural("{count} report", "{count} reports", len(case.reports))
    lead = f"{quoted(first.reason, _ROOM)} · {reasons} · {relative(case.at)}"
    return f"{lead}\n-# {link(GO_TO_PICTURE(), address)}" if address else lead
