"""The ways on from a refusal, so that what somebody wrote and attached is not lost with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.chat.change import keep_to_change
from bot.chat.confirm import ask_to_confirm
from bot.chat.explain import whisper, words_of
from bot.chat.quota.refused import refuse
from bot.chat.words import prompts
from bot.domain.errors import ConfirmFirst, InklingError, PromptTooLong, QuotaExceeded, Refusal
from bot.store.drafts import Draft


async def show_ways_on(
    interaction: discord.Interaction[Any], error: InklingError, wish: Draft, *, written: bool
) -> bool:
    """Tell a refusal with what can be pressed now. Whether there is anything; else nothing was told.

    `written`: in a window, which is closed now.

    Raises:
        StoreError: what is to be confirmed could not be kept.
    """
    if isinstance(error, ConfirmFirst):
        # By now its pictures are taken in.
        await ask_to_confirm(interaction, error, replace(wish, request=error.request, files=()))
        return True
    # What was typed into a command is there again at the press of a key, unless it was attached.
    would_be_lost = written or bool(wish.files) or isinstance(error, PromptTooLong)
    if isinstance(error, QuotaExceeded):
        await refuse(interaction, error, wish, would_be_lost=would_be_lost)
        return True
    if isinstance(error, Refusal) and would_be_lost:
        await _give_back(interaction, error, wish)
        return True
    return False


async def _give_back(interaction: discord.Interaction[Any], error: Refusal, wish: Draft) -> None:
    said, button = words_of(error), await keep_to_change(interaction.client, error, wish)
    if button is None:
        await whisper(interaction, said)
        return
    view = ui.View(timeout=None)
    view.add_item(button)
    await whisper(interaction, f"{said}\n{prompts.KEPT_FOR_YOU()}", buttons=view)
