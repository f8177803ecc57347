"""Which language a person is answered in, and which a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.i18n import FALLBACK, speak
from bot.domain.roots import StoreError

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
    on_discord = interaction.guild_locale or interaction.locale
    return await language_of_guild(interaction.client, interaction.guild_id, on_discord=on_discord)


async def language_of_guild(bot: Bot, guild_id: int, *, on_discord: discord.Locale | None = None) -> str:
    """The same where nobody has asked; `on_discord` is for guilds the bot is not in."""
    try:
        decided = (await bot.store.settings.guild(guild_id)).settings.locale
    except StoreError:
        decided = None
    guild = bot.get_guild(guild_id)
    if decided is None and on_discord is None and guild is not None:
        on_discord = guild.preferred_locale
    return decided or str(on_discord or FALLBACK)
