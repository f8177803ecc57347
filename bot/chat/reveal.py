"""Pictures that were withheld from a channel, shown to their requester alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import discord

from bot.chat.cards import Shown, extra_card, result_card
from bot.chat.cards.parts import Layout
from bot.chat.explain import whisper
from bot.chat.policy import Policy
from bot.chat.upload import Rung, Upload, opened, prepare
from bot.chat.wire import UploadTooLarge, told_apart
from bot.chat.words import withheld
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture
from bot.store.jobs import Jobs
from bot.store.pictures import Pictures

#: Discord's most files in one message; no job makes more.
_MOST_FILES = 10

#: Makes the card of pictures that are sent with it.
Draw = Callable[[Sequence[Shown]], Layout]


class Reveal:
    """Shows them on request."""

    def __init__(self, *, jobs: Jobs, pictures: Pictures, policy: Policy, images_dir: Path) -> None:
        self._jobs = jobs
        self._pictures = pictures
        self._policy = policy
        self._images_dir = images_dir

    async def show(self, interaction: discord.Interaction[Any], job_id: str) -> None:
        """Answer the requester with what the gateway called unsafe, and anybody else with why not."""
        job = await self._jobs.get(job_id)
        if job is not None and job.origin.user_id != interaction.user.id:
            await whisper(interaction, withheld.NOT_YOURS())
            return
        pictures = [each for each in await self._pictures.of(job_id) if each.nsfw]
        if job is None or not pictures:
            await whisper(interaction, withheld.GONE())
            return
        # Nobody knows how long encoding takes.
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await self._send(interaction, job, pictures, draw=lambda shown: extra_card(job, shown))
        except DeliveryRefused:
            await interaction.edit_original_response(content=withheld.GONE())

    async def reopen(self, interaction: discord.Interaction[Any], job: Job) -> None:
        """Show a result once more, to who may see it, with all that can be done with it."""
        pictures = await self._pictures.of(job.id)
        seen = await self._policy.seen_by(interaction.user.id, job, pictures)

        def draw(shown: Sequence[Shown]) -> Layout:
            return result_card(job, shown, len(pictures), withheld=len(pictures) - len(seen))

        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await self._send(interaction, job, seen, draw=draw)
        except DeliveryRefused:
            await interaction.edit_original_response(content=withheld.GONE())

    async def _send(
        self, interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture], *, draw: Draw
    ) -> None:
        rung: Rung | None = Rung(interaction.filesize_limit, _MOST_FILES)
        while rung is not None:
            folder, limit = self._images_dir, rung.limit
            uploads = await prepare(job, pictures, folder=folder, limit=limit, hides=lambda _: False)
            try:
                await _post(interaction, job, uploads, draw([upload.shown for upload in uploads]))
            except UploadTooLarge:
                rung = rung.below(max(upload.size for upload in uploads))
            else:
                return
        raise DeliveryRefused("too_large")


async def _post(
    interaction: discord.Interaction[Any], job: Job, uploads: Sequence[Upload], card: Layout
) -> None:
    with opened(uploads, job) as files, told_apart():
        await interaction.edit_original_response(view=card, attachments=files)
