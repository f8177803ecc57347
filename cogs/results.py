"""What can be done with pictures by the menu of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.chat.attached import MOST
from bot.chat.create import ask_for_prompt, open_request
from bot.chat.explain import whisper
from bot.chat.place import place_of
from bot.chat.upload import pictures_in
from bot.chat.words import results as words
from bot.domain.reference import most_taken

if TYPE_CHECKING:
    from bot.chat.client import Bot


@app_commands.context_menu(name=words.USE_MENU)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def use_as_reference(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the window for a prompt, with the message's pictures to go by."""
    bot: Bot = interaction.client
    place = await place_of(interaction)
    pictures = list(pictures_in(message))[:MOST]
    attached = pictures[: most_taken(place.models)]
    if not pictures:
        await whisper(interaction, words.NO_PICTURE())
    elif not attached:
        await whisper(interaction, words.NO_TAKER())
    else:
        private = (await bot.store.settings.user(interaction.user.id)).settings.private
        await ask_for_prompt(interaction, place, open_request(), attached=attached, private=private)


async def setup(bot: Bot) -> None:
    """Add the command."""
    bot.tree.add_command(use_as_reference)
