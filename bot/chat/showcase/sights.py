"""Looking at the source of a picture: the message it was posted in, and the channel around it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import discord

from bot.chat.upload import is_hidden, withholds
from bot.chat.wire import Wire, told_apart
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.domain.showcase import Spot

#: What is there no more.
GONE = frozenset({"unknown_message", "unknown_channel", "no_message"})


class Missing(StrEnum):
    """Why there is no source to be seen."""

    GONE = "gone"  # it was deleted
    OUT_OF_SIGHT = "out_of_sight"  # nobody can say now


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How the pictures of a job are shown where they were posted."""

    spot: Spot
    #: Behind a spoiler.
    hidden: bool
    #: Some of them are not shown at all.
    withheld: bool


class Sights:
    """Asks Discord: what people delete by hand, the bot is told of by nobody."""

    def __init__(self, *, client: discord.Client, wire: Wire) -> None:
        self._client = client
        self._wire = wire

    async def source(self, guild: discord.Guild, job: Job) -> Source | Missing:
        """What there is to be seen of it now."""
        try:
            message = await self._message(job)
            channel = await self._channel(guild, message.channel.id)
        except DeliveryRefused as refusal:
            return Missing.GONE if refusal.reason in GONE else Missing.OUT_OF_SIGHT
        except OSError:
            return Missing.OUT_OF_SIGHT
        return Source(spot=spot_of(channel), hidden=is_hidden(message), withheld=withholds(message, job.id))

    async def is_gone(self, job: Job) -> bool:
        """Whether it was deleted; where nobody can say, it was not."""
        try:
            await self._message(job)
        except DeliveryRefused as refusal:
            return refusal.reason in GONE
        except OSError:
            return False
        return False

    async def _message(self, job: Job) -> discord.Message:
        if job.origin.channel_id is None or job.delivered_message_id is None:
            raise DeliveryRefused("no_message")
        return await self._wire.message(job.origin.channel_id, job.delivered_message_id)

    async def _channel(
        self, guild: discord.Guild, channel_id: int
    ) -> discord.abc.GuildChannel | discord.Thread:
        found = guild.get_channel_or_thread(channel_id)
        if found is None:
            # A thread that was put away is not in memory.
            with told_apart():
                fetched = await self._client.fetch_channel(channel_id)
            if isinstance(fetched, discord.abc.PrivateChannel):
                raise DeliveryRefused("no_guild")
            return fetched
        return found


def spot_of(channel: discord.abc.GuildChannel | discord.Thread) -> Spot:
    """The same for a channel, and for a thread, which is in a channel."""
    if isinstance(channel, discord.Thread):
        if channel.parent is None:
            # Nobody knows who looks into it: as few people as can be.
            return Spot(channel_id=channel.parent_id, age_restricted=True, open=False)
        home = spot_of(channel.parent)
        is_open = home.open and not channel.is_private()
        return Spot(channel_id=home.channel_id, age_restricted=home.age_restricted, open=is_open)
    everyone = channel.permissions_for(channel.guild.default_role)
    is_nsfw = getattr(channel, "is_nsfw", None)
    return Spot(channel_id=channel.id, age_restricted=bool(is_nsfw and is_nsfw()), open=everyone.view_channel)
