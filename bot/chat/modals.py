"""The prompt, asked for in a window of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.attached import Attached
from bot.chat.explain import explained
from bot.chat.seen import is_new
from bot.chat.words import prompts
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Discord's limit for a text input.
_MOST = 4000
_INPUT = "prompt"
#: Seconds a person may take to write.
_PATIENCE = 60 * 60.0


async def open_prompt(
    interaction: discord.Interaction[Any],
    request: ImageRequest,
    *,
    attached: Attached,
    longest: int,
    private: bool,
) -> None:
    """Ask for the prompt, at most `longest` characters."""
    bot: Bot = interaction.client
    window = PromptModal(request, attached=attached, longest=longest, private=private)
    bot.windows[window.custom_id] = window
    await interaction.response.send_modal(window)


def orphaned_prompt(interaction: discord.Interaction[Any]) -> str | None:
    """What was written in a window nothing listens for any more; `None` for any other interaction.

    A window is forgotten by a restart, and after some time.
    """
    bot: Bot = interaction.client
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data: dict[str, Any] = dict(interaction.data or {})
    inputs = [part.get("component") or {} for part in data.get("components", ())]
    written = next((str(one["value"]) for one in inputs if one.get("custom_id") == _INPUT), None)
    if written is None or data.get("custom_id") in bot.windows or not is_new(interaction):
        return None
    return written


class PromptModal(ui.Modal):
    """Asks for the prompt of a request whose other options are chosen already."""

    def __init__(
        self, request: ImageRequest, *, attached: Attached, longest: int, private: bool = False
    ) -> None:
        super().__init__(title=prompts.TITLE(), timeout=_PATIENCE)
        self._request = request
        self._attached = attached
        self._private = private
        self._prompt: ui.TextInput[Any] = ui.TextInput(
            custom_id=_INPUT,
            style=discord.TextStyle.paragraph,
            placeholder=prompts.PLACEHOLDER(),
            max_length=min(longest, _MOST),
        )
        self.add_item(
            ui.Label(text=prompts.LABEL(), description=prompts.DESCRIPTION(), component=self._prompt)
        )

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each submit through once."""
        return is_new(interaction)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Go on as if the prompt had been given with the command."""
        bot: Bot = interaction.client
        request = replace(self._request, prompt=self._prompt.value)
        async with explained(interaction):
            await bot.requests.ask(interaction, request, attached=self._attached, private=self._private)
