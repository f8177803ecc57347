"""A picture that is shown once more. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.chat.cards.parts import FINE, Layout, layout, prompt_of, small, text
from bot.chat.cards.result import Shown, gallery
from bot.chat.results.buttons import Act, ResultButton
from bot.chat.safety.report_button import ReportButton
from bot.chat.words import relative
from bot.chat.words import showcase as words
from bot.domain.job import Job


def showcase_card(job: Job, shown: Sequence[Shown], *, link: str) -> Layout:
    """The pictures, whose they are, and the way to the original."""
    row: ui.ActionRow[Any] = ui.ActionRow(
        ResultButton(Act.FAVOURITE, job.id),
        ui.Button(label=words.OPEN_ORIGINAL(), url=link),
        ReportButton(job.id),
    )
    facts = (words.credit(job.origin.user_id), relative(job.created_at))
    return layout(FINE, [gallery(job, shown), text(prompt_of(job), small(*facts)), row])
