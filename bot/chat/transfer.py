"""Settings as a file: given out, looked at, and taken as a whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.announcing import Announcing
from bot.chat.channel_options import WRITABLE
from bot.chat.explain import WIRE_ERRORS
from bot.chat.panels.answering import answer
from bot.chat.panels.transfer import FILE_NAME, done_panel, import_panel, said_panel
from bot.chat.permissions import require_guild
from bot.chat.words import transfer as words
from bot.domain.errors import ImportFault, ImportRefused, SettingsChanged
from bot.engine.bundle import MOST_BYTES, Comparison, Known, Wanted, apply, compare, export, read

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Seconds a file may take to come from Discord.
_PATIENCE = 20.0


class Transfer:
    """Keeps nothing between two presses: the file is in the message."""

    def __init__(self, bot: Bot, *, announcing: Announcing) -> None:
        self._bot = bot
        self._announcing = announcing

    async def give(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with all settings as a file."""
        guild_id = require_guild(interaction)
        guild = interaction.guild
        content = await export(
            self._bot.store,
            guild_id,
            name=guild.name if guild else "",
            now_ms=self._bot.clock.wall_ms(),
            known=_known(guild) if guild and not guild.unavailable else None,
        )
        await interaction.response.send_message(words.EXPORTED(), file=_file(content), ephemeral=True)

    async def look_at(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Answer with what a file would change.

        Raises:
            ImportRefused: it is not taken.
        """
        if file.size > MOST_BYTES:
            raise ImportRefused(ImportFault.TOO_LARGE)
        await interaction.response.defer(ephemeral=True, thinking=True)
        content = await self._fetched(file.url)
        if content is None:
            await answer(interaction, said_panel(words.LOST()))
        else:
            await self._show(interaction, content, 0)

    async def turn(self, interaction: discord.Interaction[Any], page: int) -> None:
        """Turn to a page of it, as it would be now."""
        content = await self._taken(interaction)
        if content is not None:
            await self._show(interaction, content, page)

    async def apply(self, interaction: discord.Interaction[Any], seen: str) -> None:
        """Make everything as the file says, if it still changes what was seen."""
        content = await self._taken(interaction)
        if content is None:
            return
        guild_id, by = require_guild(interaction), interaction.user.id
        wanted = await self._read(interaction, content)
        channels = await self._bot.store.settings.channels(guild_id)
        try:
            done = await apply(self._bot.store, guild_id, wanted, by=by, fingerprint=seen)
        except SettingsChanged:
            await self._show(interaction, content, 0, notes=[words.AGAIN()])
            return
        await interaction.edit_original_response(view=done_panel(len(done.changes)), attachments=[])
        now = await self._bot.store.settings.channels(guild_id)
        for channel_id, before in channels.items():
            if channel_id not in now:
                await self._announcing.withdraw(channel_id, before.settings)
        for channel_id in _concerned(done):
            await self._announcing.refresh(guild_id, channel_id)
        await self._bot.showcase.try_again(guild_id)

    async def cancel(self, interaction: discord.Interaction[Any]) -> None:
        """Drop it."""
        await interaction.response.edit_message(view=said_panel(words.CANCELLED()), attachments=[])

    async def _show(
        self,
        interaction: discord.Interaction[Any],
        content: bytes,
        page: int,
        *,
        notes: Sequence[str] = (),
    ) -> None:
        wanted = await self._read(interaction, content)
        found = await compare(self._bot.store, require_guild(interaction), wanted)
        if found.changes:
            panel = import_panel(found, page, notes=notes)
            await interaction.edit_original_response(view=panel, attachments=[_file(content)])
        else:
            panel = said_panel(words.NOTHING_TO_DO())
            await interaction.edit_original_response(view=panel, attachments=[])

    async def _read(self, interaction: discord.Interaction[Any], content: bytes) -> Wanted:
        """Hundreds of patterns take a while, so another thread reads."""
        return await asyncio.to_thread(read, content, _known(interaction.guild))

    async def _taken(self, interaction: discord.Interaction[Any]) -> bytes | None:
        """The file of the message that was pressed; without it, that is said."""
        await interaction.response.defer()
        shown = list(_files(interaction.message.components)) if interaction.message else []
        content = await self._fetched(shown[0]) if shown else None
        if content is None:
            await interaction.edit_original_response(view=said_panel(words.LOST()), attachments=[])
        return content

    async def _fetched(self, url: str) -> bytes | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._bot.http.get_from_cdn(url)
        except (*WIRE_ERRORS, TimeoutError):
            return None


def _known(guild: discord.Guild | None) -> Known:
    channels = guild.channels if guild else []
    return Known(
        writable=frozenset(each.id for each in channels if each.type in WRITABLE),
        channels=frozenset(each.id for each in channels),
        roles=frozenset(each.id for each in guild.roles) if guild else frozenset(),
        locales=frozenset(each.value for each in discord.Locale),
    )


def _concerned(done: Comparison) -> Iterable[int]:
    """Image channels of which something was changed."""
    subjects = {change.subject for change in done.changes if change.area == "channel"}
    return [int(subject.partition(":")[2]) for subject in sorted(subjects)]


def _files(components: Iterable[Any]) -> Iterator[str]:
    """Addresses of the files that a message shows."""
    for component in components:
        if isinstance(component, discord.FileComponent):
            yield component.media.url
        yield from _files(getattr(component, "children", ()))


def _file(content: bytes) -> discord.File:
    return discord.File(BytesIO(content), filename=FILE_NAME)
