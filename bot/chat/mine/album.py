"""The album: a page of somebody's pictures, small, to be turned, opened and downloaded."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards import alt_text
from bot.chat.cards.parts import QUIET, Layout, Piece, layout, options_of, small, text
from bot.chat.delivery import Way, place_of
from bot.chat.mine.archives import Original, send_archives
from bot.chat.mine.items import (
    DownloadAllButton,
    DownloadButton,
    NextButton,
    OpenMenu,
    PreviousButton,
    UseMenu,
)
from bot.chat.mine.look import PAGE, Look
from bot.chat.own_data import most_files
from bot.chat.panels.paging import which
from bot.chat.text import in_quotes, plain, quoted
from bot.chat.upload import ending_of, marker
from bot.chat.wire import jump_link, told_apart
from bot.chat.words import mine, relative
from bot.domain.errors import ImageRejected
from bot.domain.job import Job, JobState, Picture
from bot.domain.reference import most_taken
from bot.gateways.thumbnails import thumbnail
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

_PROMPT_ROOM = 200
_OPTION_ROOM = 90

#: A job and what there is of it.
Entry = tuple[Job, Sequence[Picture]]


class Album:
    """Shown to its owner alone."""

    def __init__(self, bot: Bot, *, store: Store, images_dir: Path) -> None:
        self._bot = bot
        self._store = store
        self._images_dir = images_dir

    async def show(self, interaction: discord.Interaction[Any], look: Look) -> None:
        """Answer with a page, or put it in the place of the one that was pressed.

        Raises:
            StoreError: nothing could be read.
        """
        if interaction.type is discord.InteractionType.component:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        look, total, entries = await self._entries(interaction.user.id, look)
        if not entries:
            empty = layout(QUIET, [text(_nothing(look))])
            await interaction.edit_original_response(view=empty, attachments=[])
            return
        files = await self._thumbnails(entries)
        usable = most_taken(self._bot.models.models.values()) > 0
        card = _card(look, total, entries, {file.filename for file in files}, usable=usable)
        with told_apart():
            await interaction.edit_original_response(view=card, attachments=files)

    async def open(self, interaction: discord.Interaction[Any], job_id: str) -> None:
        """Show one of them whole, to who may see it."""
        job = await self._bot.results.visible(interaction, job_id)
        if job is not None and await self._bot.results.pictures(interaction, job):
            await self._bot.reveal.reopen(interaction, job)

    async def download(self, interaction: discord.Interaction[Any], look: Look, *, whole: bool) -> None:
        """Send the files of a page in archives, or those of all pages if it is the `whole`."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found: list[Original] = []
        # More than this would not be sent.
        room = most_files(interaction) * interaction.filesize_limit
        page = replace(look, page=0) if whole else look
        while sum(each.bytes for each in found) <= room:
            page, total, entries = await self._entries(interaction.user.id, page)
            found += await asyncio.to_thread(self._on_disk, entries)
            page = page.turned(1)
            if not whole or page.page * PAGE >= total:
                break
        await send_archives(interaction, found)

    def _on_disk(self, entries: Sequence[Entry]) -> list[Original]:
        """The files there are."""
        found = (
            (self._images_dir / each.path, f"{marker(job.id, place)}.{ending_of(Path(each.path), each)}")
            for job, pictures in entries
            for place, each in enumerate(pictures)
        )
        return [Original(path, name, path.stat().st_size) for path, name in found if path.is_file()]

    async def _entries(self, user_id: int, look: Look) -> tuple[Look, int, list[Entry]]:
        """The page, or the last one if there are fewer."""
        history = self._store.history
        found = await history.find(
            user_id, text=look.text, marked=look.marked, limit=PAGE, offset=look.page * PAGE
        )
        if found.total and not found.job_ids:
            look = replace(look, page=(found.total - 1) // PAGE)
            found = await history.find(
                user_id, text=look.text, marked=look.marked, limit=PAGE, offset=look.page * PAGE
            )
        entries: list[Entry] = []
        for job_id in found.job_ids:
            job = await self._store.jobs.get(job_id)
            if job is not None:
                pictures = await self._store.pictures.of(job_id)
                entries.append((job, await self._bot.policy.seen_by(user_id, job, pictures)))
        return look, found.total, entries

    async def _thumbnails(self, entries: Sequence[Entry]) -> list[discord.File]:
        files = []
        for job, pictures in entries:
            try:
                content = await thumbnail(self._images_dir / pictures[0].path)
            except (ImageRejected, IndexError):
                continue
            files.append(discord.File(BytesIO(content), filename=_thumbnail_of(job)))
        return files


def _card(look: Look, total: int, entries: Sequence[Entry], files: set[str], *, usable: bool) -> Layout:
    """A page. `usable`: a model takes pictures to go by."""
    pages = -(-total // PAGE)
    title = mine.TITLE_FAVOURITES() if look.marked else mine.TITLE_HISTORY()
    counted = mine.found(total)
    pieces: list[Piece] = [
        text(f"### {title}", small(counted, in_quotes(plain(look.text)) if look.text else ""))
    ]
    pieces += [_entry(job, pictures, files) for job, pictures in entries]
    choices = [_option(job) for job, _ in entries]
    pieces.append(ui.ActionRow(OpenMenu(choices)))
    if usable:
        pieces.append(ui.ActionRow(UseMenu(choices)))
    buttons: list[Any] = [DownloadButton(look.packed())]
    if pages > 1:
        pieces.append(text(small(which(look.page, pages))))
        back = PreviousButton(look.turned(-1).packed(), enabled=look.page > 0)
        on = NextButton(look.turned(1).packed(), enabled=look.page + 1 < pages)
        buttons = [back, on, *buttons, DownloadAllButton(look.packed())]
    pieces.append(ui.ActionRow(*buttons))
    return layout(QUIET, pieces)


def _option(job: Job) -> discord.SelectOption:
    return discord.SelectOption(label=plain(job.request.prompt)[:_OPTION_ROOM] or job.id, value=job.id)


def _entry(job: Job, pictures: Sequence[Picture], files: set[str]) -> Piece:
    address = None
    if job.delivered_message_id is not None and place_of(job) is not Way.DM and not job.private:
        address = jump_link(job.origin.guild_id, job.origin.channel_id, job.delivered_message_id)
    said = text(
        quoted(job.request.prompt, _PROMPT_ROOM),
        mine.NOT_HANDED_OVER() if job.state is JobState.UNDELIVERABLE else "",
        small(relative(job.created_at), options_of(job.request), mine.link(address) if address else ""),
    )
    name = _thumbnail_of(job)
    if name not in files:
        return said
    described = alt_text(job, pictures[0])
    return ui.Section(said, accessory=ui.Thumbnail(f"attachment://{name}", description=described))


def _thumbnail_of(job: Job) -> str:
    return f"small-{job.id}.webp"


def _nothing(look: Look) -> str:
    if look.text:
        return mine.nothing_with(plain(look.text))
    return mine.NO_FAVOURITES() if look.marked else mine.NO_PICTURES()
