"""What can be done with pictures by the menu of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.chat.attached import MOST
from bot.chat.create import ask_for_prompt
from bot.chat.explain import whisper
from bot.chat.place import place_of
from bot.chat.upload import pictures_in
from bot.chat.words import results as words
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot


@app_commands.context_menu(name=words.USE_MENU)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def use_as_reference(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the window for a prompt, with the message's pictures to go by."""
    pictures = list(pictures_in(message))[:MOST]
    place = await place_of(interaction)
    model = place.usual(len(pictures))
    if not pictures:
        await whisper(interaction, words.NO_PICTURE())
    elif model.max_references == 0:
        await whisper(interaction, words.NO_TAKER())
    else:
        request = place.filled(ImageRequest(prompt="", model=model.name))
        await ask_for_prompt(interaction, request, attached=pictures[: model.max_references])


async def setup(bot: Bot) -> None:
    """Add the command."""
    bot.tree.add_command(use_as_reference)
