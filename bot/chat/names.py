"""What people are called in a guild, for pictures that cannot hold a mention."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping

import aiohttp
import discord

from bot.domain.clock import Clock

#: Names that are kept, and for how many seconds.
_ROOM, _LIFE = 2048, 3600.0
#: Seconds that asking for all of them may take.
_PATIENCE = 2.5


class Names:
    """Asks Discord, which the bot is told of nobody otherwise, and remembers for a while."""

    def __init__(self, client: discord.Client, *, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[float, str]] = OrderedDict()

    async def of(self, guild_id: int, user_ids: Iterable[int]) -> Mapping[int, str]:
        """Those that could be learnt in time."""
        wanted = list(user_ids)
        asked = [user_id for user_id in wanted if not self._is_fresh(guild_id, user_id)]
        try:
            async with asyncio.timeout(_PATIENCE):
                await asyncio.gather(*(self._ask(guild_id, user_id) for user_id in asked))
        except TimeoutError:
            # The others are shown by number alone.
            pass
        found = {user_id: self._known.get((guild_id, user_id), (0.0, ""))[1] for user_id in wanted}
        return {user_id: name for user_id, name in found.items() if name}

    def _is_fresh(self, guild_id: int, user_id: int) -> bool:
        at, _ = self._known.get((guild_id, user_id), (-_LIFE, ""))
        return self._clock.monotonic() - at < _LIFE

    async def _ask(self, guild_id: int, user_id: int) -> None:
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return
        try:
            name = (await guild.fetch_member(user_id)).display_name
        except discord.NotFound:
            # They have left.
            name = ""
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            return
        self._known[guild_id, user_id] = (self._clock.monotonic(), name)
        self._known.move_to_end((guild_id, user_id))
        while len(self._known) > _ROOM:
            self._known.popitem(last=False)
