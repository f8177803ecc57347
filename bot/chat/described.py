"""Giving the pictures of a message that was posted other descriptions. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.chat.cards import alt_text
from bot.chat.upload import place_in
from bot.domain.job import Job, Picture


def described(message: discord.Message, job: Job, posted: Sequence[Picture]) -> ui.LayoutView | None:
    """The message as it is, but with these descriptions; `None` if it has them.

    `posted` are the pictures by their places, whether this message or another has them.
    """
    view = ui.LayoutView.from_message(message, timeout=None)
    changed = False
    for gallery in _galleries(view):
        items = [_with(each, job, posted) for each in gallery.items]
        changed |= any(
            new.description != old.description for new, old in zip(items, gallery.items, strict=True)
        )
        gallery.items = items
    return view if changed else None


def pictures_shown(message: discord.Message) -> int:
    """How many of a job's pictures a message shows."""
    view = ui.LayoutView.from_message(message, timeout=None)
    names = (_name(each) for gallery in _galleries(view) for each in gallery.items)
    return sum(place_in(name) is not None for name in names)


def _galleries(view: ui.LayoutView) -> Iterator[ui.MediaGallery[ui.LayoutView]]:
    return (item for item in view.walk_children() if isinstance(item, ui.MediaGallery))


def _with(item: discord.MediaGalleryItem, job: Job, posted: Sequence[Picture]) -> discord.MediaGalleryItem:
    # The address that is shown ends after a day; the file stays with the message.
    name = _name(item)
    place = place_in(name)
    picture = posted[place] if place is not None and place < len(posted) else None
    description = alt_text(job, picture) if picture else item.description
    return discord.MediaGalleryItem(f"attachment://{name}", description=description, spoiler=item.spoiler)


def _name(item: discord.MediaGalleryItem) -> str:
    return PurePosixPath(urlsplit(item.media.url).path).name
