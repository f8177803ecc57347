"""Everything there is to know of a result, for one reader."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.chat.cards.parts import (
    FINE,
    Layout,
    Piece,
    asked_by,
    layout,
    options_of,
    prompt_of,
    small,
    text,
)
from bot.chat.results.buttons import Act, ResultButton
from bot.chat.text import quoted
from bot.chat.words import relative, status
from bot.chat.words import results as words
from bot.chat.words.lists import listed
from bot.domain.job import Job, Picture

_ROOM = 700


def details_card(job: Job, pictures: Sequence[Picture], *, favourites: int, may_describe: bool) -> Layout:
    """What was asked, what came of it, when and for how much, and how many like it."""
    revised = dict.fromkeys(each.revised_prompt for each in pictures if each.revised_prompt)
    described = dict.fromkeys(each.alt_text for each in pictures if each.alt_text)
    facts = [
        f"### {words.DETAILS()}",
        prompt_of(job),
        *(words.revised(quoted(said, _ROOM)) for said in revised),
        *(words.described(quoted(said, _ROOM)) for said in described),
        options_of(job.request),
        *(words.weight(each.width, each.height, each.format, each.bytes) for each in pictures),
        listed((words.asked(relative(job.created_at)), words.took(status.duration(_seconds(job))))),
        status.cost(job.unit_price * len(pictures), None) if pictures else "",
    ]
    liked = words.favourites(favourites) if favourites else ""
    pieces: list[Piece] = [text(*facts, small(words.job(job.id), asked_by(job), liked))]
    if may_describe:
        pieces.append(ui.ActionRow(ResultButton(Act.DESCRIBE, job.id)))
    return layout(FINE, pieces)


def _seconds(job: Job) -> float:
    """From the first submit to the end."""
    sent = [task.submit_started_at for task in job.tasks if task.submit_started_at is not None]
    return (job.state_at - min(sent, default=job.created_at)) / 1000
