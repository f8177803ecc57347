"""The files as the gateway made them, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord

from bot.chat.cards import alt_text
from bot.chat.explain import whisper
from bot.chat.upload import ending_of, marker
from bot.chat.wire import UploadTooLarge, told_apart
from bot.chat.words import results as words
from bot.domain.job import Job, Picture


async def send_originals(
    interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture], *, folder: Path
) -> None:
    """Send untouched what Discord takes, in one message, and say so if that is not all of it."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    there = [each for each in pictures if (folder / each.path).is_file()]
    fitting = [each for each in there if each.bytes <= interaction.filesize_limit]
    while fitting:
        said = [words.ORIGINALS(), *([words.TOO_LARGE()] if len(fitting) < len(there) else [])]
        try:
            await _send(interaction, job, fitting, folder, said="\n".join(said))
        except UploadTooLarge:
            # The limit an interaction names is only a hint.
            largest = max(each.bytes for each in fitting)
            fitting = [each for each in fitting if each.bytes < largest]
        else:
            return
    await whisper(interaction, words.TOO_LARGE())


async def _send(
    interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture], folder: Path, *, said: str
) -> None:
    files = []
    for each in pictures:
        path = folder / each.path
        name = f"{marker(job.id, each.index)}.{ending_of(path, each)}"
        files.append(discord.File(path, filename=name, description=alt_text(job, each)))
    try:
        with told_apart():
            await interaction.edit_original_response(content=said, attachments=files)
    finally:
        for file in files:
            file.close()
