"""Stopping a job on request. What the gateway has begun cannot be called back."""

from enum import StrEnum

from bot.domain.job import Job
from bot.engine.course import PAID


class CancelOutcome(StrEnum):
    """What came of the wish to stop."""

    REQUESTED = "requested"  # it stops; the reserve goes back
    TOO_LATE = "too_late"  # the pictures are made and paid
    ALREADY_ENDED = "already_ended"  # nothing to stop


def judge_cancel(job: Job | None) -> CancelOutcome:
    """What can still be done about a job; `None` is one nobody knows."""
    if job is None or job.state.is_terminal:
        return CancelOutcome.ALREADY_ENDED
    return CancelOutcome.TOO_LATE if job.state in PAID else CancelOutcome.REQUESTED
