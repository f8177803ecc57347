"""Cards of jobs that ended without pictures in this place."""

from discord import ui

from bot.chat.buttons import RetryButton
from bot.chat.cards.parts import (
    FAULT,
    FINE,
    QUIET,
    Layout,
    Piece,
    asked_by,
    layout,
    options_of,
    prompt_of,
    small,
    text,
)
from bot.chat.words import failure, status
from bot.domain.job import Job, JobState
from bot.engine.front import Progress

UNDELIVERABLE = "undeliverable"


def ended_card(job: Job, *, operator_knows: bool = False) -> Layout:
    """What became of a job that was cancelled or failed, or whose pictures could not be handed over."""
    if job.state is JobState.CANCELLED:
        return _cancelled(job)
    return _failed(job, operator_knows=operator_knows)


def moved_card(job: Job, link: str | None) -> Layout:
    """Left where the pictures were expected, when they are elsewhere; no link means a direct message."""
    return layout(FINE, [text(status.moved(link), prompt_of(job), small(options_of(job.request)))])


def _failed(job: Job, *, operator_knows: bool) -> Layout:
    code = UNDELIVERABLE if job.state is JobState.UNDELIVERABLE else job.failure_code
    said = failure(code, operator_knows=operator_knows)
    pieces: list[Piece] = [
        text(f"### {status.headline(job.state, Progress())}", prompt_of(job)),
        text(
            said.happened,
            f"{said.charged} {said.next}",
            small(
                status.error_line(job.error_id) if job.error_id else "",
                options_of(job.request),
                asked_by(job),
            ),
        ),
    ]
    if said.again:
        pieces.append(ui.ActionRow(RetryButton(job.id)))
    return layout(FAULT, pieces)


def _cancelled(job: Job) -> Layout:
    sent = any(task.submit_attempt for task in job.tasks)
    return layout(
        QUIET,
        [
            text(f"### {status.headline(job.state, Progress())}", prompt_of(job)),
            text(
                f"{status.CANCELLED()} {status.CANCELLED_FREE()}",
                status.CANCELLED_LATE() if sent else "",
                small(options_of(job.request), asked_by(job)),
            ),
            ui.ActionRow(RetryButton(job.id)),
        ],
    )
