"""The card of a job under way."""

import math

from discord import ui

from bot.chat.buttons import CancelButton
from bot.chat.cards.parts import WORKING, Layout, Piece, asked_by, layout, options_of, prompt_of, small, text
from bot.chat.words import relative, status
from bot.chat.words.lists import listed
from bot.domain.job import Job, JobState
from bot.engine.front import Progress

_STEPS = 12
_FULL, _EMPTY = "▰", "▱"
#: From here on the pictures exist and are paid for.
_TOO_LATE = frozenset({JobState.READY, JobState.DELIVERING})


def status_card(job: Job, progress: Progress, now_ms: int) -> Layout:
    """Where a job is: `status_key` in words."""
    headline, progress_bar, usual, patience, cost = status_key(job, progress, now_ms)
    pieces: list[Piece] = [
        text(f"### {headline}", prompt_of(job)),
        text(
            f"{progress_bar}  {listed((usual, status.asked(relative(job.created_at))))}",
            patience,
            small(options_of(job.request), cost, asked_by(job)),
        ),
    ]
    if job.state not in _TOO_LATE:
        pieces.append(ui.ActionRow(CancelButton(job.id)))
    return layout(WORKING, pieces)


def status_key(job: Job, progress: Progress, now_ms: int) -> tuple[str, str, str, str, str]:
    """All that changes on the card: headline, bar, usual time, word of patience, cost.

    The same key makes the same card.
    """
    elapsed = max(0.0, (now_ms - _begun_at(job, now_ms)) / 1000)
    return (
        status.headline(job.state, progress),
        bar(elapsed, progress.usual_seconds),
        status.usual(progress.usual_seconds),
        status.patience(elapsed, progress.usual_seconds),
        status.cost(job.price, progress.remaining),
    )


def _begun_at(job: Job, now_ms: int) -> int:
    """When it was first sent. Waiting for its turn does not fill the bar."""
    sent = [task.submit_started_at for task in job.tasks if task.submit_started_at is not None]
    return min(sent, default=now_ms)


def bar(elapsed: float, usual_seconds: float) -> str:
    """Elapsed against usual time. It never fills before the picture is there."""
    share = elapsed / usual_seconds if usual_seconds > 0 else 1.0
    full = min(_STEPS - 1, math.floor(share * _STEPS))
    return _FULL * full + _EMPTY * (_STEPS - full)
