"""The face's sentences, for a reader without buttons and Markdown."""

import re
from datetime import UTC, datetime

from bot.chat.words import failure, refusal
from bot.domain.errors import InklingError
from bot.domain.job import Job

_MARKS = re.compile(r"\*\*|`")


def plain(text: str) -> str:
    """Without Discord's marks."""
    return _MARKS.sub("", text)


def when(moment_ms: int) -> str:
    """A moment in UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC).strftime("at %H:%M UTC")


def why_refused(error: InklingError) -> str:
    """Why nothing was sent."""
    return plain(refusal(error, when=when))


def why_failed(job: Job) -> str:
    """What happened, whether it was charged, what to do."""
    words = failure(job.failure_code)
    then = "Run the same command again in a minute." if words.again else words.next
    return plain(f"{words.happened} {words.charged} {then}") + f" (error {job.error_id}, {job.failure_code})"
