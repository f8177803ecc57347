"""Coming to a guild and leaving it: noted, and greeted once in a stay."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import WORKING, Layout, layout, text
from bot.chat.i18n import speaking
from bot.chat.language import language_of_guild
from bot.chat.panels.wizard_items import WizardButton
from bot.chat.wire import Wire, nonce_of
from bot.chat.words import setup as words
from bot.domain.errors import DeliveryRefused

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: A guild the bot has been in for longer needs no greeting, whoever first sees it now.
_NEW_FOR_MS = 24 * 3600 * 1000
_NEEDED = ("view_channel", "send_messages")


class Greeting:
    """Notes where the bot is, and says hello."""

    def __init__(self, bot: Bot, *, wire: Wire) -> None:
        self._bot = bot
        self._wire = wire

    async def look_around(self) -> None:
        """Note who came and who left while nobody looked, and greet whom nobody greeted."""
        present = {guild.id: guild.name for guild in self._bot.guilds}
        await self._bot.store.guilds.reconcile(present, of_others=await self._elsewhere(present))
        for guild in self._bot.guilds:
            if not guild.unavailable:
                await self._greet(guild)

    async def came(self, guild: discord.Guild) -> None:
        """The bot is in this guild, since now or again."""
        await self._bot.store.guilds.joined(guild.id, guild.name)
        await self._greet(guild)

    async def went(self, guild: discord.Guild) -> None:
        """The bot is in this guild no more."""
        await self._bot.store.guilds.left(guild.id)

    async def _elsewhere(self, present: dict[int, str]) -> list[int]:
        """Guilds that another process looks after, where the bot runs as several."""
        shards, mine = self._bot.shard_count or 1, self._bot.shard_id or 0
        stays = await self._bot.store.guilds.present() if shards > 1 else []
        return [stay.guild_id for stay in stays if (stay.guild_id >> 22) % shards != mine]

    async def _greet(self, guild: discord.Guild) -> None:
        if not self._is_new(guild) or not await self._bot.store.guilds.begin_greeting(guild.id):
            return
        channel = _where(guild)
        if channel is None:
            _log.info("guild %d has no channel to be greeted in", guild.id)
            return
        with speaking(await language_of_guild(self._bot, guild.id)):
            card = greeting_card()
        nonce = nonce_of(f"greeting/{guild.id}", str(guild.me.joined_at))
        try:
            await self._wire.post(channel.id, card, nonce=nonce)
        except DeliveryRefused as refusal:
            _log.info("guild %d could not be greeted: %s", guild.id, refusal.reason)
        except OSError as error:
            _log.info("guild %d could not be greeted: %s", guild.id, error)
            await self._bot.store.guilds.greeting_failed(guild.id)

    def _is_new(self, guild: discord.Guild) -> bool:
        joined = guild.me.joined_at
        return joined is not None and self._bot.clock.wall_ms() - joined.timestamp() * 1000 < _NEW_FOR_MS


def greeting_card() -> Layout:
    """Hello, and the way to the wizard."""
    row: ui.ActionRow[Any] = ui.ActionRow(WizardButton("begin"))
    return layout(
        WORKING,
        [text(words.HELLO(), words.HELLO_MORE()), ui.Separator(), text(words.HELLO_MODERATORS()), row],
    )


def _where(guild: discord.Guild) -> discord.TextChannel | None:
    """Where Discord itself greets, else the first channel, as far as the bot may write there."""
    candidates = [guild.system_channel, *sorted(guild.text_channels, key=lambda each: each.position)]
    return next((each for each in candidates if each is not None and _may_write(each)), None)


def _may_write(channel: discord.TextChannel) -> bool:
    held = channel.permissions_for(channel.guild.me)
    return all(getattr(held, name) for name in _NEEDED)
