"""What the status card, the result and the end of a job say."""

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.domain.job import JobState
from bot.engine.front import Progress

CANCEL = Phrase("Cancel")
AGAIN = Phrase("Try again")

CANCELLED = Phrase("This one was stopped.")
CANCELLED_FREE = Phrase("Nothing was charged; your credits are back.")
CANCELLED_LATE = Phrase("The image service may still finish it on its side; that costs you nothing.")

_HEADLINES = {
    JobState.QUEUED: Phrase("Waiting to start"),
    JobState.SUBMITTING: Phrase("Handing it to the image service"),
    JobState.UNKNOWN: Phrase("Checking with the image service"),
    JobState.RUNNING: Phrase("Painting"),
    JobState.FETCHING: Phrase("Fetching the picture"),
    JobState.READY: Phrase("Posting the picture"),
    JobState.DELIVERING: Phrase("Posting the picture"),
    JobState.DONE: Phrase("Done"),
    JobState.FAILED: Phrase("This did not work out"),
    JobState.CANCELLED: Phrase("Cancelled"),
    JobState.UNDELIVERABLE: Phrase("I could not hand it over"),
}
_SLOW = 1.5
_VERY_SLOW = 3.0


def headline(state: JobState, progress: Progress) -> str:
    """Where the job is, in a few words."""
    if state is JobState.QUEUED and progress.position is None:
        return _HEADLINES[state]()
    if state in (JobState.QUEUED, JobState.RUNNING) and not progress.painting:
        return queued(progress.position)
    if state is JobState.SUBMITTING and progress.painting:
        return _HEADLINES[JobState.RUNNING]()
    return _HEADLINES[state]()


def queued(position: int | None) -> str:
    """Waiting at the gateway; a place only where there is one."""
    if position is None or position < 1:
        return say("In the queue")
    if position == 1:
        return say("Next in the queue")
    return say("In the queue, number {position}", position=number(position))


def usual(seconds: float) -> str:
    """How long jobs like this take."""
    return say("usually {time}", time=duration(seconds))


def asked(when: str) -> str:
    """When it was asked for."""
    return say("asked {when}", when=when)


def asked_by(who: str) -> str:
    """Who asked for it."""
    return say("for {who}", who=who)


def patience(elapsed: float, usual_seconds: float) -> str:
    """A word when it takes longer than usual; empty before that."""
    if elapsed < _SLOW * usual_seconds:
        return ""
    if elapsed < _VERY_SLOW * usual_seconds:
        return say("A little slower than usual; I am still on it.")
    return say("Much slower than usual. You need not wait here: I will post it when it is done.")


def duration(seconds: float) -> str:
    """A length of time to the nearest useful step."""
    if seconds < 90:
        return say("{seconds} s", seconds=number(max(1, round(seconds))))
    minutes = round(seconds / 60)
    if minutes < 90:
        return say("{minutes} min", minutes=number(minutes))
    return say("{hours} h", hours=number(round(minutes / 60)))


def cost(price: int, remaining: int | None) -> str:
    """The price and what is left after it."""
    paid = in_credits(price)
    return paid if remaining is None else say("{paid}, {left} left", paid=paid, left=number(remaining))


def pictures(count: int) -> str:
    """How many were asked for."""
    return plural("{count} picture", "{count} pictures", count)


def fewer(delivered: int, wanted: int) -> str:
    """Said when part of the pictures failed."""
    return say(
        "{delivered} of {wanted} pictures worked out; the credits for the rest are back.",
        delivered=number(delivered),
        wanted=number(wanted),
    )


LINKED = Phrase(
    "I could not attach this here. The image service shows it for a while, and `/history` keeps it for you:"
)


def ready_mention(user_id: int, link: str) -> str:
    """The reply after a long wait. Names the requester, who is the only one pinged."""
    return say("{who} your picture is ready: {link}", who=who(user_id), link=link)


def moved(link: str | None) -> str:
    """What the old card says when the pictures had to go elsewhere; no link means a direct message."""
    if link is None:
        return say("Done. I sent you the picture in a direct message.")
    return say("Done. Your picture is here: {link}", link=link)


def error_line(error_id: str) -> str:
    """How a person quotes a failure."""
    return say("Error id `{error_id}`", error_id=error_id)
