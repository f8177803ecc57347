"""The prompt, asked for in a window of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.explain import whisper
from bot.chat.forms import Form, Written, open_window
from bot.chat.words import prompts, replies
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Discord's limit for a text input.
_MOST = 4000
_INPUT = "prompt"


async def open_prompt(interaction: discord.Interaction[Any], draft: Draft, *, longest: int) -> None:
    """Ask for the prompt of a request whose other options are chosen already, at most `longest` characters.

    What the draft has of a prompt stands there to be gone on with.

    Raises:
        StoreError: what was chosen could not be kept until it is written.
    """
    bot: Bot = interaction.client
    draft_id = bot.ids.job_id()
    await bot.store.drafts.keep(draft_id, draft)
    window_id = f"draft:write:{draft_id}"
    await open_window(interaction, window_id, prompts.TITLE(), [prompt_field(draft.request.prompt, longest)])


def prompt_field(prompt: str, longest: int) -> ui.Label[Any]:
    """Where a prompt is written, with what is there so far."""
    room = min(longest, _MOST)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=_INPUT,
        style=discord.TextStyle.paragraph,
        placeholder=prompts.PLACEHOLDER(),
        default=prompt[:room] or None,
        max_length=room,
    )
    return ui.Label(text=prompts.LABEL(), description=prompts.DESCRIPTION(), component=field)


def prompt_in(written: Written) -> str:
    """What was written there."""
    return written[_INPUT]


async def _take(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    """Go on as if the prompt had been given with the command."""
    bot: Bot = interaction.client
    draft = await bot.store.drafts.get(match["draft"])
    if draft is None or draft.user_id != interaction.user.id:
        await whisper(interaction, replies.window_lost(prompt_in(written)))
        return
    request = replace(draft.request, prompt=prompt_in(written))
    await bot.requests.ask(interaction, request, attached=draft.files, private=draft.private)


#: To be registered at start, so that what is written after a restart is understood.
PROMPT_FORMS = (Form(r"draft:write:(?P<draft>[0-9a-z]{1,40})", _take),)
