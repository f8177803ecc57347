"""Sending somebody everything that is kept about them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.permissions import is_member_here
from bot.chat.wire import UploadTooLarge, told_apart
from bot.chat.words import privacy
from bot.domain.errors import DeliveryRefused
from bot.domain.keeping import Keeping
from bot.engine.export import Export

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Files of one answer. Where the app is the reader's own, Discord takes five answers (Discord documentation,
#: "Followup Messages").
_MOST, _MOST_OF_OWN_APP = 10, 5
#: Smaller files than this are not tried.
LEAST = 1024 * 1024
_NONE = discord.AllowedMentions.none()


async def keeping_at(bot: Bot, guild_id: int | None) -> Keeping:
    """How long is kept what is asked for in that server; `None`: outside servers.

    Raises:
        StoreError: nobody can tell.
    """
    if guild_id is None:
        return bot.outside
    return Keeping.of((await bot.store.settings.guild(guild_id)).settings)


def most_files(interaction: discord.Interaction[Any]) -> int:
    """How many files one after another answer an interaction."""
    return _MOST if is_member_here(interaction) else _MOST_OF_OWN_APP


async def send_own_data(interaction: discord.Interaction[Any], export: Export) -> None:
    """Answer with the files, for the asker alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    limit: int | None = interaction.filesize_limit
    while limit is not None:
        try:
            await _send(interaction, export, limit)
        except UploadTooLarge:
            limit = limit // 2 if limit // 2 >= LEAST else None
        except (DeliveryRefused, OSError):
            limit = None
        else:
            return
    await interaction.edit_original_response(content=privacy.EXPORT_FAILED(), attachments=[])


async def _send(interaction: discord.Interaction[Any], export: Export, limit: int) -> None:
    number = 0
    async for content in export.parts(interaction.user.id, limit=limit, most=most_files(interaction)):
        number += 1
        file = discord.File(BytesIO(content), filename=f"inkling-{number}.zip")
        with told_apart():
            if number == 1:
                await interaction.edit_original_response(content=privacy.EXPORT_BEGUN(), attachments=[file])
            else:
                said = privacy.part(number)
                await interaction.followup.send(said, file=file, ephemeral=True, allowed_mentions=_NONE)
    with told_apart():
        await interaction.edit_original_response(content=privacy.export_ready(number))
