"""The mod-log in its channel: a card for each action, changed when it is taken back."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.chat.desk import Desk
from bot.chat.explain import whisper
from bot.chat.i18n import speaking
from bot.chat.safety.cards import action_card
from bot.chat.wire import nonce_of
from bot.chat.words import modlog
from bot.domain.errors import StoreError, UndoRefused
from bot.domain.safety import ModAction
from bot.store.modlog import ModLog
from bot.store.undo import Undo

_log = logging.getLogger(__name__)

#: The language of a guild's own channels.
Language = Callable[[int], Awaitable[str]]


class Logbook:
    """Notes what moderators do where their guild wants it. The rows are the truth, cards may be missing."""

    def __init__(self, *, desk: Desk, actions: ModLog, undo: Undo, language: Language) -> None:
        self._desk = desk
        self._actions = actions
        self._undo = undo
        self._language = language

    async def note(self, action: ModAction, *, seen_in: int | None = None) -> None:
        """Post the card of an action. Never raises: what was done is done.

        A channel in which it is seen already gets one only if there is something to undo.
        """
        try:
            channel_id = await self._desk.log_channel(action.guild_id)
            if channel_id is None or (channel_id == seen_in and not action.can_be_undone):
                return
            message_id = await self._post(action, channel_id)
            if message_id is not None:
                await self._actions.posted(action, channel_id=channel_id, message_id=message_id)
        except StoreError:
            _log.exception("action %d has no card", action.id)

    async def tell_desk(self, action: ModAction) -> None:
        """Post the card to the moderators as well, unless that is where the log goes. Never raises."""
        try:
            channel_id = await self._desk.channel(action.guild_id)
            if channel_id is not None and channel_id != await self._desk.log_channel(action.guild_id):
                await self._post(action, channel_id)
        except StoreError:
            _log.exception("action %d was not told to moderators", action.id)

    async def undo(self, interaction: discord.Interaction[Any], guild_id: int, action_id: int) -> None:
        """Take an action back for who pressed, and change its cards.

        Raises:
            SafetyRefusal: it cannot be taken back.
            StoreError: nothing was changed.
        """
        action = await self._actions.get(guild_id, action_id)
        if action is None:
            raise UndoRefused
        undone = await self._undo.undo(action, by=interaction.user.id)
        if undone is None:
            action = await self._actions.get(guild_id, action_id) or action
            await self._answer(interaction, action, modlog.undone_before(action))
        else:
            await self._answer(interaction, undone, modlog.undone(undone))

    async def _answer(self, interaction: discord.Interaction[Any], action: ModAction, said: str) -> None:
        """Say it to who pressed; the pressed card and the one in the log show how it stands."""
        pressed = interaction.message
        await whisper(interaction, said)
        if action.log_channel_id and action.log_message_id:
            await self._edit(action, action.log_channel_id, action.log_message_id)
        is_another = pressed is not None and pressed.id != action.log_message_id
        if pressed is not None and is_another and not pressed.flags.ephemeral:
            await self._edit(action, pressed.channel.id, pressed.id)

    async def _edit(self, action: ModAction, channel_id: int, message_id: int) -> None:
        with speaking(await self._language(action.guild_id)):
            await self._desk.edit(channel_id, message_id, action_card(action))

    async def _post(self, action: ModAction, channel_id: int) -> int | None:
        with speaking(await self._language(action.guild_id)):
            card = action_card(action)
        nonce = nonce_of(f"action:{action.id}", str(channel_id))
        return await self._desk.post(channel_id, card, nonce=nonce)
