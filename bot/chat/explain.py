"""The one place where errors become words."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands, ui

from bot.chat.language import speak_to
from bot.chat.operators import NotOperator
from bot.chat.words import operator, refusal, replies
from bot.domain.errors import DuplicateRequest, Refusal, StoreError

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: What a call to Discord can raise; a closed session is a RuntimeError of aiohttp's.
WIRE_ERRORS = (
    discord.HTTPException,
    discord.InteractionResponded,
    aiohttp.ClientError,
    OSError,
    RuntimeError,
)
UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060


@asynccontextmanager
async def explained(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Answer in the asker's language; whatever goes wrong inside becomes an answer only they see."""
    try:
        await speak_to(interaction)
        yield
    except Exception as error:
        await explain(interaction, error)


async def explain(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer with what is wrong, in words. Never raises."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if is_expected(cause):
        _log.info("no answer possible or needed: %s", type(cause).__name__)
        return
    said = words_of(cause)
    if not said:
        said = await _unexpected(interaction, cause)
    await whisper(interaction, said)


def is_expected(error: BaseException) -> bool:
    """Whether nobody is waiting for words: Discord gave up first, or a copy was answered already."""
    if isinstance(error, DuplicateRequest | discord.InteractionResponded):
        return True
    return isinstance(error, discord.HTTPException) and error.code in (UNKNOWN_INTERACTION, ALREADY_ANSWERED)


def words_of(error: BaseException) -> str:
    """The words of an error somebody foresaw; empty for any other."""
    match error:
        case Refusal() | StoreError():
            return refusal(error)
        case app_commands.MissingPermissions():
            return replies.MODERATORS_ONLY()
        case NotOperator():
            return operator.ONLY_OPERATOR()
        case app_commands.NoPrivateMessage():
            return replies.SERVER_ONLY()
        case (
            app_commands.CommandNotFound()
            | app_commands.CommandSignatureMismatch()
            | app_commands.TransformerError()
        ):
            return replies.OUTDATED()
        case _:
            return ""


async def whisper(
    interaction: discord.Interaction[Any], said: str, *, buttons: ui.View = discord.utils.MISSING
) -> None:
    """Say something to the asker alone, whether or not the interaction was answered before."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(said, view=buttons, ephemeral=True)
        else:
            await interaction.response.send_message(said, view=buttons, ephemeral=True)
    except WIRE_ERRORS as error:
        _log.info("an answer was not taken: %s", type(error).__name__)


async def whisper_card(interaction: discord.Interaction[Any], card: ui.LayoutView) -> None:
    """Show a card to the asker alone, whether or not the interaction was answered before."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=card, ephemeral=True)
        else:
            await interaction.response.send_message(view=card, ephemeral=True)
    except WIRE_ERRORS as error:
        _log.info("a card was not taken: %s", type(error).__name__)


async def _unexpected(interaction: discord.Interaction[Bot], error: BaseException) -> str:
    error_id = await interaction.client.incidents.record(interaction)
    _log.error("unexpected error %s", error_id, exc_info=error)
    return replies.unexpected(error_id)
