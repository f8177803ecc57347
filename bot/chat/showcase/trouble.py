"""What keeps a guild's showcase from showing anything; and telling its moderators, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord

from bot.chat.cards.parts import FAULT, Layout, layout, small, text
from bot.chat.desk import Desk
from bot.chat.i18n import speaking
from bot.chat.permissions import lacking_in
from bot.chat.wire import nonce_of
from bot.chat.words import showcase as words
from bot.chat.words.permissions import named
from bot.domain.clock import Clock
from bot.store.showcase import Showcase, Shown

#: Seconds until telling is tried again where it was not possible.
_PATIENCE = 600.0


def trouble_in(guild: discord.Guild | None, channel_id: int | None) -> str:
    """What a showcase in that channel lacks, with the fix; empty for nothing, and where there is none."""
    if guild is None or channel_id is None:
        return ""
    channel = guild.get_channel(channel_id)
    if channel is None:
        return words.CHANNEL_GONE()
    if not isinstance(channel, discord.abc.Messageable):
        return words.refused(channel_id)
    lacking = lacking_in(channel)
    return words.lacks(channel_id, named(lacking)) if lacking else ""


class Trouble:
    """They are told again only after something could be shown in between."""

    def __init__(
        self, *, rows: Showcase, desk: Desk, clock: Clock, language: Callable[[int], Awaitable[str]]
    ) -> None:
        self._rows = rows
        self._desk = desk
        self._clock = clock
        #: What all read in a guild.
        self._language = language
        #: When telling is tried again, by guild.
        self._not_before: dict[int, float] = {}

    async def tell(self, shown: Shown, why: Callable[[], str]) -> None:
        """Tell why this one cannot be shown, unless they know that something cannot."""
        guild_id = shown.guild_id
        channel_id = await self._desk.channel(guild_id)
        must_wait = self._clock.monotonic() < self._not_before.get(guild_id, 0.0)
        if channel_id is None or must_wait or await self._rows.is_told(guild_id):
            return
        count = await self._rows.waiting(guild_id)
        with speaking(await self._language(guild_id)):
            card = trouble_card(why(), count)
        nonce = nonce_of(shown.job_id, f"showcase/trouble/{shown.at}")
        if await self._desk.post(channel_id, card, nonce=nonce) is None:
            self._not_before[guild_id] = self._clock.monotonic() + _PATIENCE
        else:
            await self._rows.tell(guild_id)


def trouble_card(why: str, count: int) -> Layout:
    """Why nothing is shown, and how much waits."""
    return layout(FAULT, [text(words.STUCK(), why, small(words.waiting(count), words.TRYING()))])
