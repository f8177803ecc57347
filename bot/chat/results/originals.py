"""The files as the gateway made them, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord

from bot.chat.explain import whisper
from bot.chat.upload import ending_of, marker
from bot.chat.wire import UploadTooLarge, told_apart
from bot.chat.words import results as words
from bot.domain.job import Job, Picture


async def send_originals(
    interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture], *, folder: Path
) -> None:
    """Send them untouched, one message each if they do not fit into one."""
    if any(picture.bytes > interaction.filesize_limit for picture in pictures):
        await whisper(interaction, words.TOO_LARGE())
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        await _send(interaction, job, pictures, folder)
    except UploadTooLarge:
        # The limit an interaction names is only a hint.
        await whisper(interaction, words.TOO_LARGE())


async def _send(
    interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture], folder: Path
) -> None:
    files = []
    for place, each in enumerate(pictures):
        path = folder / each.path
        files.append(discord.File(path, filename=f"{marker(job.id, place)}.{ending_of(path, each)}"))
    try:
        with told_apart():
            await interaction.edit_original_response(content=words.ORIGINALS(), attachments=files)
    finally:
        for file in files:
            file.close()
