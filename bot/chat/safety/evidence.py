"""Reported pictures from disk, ready to be shown to moderators behind a spoiler."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import discord

from bot.chat.settings import DEFAULT_UPLOAD_LIMIT
from bot.chat.upload import ending_of
from bot.chat.words import reports
from bot.domain.errors import ImageRejected
from bot.domain.job import Picture
from bot.gateways.encode import fit_under

#: Discord's most files in one message; no job makes more.
_MOST = 10
#: Not those of the pictures, which say whose they are.
_NAME = "SPOILER_report-{number}.{ending}"

Exhibit = tuple[str, Path | bytes]


async def exhibits(pictures: Sequence[Picture], *, folder: Path) -> list[Exhibit]:
    """File names and contents; without what is no longer on disk or cannot be made to fit."""
    found = []
    for number, picture in enumerate(pictures[:_MOST], start=1):
        try:
            source = await fit_under(folder / picture.path, DEFAULT_UPLOAD_LIMIT)
        except ImageRejected:
            continue
        found.append((_NAME.format(number=number, ending=ending_of(source, picture)), source))
    return found


@contextmanager
def opened(found: Sequence[Exhibit]) -> Iterator[list[discord.File]]:
    """The files, open for as long as they are being sent."""
    files: list[discord.File] = []
    try:
        for name, source in found:
            content = BytesIO(source) if isinstance(source, bytes) else source
            files.append(discord.File(content, filename=name, description=reports.ALT()))
        yield files
    finally:
        for file in files:
            file.close()
