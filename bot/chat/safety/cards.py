"""Cards for moderators: what was done, and reported pictures. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.chat.cards.parts import FAULT, FINE, QUIET, Layout, Piece, layout, prompt_of, small, text
from bot.chat.delivery import Way, place_of
from bot.chat.safety.presses import (
    DecideButton,
    ReportBlockButton,
    UndoButton,
)
from bot.chat.wire import jump_link
from bot.chat.words import modlog, reports
from bot.chat.words.lists import labelled
from bot.domain.job import Job
from bot.domain.safety import Case, Decision, ModAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What moderators need to decide about a picture."""

    job: Job
    #: Names of the attachments in the same message; empty if the files are gone.
    filenames: Sequence[str]
    #: Whether this guild lets moderators see prompts.
    show_prompts: bool


def action_card(action: ModAction) -> Layout:
    """One entry of the mod-log."""
    pieces: list[Piece] = [
        text(f"### {modlog.headline(action)}", modlog.told(action), small(*modlog.facts(action)))
    ]
    if action.can_be_undone:
        pieces.append(ui.ActionRow(UndoButton(action.id)))
    return layout(QUIET, pieces)


def case_card(case: Case, evidence: Evidence) -> Layout:
    """A report that waits for a decision."""
    job = evidence.job
    link = link_to(job)
    pieces: list[Piece] = [text(f"### {reports.TITLE()}", reports.voices(case.reports))]
    if evidence.filenames:
        pieces.append(_gallery(evidence.filenames))
    pieces += [
        text(
            *_prompt(evidence),
            "" if evidence.filenames else reports.NO_FILES(),
            small(
                reports.asked(job.origin.user_id, job.origin.channel_id, job.created_at),
                reports.link(reports.GO_TO_PICTURE(), link) if link else "",
            ),
        ),
        ui.ActionRow(
            DecideButton(Decision.KEEP, case.id),
            DecideButton(Decision.DELETE, case.id),
            ReportBlockButton(case.id),
            DecideButton(Decision.REFUND, case.id),
        ),
    ]
    return layout(FAULT, pieces)


def decided_card(case: Case, job: Job | None, outcome: str) -> Layout:
    """A report that moderators have decided; `outcome` is what came of it."""
    decision = case.decision or Decision.KEEP
    link = link_to(job) if job and not decision.removes else None
    asked = reports.asked(job.origin.user_id, job.origin.channel_id, job.created_at) if job else ""
    return layout(
        FINE,
        [
            text(
                f"### {labelled(reports.TITLE(), reports.decided(decision))}",
                outcome,
                reports.voices(case.reports),
                small(
                    reports.by_whom(case),
                    asked,
                    reports.link(reports.GO_TO_PICTURE(), link) if link else "",
                ),
            )
        ],
    )


def link_to(job: Job) -> str | None:
    """Where the picture was handed over, if others can go there."""
    if job.delivered_message_id is None or place_of(job) is Way.DM or job.private:
        return None
    return jump_link(job.origin.guild_id, job.origin.channel_id, job.delivered_message_id)


def _prompt(evidence: Evidence) -> tuple[str, ...]:
    """The words of the request. A report shows those of a private one as well."""
    job = evidence.job
    if job.forgotten_at is not None:
        return (reports.PROMPT_GONE(),)
    if job.private:
        return prompt_of(job), small(reports.PRIVATE())
    return (prompt_of(job),) if evidence.show_prompts else (small(reports.PROMPT_HIDDEN()),)


def _gallery(filenames: Sequence[str]) -> ui.MediaGallery[Layout]:
    items = [
        discord.MediaGalleryItem(f"attachment://{name}", description=reports.ALT(), spoiler=True)
        for name in filenames
    ]
    return ui.MediaGallery(*items)
