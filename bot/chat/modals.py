"""The prompt, asked for in a window of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.explain import explained
from bot.chat.words import prompts
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Discord's limit for a text input.
_MOST = 4000
#: Seconds a person may take to write.
_PATIENCE = 15 * 60.0


class PromptModal(ui.Modal):
    """Asks for the prompt of a request whose other options are chosen already."""

    def __init__(self, request: ImageRequest, *, longest: int) -> None:
        super().__init__(title=prompts.TITLE, timeout=_PATIENCE)
        self._request = request
        self._prompt: ui.TextInput[Any] = ui.TextInput(
            custom_id="prompt",
            style=discord.TextStyle.paragraph,
            placeholder=prompts.PLACEHOLDER,
            max_length=min(longest, _MOST),
        )
        self.add_item(ui.Label(text=prompts.LABEL, description=prompts.DESCRIPTION, component=self._prompt))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Go on as if the prompt had been given with the command."""
        bot: Bot = interaction.client
        request = replace(self._request, prompt=self._prompt.value)
        async with explained(interaction):
            await bot.requests.ask(interaction, request)
