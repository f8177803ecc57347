"""Sending pictures untouched, in as many archives as Discord takes in one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import discord

from bot.chat.explain import whisper
from bot.chat.own_data import LEAST, most_files
from bot.chat.wire import UploadTooLarge, told_apart
from bot.chat.words import mine, results
from bot.domain.errors import DeliveryRefused

#: Room for what a zip file adds to each entry, and for its end.
_ENTRY, _END = 512, 1024


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as the gateway made it."""

    path: Path
    #: As it is called in the archive.
    name: str
    bytes: int


async def send_archives(interaction: discord.Interaction[Any], files: Sequence[Original]) -> None:
    """Send them to the asker alone, who waits for an answer; what cannot be sent is said."""
    if not files:
        await whisper(interaction, results.GONE())
        return
    waiting = list(files)
    sent = await _send_what_fits(interaction, waiting)
    if not waiting and sent:
        return
    said = [mine.DOWNLOADED(), mine.NO_MORE()] if sent else [results.TOO_LARGE()]
    await interaction.edit_original_response(content="\n".join(said))


async def _send_what_fits(interaction: discord.Interaction[Any], waiting: list[Original]) -> int:
    """Send archives and take what they hold off the list; how many were sent."""
    limit, sent = interaction.filesize_limit, 0
    left: list[Original] = []
    while waiting and sent < most_files(interaction):
        count = how_many_fit([each.bytes for each in waiting], limit)
        if not count:
            left.append(waiting.pop(0))
            continue
        archive = await asyncio.to_thread(_zipped, waiting[:count])
        try:
            await _send(interaction, discord.File(archive, f"pictures-{sent + 1}.zip"), first=not sent)
        except UploadTooLarge:
            # The limit an interaction names is only a hint.
            limit //= 2
            if limit < LEAST:
                break
        except (DeliveryRefused, OSError):
            break
        else:
            del waiting[:count]
            sent += 1
    waiting += left
    return sent


def how_many_fit(sizes: Sequence[int], limit: int) -> int:
    """How many files of those sizes (bytes), from the first on, an archive of at most `limit` bytes holds."""
    taken = _END
    for count, size in enumerate(sizes):
        taken += size + _ENTRY
        if taken > limit:
            return count
    return len(sizes)


async def _send(interaction: discord.Interaction[Any], archive: discord.File, *, first: bool) -> None:
    with told_apart():
        if first:
            await interaction.edit_original_response(content=mine.DOWNLOADED(), attachments=[archive])
        else:
            await interaction.followup.send(file=archive, ephemeral=True)


def _zipped(files: Sequence[Original]) -> BytesIO:
    """An archive. The files are packed already, so they are stored as they are."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for each in files:
            archive.write(each.path, each.name)
    content.seek(0)
    return content
