"""The panel in an image channel that tells everyone what it allows, and how the bot stands there."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.chat.cards.channel import channel_card
from bot.chat.i18n import speaking
from bot.chat.language import language_of_guild
from bot.chat.permissions import IN_CHANNEL, THREADS, lacking_in
from bot.chat.wire import Wire, nonce_of
from bot.domain.errors import DeliveryRefused
from bot.domain.guild import ChannelSettings

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)


class Announcing:
    """Posts it, keeps it up to date, and takes it away."""

    def __init__(self, bot: Bot, *, wire: Wire) -> None:
        self._bot = bot
        self._wire = wire

    async def post(self, guild_id: int, channel_id: int, *, by: int) -> int | None:
        """Post the panel, or change the one there is. Its message; `None` if that is not possible.

        Where the channel is no image channel nothing is remembered of the panel, and it stays as it is.
        """
        if await self.refresh(guild_id, channel_id):
            return (await self._settings(guild_id, channel_id) or ChannelSettings()).panel_message_id
        decided = await self._settings(guild_id, channel_id)
        settings = decided or ChannelSettings()
        nonce = nonce_of(f"panel/{channel_id}", str(self._bot.clock.wall_ms()))
        try:
            message_id = await self._wire.post(channel_id, await self._card(guild_id, settings), nonce=nonce)
        except (DeliveryRefused, OSError) as error:
            _log.info("the panel of channel %d could not be posted: %s", channel_id, error)
            return None
        if decided is not None:
            changes = {"panel_message_id": message_id}
            await self._bot.store.settings.change_channel(guild_id, channel_id, changes, by=by)
        return message_id

    async def refresh(self, guild_id: int, channel_id: int) -> bool:
        """Bring the panel up to date. Whether there is one."""
        settings = await self._settings(guild_id, channel_id)
        if settings is None or settings.panel_message_id is None:
            return False
        try:
            card = await self._card(guild_id, settings)
            await self._wire.edit_message(channel_id, settings.panel_message_id, card)
        except (DeliveryRefused, OSError) as error:
            _log.info("the panel of channel %d could not be changed: %s", channel_id, error)
            return False
        return True

    async def withdraw(self, channel_id: int, settings: ChannelSettings) -> None:
        """Take the panel of a closed channel away."""
        if settings.panel_message_id is None:
            return
        try:
            await self._wire.delete(channel_id, settings.panel_message_id)
        except (DeliveryRefused, OSError) as error:
            _log.info("the panel of channel %d could not be taken away: %s", channel_id, error)

    def lacking(self, guild_id: int, channel_id: int, settings: ChannelSettings) -> tuple[str, ...]:
        """What the bot may not do there and has to. Nothing is known of a channel it was never told of."""
        guild = self._bot.get_guild(guild_id)
        channel = guild.get_channel(channel_id) if guild else None
        if channel is None:
            return ()
        return lacking_in(channel, (*IN_CHANNEL, THREADS) if settings.thread_per_result else IN_CHANNEL)

    async def _settings(self, guild_id: int, channel_id: int) -> ChannelSettings | None:
        found = (await self._bot.store.settings.channels(guild_id)).get(channel_id)
        return found.settings if found else None

    async def _card(self, guild_id: int, settings: ChannelSettings) -> discord.ui.LayoutView:
        zone = (await self._bot.store.settings.guild(guild_id)).settings.time_zone
        with speaking(await language_of_guild(self._bot, guild_id)):
            return channel_card(settings, tuple(self._bot.models.models.values()), time_zone=zone)
