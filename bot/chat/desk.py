"""The moderators' desk: the channels of a guild where its moderators are told things."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

import discord
from discord import ui

from bot.chat.wire import Wire
from bot.domain.errors import DeliveryRefused
from bot.store.settings import Settings

_log = logging.getLogger(__name__)

#: Messages looked through for a card.
_LOOK_BACK = 100


class Desk:
    """Posts cards for moderators. A guild that named no channel is told nothing."""

    def __init__(self, *, settings: Settings, wire: Wire) -> None:
        self._settings = settings
        self._wire = wire

    async def channel(self, guild_id: int) -> int | None:
        """Where cards for moderators go."""
        return (await self._settings.guild(guild_id)).settings.moderators_channel_id

    async def log_channel(self, guild_id: int) -> int | None:
        """Where the actions of moderators are noted."""
        settings = (await self._settings.guild(guild_id)).settings
        return settings.log_channel_id or settings.moderators_channel_id

    async def post(
        self, channel_id: int, card: ui.LayoutView, *, nonce: str, files: Sequence[discord.File] = ()
    ) -> int | None:
        """Post a card; its message, or `None` if that is not possible there.

        Raises:
            UploadTooLarge: it may be possible with other files.
        """
        try:
            return await self._wire.post(channel_id, card, nonce=nonce, files=files)
        except (DeliveryRefused, OSError) as error:
            _log.warning("a card for moderators could not be posted in %d: %s", channel_id, error)
            return None

    async def find(self, channel_id: int, custom_id: str) -> int | None:
        """One of the latest cards there, known by its button; `None` if none has it or nobody may look.

        Raises:
            OSError: it may be found later.
        """
        try:
            async for message in self._wire.own_messages(channel_id, after=None, limit=_LOOK_BACK):
                if _carries(message.components, custom_id):
                    return message.id
        except DeliveryRefused as refusal:
            _log.info("the cards in %d cannot be looked at: %s", channel_id, refusal.reason)
        return None

    async def edit(
        self,
        channel_id: int,
        message_id: int,
        card: ui.LayoutView,
        *,
        files: Sequence[discord.File] | None = None,
    ) -> bool:
        """Change a card that was posted; `files` replace those it has. Whether that was possible."""
        try:
            await self._wire.edit_message(channel_id, message_id, card, files)
        except (DeliveryRefused, OSError) as error:
            _log.info("a card for moderators could not be changed in %d: %s", channel_id, error)
            return False
        return True


def _carries(components: Iterable[discord.Component], custom_id: str) -> bool:
    """Whether one of them, or one within, is known by that."""
    return any(
        getattr(each, "custom_id", None) == custom_id or _carries(getattr(each, "children", ()), custom_id)
        for each in components
    )
