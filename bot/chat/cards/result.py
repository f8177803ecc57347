"""The card with the pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from bot.chat.words import failure, results, status
from bot.chat.words.withheld import kept
from bot.domain.job import Job, Picture
from bot.engine.course import cause

_ADDRESS = re.compile(r"https?://[^\s<>()|`\\\[\]]+")
#: Characters of a card's 4,000 that addresses may have together.
_LINK_ROOM = 2400


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is uploaded."""

    picture: Picture
    #: Name of the attachment in the same message.
    filename: str
    spoiler: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A picture that could not be attached, and where the image service shows it."""

    picture: Picture
    #: As `linkable` gives it. Hidden in repr: it may be signed.
    address: str = field(repr=False)
    spoiler: bool


def result_card(job: Job, shown: Sequence[Shown], made: int, *, withheld: int = 0) -> Layout:
    """The pictures of this message, of `made` in all, and how they were asked for."""
    pieces: list[Piece] = [gallery(job, shown)] if shown else []
    pieces.append(_told(job, [each.picture for each in shown], made))
    return layout(FINE, [*pieces, *_handles(job, withheld)])


def linkable(addresses: Sequence[str]) -> tuple[str, ...]:
    """The addresses as they stand in a card; nothing if one of them cannot, or there is no room for all."""
    # A parenthesis would end the link.
    written = [each.replace("(", "%28").replace(")", "%29") for each in addresses]
    fits = sum(map(len, written)) <= _LINK_ROOM and all(map(_ADDRESS.fullmatch, written))
    return tuple(written) if fits else ()


def linked_card(job: Job, linked: Sequence[Linked], made: int, *, withheld: int = 0) -> Layout:
    """Links in place of pictures that could not be attached, of `made` in all."""
    links = [_link(place, each) for place, each in enumerate(linked, start=1)]
    told = _told(job, [each.picture for each in linked], made)
    return layout(FINE, [text(status.LINKED(), " · ".join(links)), told, *_handles(job, withheld)])


def _link(place: int, linked: Linked) -> str:
    link = f"[{results.picture(place)}]({linked.address})"
    return f"||{link}||" if linked.spoiler else link


def _told(job: Job, pictures: Sequence[Picture], made: int) -> Piece:
    """How they were asked for, and what became of it."""
    facts = small(
        options_of(job.request),
        sizes_of(pictures),
        status.cost(job.unit_price * made, None),
        asked_by(job),
    )
    return text(prompt_of(job), *(_fewer(job, made) if made < job.request.count else ()), facts)


def _handles(job: Job, withheld: int) -> list[Piece]:
    """What can be done with them."""
    pieces: list[Piece] = []
    if withheld:
        pieces.append(text(kept(withheld)))
        pieces.append(ui.ActionRow(WithheldButton(job.id)))
    making, handling = rows_of(job)
    if has_moderators(job):
        handling.add_item(ReportButton(job.id))
    return [*pieces, making, handling]


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
