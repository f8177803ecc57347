"""A refusal by a limit, with the ways on: what fits instead, and asking moderators."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.appeals.ask_button import AskButton
from bot.chat.change import ChangeButton, keep_to_change
from bot.chat.confirm import ConfirmButton
from bot.chat.explain import whisper
from bot.chat.permissions import is_member_here
from bot.chat.words import prompts, quota, relative
from bot.domain.errors import QuotaExceeded, StoreError
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)


async def refuse(
    interaction: discord.Interaction[Any], refused: QuotaExceeded, wish: Draft, *, would_be_lost: bool
) -> None:
    """Say why, to the asker alone, and keep the wish for what can be pressed."""
    can_ask = await _can_ask(interaction, refused)
    buttons: list[ConfirmButton | AskButton | ChangeButton] = [
        button async for button in _ways_on(interaction.client, refused, wish, can_ask=can_ask)
    ]
    can_ask = any(isinstance(button, AskButton) for button in buttons)
    said = quota.exceeded(refused, relative, can_ask=can_ask)
    change = await keep_to_change(interaction.client, refused, wish) if would_be_lost else None
    if change is not None:
        buttons.append(change)
        said = f"{said}\n{prompts.KEPT_FOR_YOU()}"
    if not buttons:
        await whisper(interaction, said)
        return
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    await whisper(interaction, said, buttons=view)


async def _ways_on(
    bot: Bot, refused: QuotaExceeded, wish: Draft, *, can_ask: bool
) -> AsyncIterator[ConfirmButton | AskButton]:
    """Those whose wish could be kept."""
    try:
        for fit in refused.would_fit[:1]:
            draft_id = bot.ids.job_id()
            await bot.store.drafts.keep(draft_id, replace(wish, request=fit.request))
            yield ConfirmButton(draft_id, quota.paint_instead(fit))
        if can_ask:
            draft_id = bot.ids.job_id()
            await bot.store.drafts.keep(draft_id, wish)
            yield AskButton(draft_id)
    except StoreError:
        # The refusal itself is worth telling.
        _log.exception("a refused request could not be kept")


async def _can_ask(interaction: discord.Interaction[Any], refused: QuotaExceeded) -> bool:
    """Whether moderators here can be asked, and can help."""
    if interaction.guild_id is None or refused.by_operator or not is_member_here(interaction):
        return False
    bot: Bot = interaction.client
    settings = (await bot.store.settings.guild(interaction.guild_id)).settings
    return settings.moderators_channel_id is not None
