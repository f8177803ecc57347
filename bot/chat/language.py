"""Which language a person is answered in, and which a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.i18n import speak
from bot.domain.errors import StoreError

if TYPE_CHECKING:
    from bot.chat.client import Bot


async def speak_to(interaction: discord.Interaction[Any]) -> None:
    """Put the asker's language in force until the task ends: called once, where an interaction comes in."""
    speak(await language_of_reader(interaction))


async def language_of_reader(interaction: discord.Interaction[Any]) -> str:
    """What the asker reads: their own decision, else that of their Discord."""
    bot: Bot = interaction.client
    try:
        decided = (await bot.store.settings.user(interaction.user.id)).settings.locale
    except StoreError:
        # Whatever is in the way now is told by what was asked for.
        decided = None
    return decided or str(interaction.locale)


async def language_of_place(interaction: discord.Interaction[Any]) -> str:
    """What all read here: the guild's decision, else its own on Discord; outside guilds the asker's."""
    if interaction.guild_id is None:
        return await language_of_reader(interaction)
    bot: Bot = interaction.client
    try:
        decided = (await bot.store.settings.guild(interaction.guild_id)).settings.locale
    except StoreError:
        decided = None
    return decided or str(interaction.guild_locale or interaction.locale)
