"""Pictures to go by: attached to a command, found in a message, or made here before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord

from bot.domain.errors import ReferenceRejected
from bot.domain.reference import Attached, FileLink, Painted, check_bytes, check_number, most_taken
from bot.domain.request import ImageRequest
from bot.gateways.catalogue import Catalogue
from bot.gateways.intake import Intake

#: Options for them; a model may take fewer.
MOST = 4
_FIRST = "reference"


def linked(attachment: discord.Attachment) -> FileLink:
    """What is kept of an attachment."""
    return FileLink(attachment.filename, attachment.size, attachment.url)


def option_names(models: Catalogue) -> tuple[str, ...]:
    """The options worth offering: as many as the best model takes."""
    return all_names()[: most_taken(models.models.values())]


def all_names() -> tuple[str, ...]:
    """The options there can be."""
    return (_FIRST, *(f"{_FIRST}{number}" for number in range(2, MOST + 1)))


def number_attached(interaction: discord.Interaction[Any]) -> int:
    """How many are attached while the command is still being written."""
    data: dict[str, Any] = dict(interaction.data or {})
    kinds = [option["type"] for option in data.get("options", ())]
    return kinds.count(discord.AppCommandOptionType.attachment.value)


def uploaded(interaction: discord.Interaction[Any], chosen: str) -> tuple[FileLink, ...]:
    """The files that came with a window, of the ids that its input names."""
    data: dict[str, Any] = dict(interaction.data or {})
    files = data.get("resolved", {}).get("attachments", {})
    found = (files[each] for each in chosen.split(",") if each in files)
    return tuple(FileLink(each["filename"], each["size"], each["url"]) for each in found)


def check(models: Catalogue, request: ImageRequest, attached: Attached) -> None:
    """Refuse what can be refused by what Discord says of the files.

    Raises:
        UnknownModel, TooManyReferences, ReferenceRejected: nothing was fetched.
    """
    if attached:
        number = len(request.references) + len(attached)
        check_number(models.get(request.model), number, models.models.values())
    for place, each in enumerate(attached):
        # What was made here may be larger: it is shrunk.
        if isinstance(each, FileLink) and each.size is not None:
            with _at(place):
                check_bytes(each.filename, each.size)


async def take_in(intake: Intake, attached: Attached, *, images_dir: Path) -> tuple[str, ...]:
    """Fetch and keep them, one after another; their names. `images_dir` is where painted ones are.

    Raises:
        ReferenceRejected: one is not taken.
    """
    names = []
    for place, each in enumerate(attached):
        with _at(place):
            names.append(await _taken(intake, each, images_dir))
    return tuple(names)


async def _taken(intake: Intake, source: FileLink | Painted, images_dir: Path) -> str:
    if isinstance(source, Painted):
        return await intake.from_file(images_dir / source.name)
    return await intake.from_url(source.url, name=source.filename)


@contextmanager
def _at(place: int) -> Iterator[None]:
    """Note which one was not taken: several may be called alike."""
    try:
        yield
    except ReferenceRejected as rejected:
        rejected.place = place
        raise
