"""The card with the pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.chat.cards.parts import (
    ALT_ROOM,
    FINE,
    Layout,
    Piece,
    asked_by,
    layout,
    options_of,
    prompt_of,
    sizes_of,
    small,
    text,
)
from bot.chat.results.buttons import rows_of
from bot.chat.safety.report_button import ReportButton, has_moderators
from bot.chat.text import clip, plain
from bot.chat.withheld import WithheldButton
from bot.chat.words import failure, status
from bot.chat.words.withheld import kept
from bot.domain.job import Job, Picture
from bot.engine.course import cause


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is uploaded."""

    picture: Picture
    #: Name of the attachment in the same message.
    filename: str
    spoiler: bool


def result_card(job: Job, shown: Sequence[Shown], made: int, *, withheld: int = 0) -> Layout:
    """The pictures of this message, of `made` in all, and how they were asked for."""
    pictures = [each.picture for each in shown]
    pieces: list[Piece] = [gallery(job, shown)] if shown else []
    pieces.append(
        text(
            prompt_of(job),
            *(_fewer(job, made) if made < job.request.count else ()),
            small(
                options_of(job.request),
                sizes_of(pictures),
                status.cost(job.unit_price * made, None),
                asked_by(job),
            ),
        )
    )
    if withheld:
        pieces.append(text(kept(withheld)))
    if withheld:
        pieces.append(ui.ActionRow(WithheldButton(job.id)))
    making, handling = rows_of(job)
    if has_moderators(job):
        handling.add_item(ReportButton(job.id))
    return layout(FINE, [*pieces, making, handling])


def _fewer(job: Job, made: int) -> tuple[str, str]:
    """How many came, and in small print why the others did not."""
    quoted_as = status.error_line(job.error_id) if job.error_id else ""
    return status.fewer(made, job.request.count), small(failure(cause(job).failure_code).happened, quoted_as)


def extra_card(job: Job, shown: Sequence[Shown]) -> Layout:
    """More pictures of a job whose files do not fit into one message."""
    return layout(FINE, [gallery(job, shown)])


def gallery(job: Job, shown: Sequence[Shown]) -> ui.MediaGallery[ui.LayoutView]:
    """The pictures with their alt text."""
    items = [
        discord.MediaGalleryItem(
            f"attachment://{each.filename}", description=alt_text(job, each.picture), spoiler=each.spoiler
        )
        for each in shown
    ]
    return ui.MediaGallery(*items)


def alt_text(job: Job, picture: Picture) -> str:
    """What a screen reader says: the requester's description, else the prompt."""
    return clip(plain(picture.alt_text or job.request.prompt), ALT_ROOM)
