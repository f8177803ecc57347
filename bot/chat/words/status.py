"""What the status card, the result and the end of a job say."""

from bot.domain.job import JobState
from bot.engine.front import Progress

CANCEL = "Cancel"
AGAIN = "Try again"

CANCELLED = "This one was stopped."
CANCELLED_FREE = "Nothing was charged; your credits are back."
CANCELLED_LATE = "The image service may still finish it on its side; that costs you nothing."
MOVED_TO_DM = "Done. I sent you the picture in a direct message."

_HEADLINES = {
    JobState.QUEUED: "Waiting to start",
    JobState.SUBMITTING: "Handing it to the image service",
    JobState.UNKNOWN: "Checking with the image service",
    JobState.RUNNING: "Painting",
    JobState.FETCHING: "Fetching the picture",
    JobState.READY: "Posting the picture",
    JobState.DELIVERING: "Posting the picture",
    JobState.DONE: "Done",
    JobState.FAILED: "This did not work out",
    JobState.CANCELLED: "Cancelled",
    JobState.UNDELIVERABLE: "I could not hand it over",
}
_SLOW = 1.5
_VERY_SLOW = 3.0


def headline(state: JobState, progress: Progress) -> str:
    """Where the job is, in a few words."""
    if state is JobState.RUNNING and not progress.painting:
        return queued(progress.position)
    if state is JobState.SUBMITTING and progress.painting:
        return _HEADLINES[JobState.RUNNING]
    return _HEADLINES[state]


def queued(position: int | None) -> str:
    """Waiting at the gateway; a place only where there is one."""
    if position is None or position < 1:
        return "In the queue"
    return "Next in the queue" if position == 1 else f"In the queue, number {position}"


def usual(seconds: float) -> str:
    """How long jobs like this take."""
    return f"usually {duration(seconds)}"


def patience(elapsed: float, usual_seconds: float) -> str:
    """A word when it takes longer than usual; empty before that."""
    if elapsed < _SLOW * usual_seconds:
        return ""
    if elapsed < _VERY_SLOW * usual_seconds:
        return "A little slower than usual; I am still on it."
    return "Much slower than usual. You need not wait here: I will post it when it is done."


def duration(seconds: float) -> str:
    """A length of time to the nearest useful step."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{round(minutes / 60)} h"


def cost(price: int, remaining: int | None) -> str:
    """The price and what is left after it."""
    paid = f"{price:,} credit" if price == 1 else f"{price:,} credits"
    return paid if remaining is None else f"{paid}, {remaining:,} left today"


def fewer(delivered: int, asked: int) -> str:
    """Said when part of the pictures failed."""
    return f"{delivered} of {asked} pictures worked out; the credits for the rest are back."


def ready_mention(user_id: int, link: str) -> str:
    """The reply after a long wait. Names the requester, who is the only one pinged."""
    return f"<@{user_id}> your picture is ready: {link}"


def moved(link: str) -> str:
    """What the old card says when the pictures had to go into a message of their own."""
    return (
        f"Done. Your picture is here: {link}" if link else "Done. I sent you the picture in a direct message."
    )


def error_line(error_id: str) -> str:
    """How a person quotes a failure."""
    return f"Error id `{error_id}`"
