"""A thread on each result, where moderators want one."""

from __future__ import annotations

import logging
from typing import Final

import discord

from bot.chat.permissions import THREADS, lacking_in
from bot.chat.policy import Policy
from bot.chat.text import clip, plain
from bot.chat.wire import told_apart
from bot.domain.errors import DeliveryRefused, StoreError
from bot.domain.job import Job

_log = logging.getLogger(__name__)

#: Discord's longest name of a thread.
_LONGEST = 100
#: Minutes without a message after which it is put away.
_PUT_AWAY_AFTER: Final = 1440


class Threads:
    """Opens them. A picture that was delivered stays delivered, whatever becomes of its thread."""

    def __init__(self, *, client: discord.Client, policy: Policy) -> None:
        self._client = client
        self._policy = policy

    async def open_on(self, job: Job, message_id: int) -> None:
        """Open a thread on a result in a channel, if it has none yet and the bot may."""
        try:
            wanted = (await self._policy.channel(job.origin)).thread_per_result and not job.private
            channel = self._client.get_channel(job.origin.channel_id or 0)
            if wanted and isinstance(channel, discord.TextChannel) and not lacking_in(channel, [THREADS]):
                with told_apart():
                    await channel.get_partial_message(message_id).create_thread(
                        name=clip(plain(job.request.prompt), _LONGEST), auto_archive_duration=_PUT_AWAY_AFTER
                    )
        except (DeliveryRefused, StoreError, OSError) as error:
            _log.info("job %s got no thread: %s", job.id, error)
