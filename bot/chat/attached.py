"""Pictures to go by: attached to a command, found in a message, or made here before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord

from bot.domain.reference import FileLink, check_bytes, check_number
from bot.gateways.catalogue import Catalogue
from bot.gateways.intake import Intake

#: Options for them; a model may take fewer.
MOST = 4
_FIRST = "reference"


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture made here before."""

    path: Path


Attached = Sequence[FileLink | Kept]


def linked(attachment: discord.Attachment) -> FileLink:
    """What is kept of an attachment."""
    return FileLink(attachment.filename, attachment.size, attachment.url)


def option_names(models: Catalogue) -> tuple[str, ...]:
    """The options worth offering: as many as the best model takes."""
    most = max((model.max_references for model in models.models.values()), default=0)
    return all_names()[:most]


def all_names() -> tuple[str, ...]:
    """The options there can be."""
    return (_FIRST, *(f"{_FIRST}{number}" for number in range(2, MOST + 1)))


def number_attached(interaction: discord.Interaction[Any]) -> int:
    """How many are attached while the command is still being written."""
    data: dict[str, Any] = dict(interaction.data or {})
    kinds = [option["type"] for option in data.get("options", ())]
    return kinds.count(discord.AppCommandOptionType.attachment.value)


def check(models: Catalogue, model: str, attached: Attached) -> None:
    """Refuse what can be refused by what Discord says of the files.

    Raises:
        UnknownModel, TooManyReferences, ReferenceRejected: nothing was fetched.
    """
    if attached:
        check_number(models.get(model), len(attached), models.models.values())
    for each in attached:
        # What was made here may be larger: it is shrunk.
        if isinstance(each, FileLink) and each.size is not None:
            check_bytes(each.filename, each.size)


async def take_in(intake: Intake, attached: Attached) -> tuple[str, ...]:
    """Fetch and keep them, one after another; their names.

    Raises:
        ReferenceRejected: one is not taken.
    """
    return tuple([await _taken(intake, each) for each in attached])


async def _taken(intake: Intake, source: FileLink | Kept) -> str:
    if isinstance(source, Kept):
        return await intake.from_file(source.path)
    return await intake.from_url(source.url, name=source.filename)
