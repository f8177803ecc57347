"""Blocking people, letting them ask again, and their strikes."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, text
from bot.chat.explain import whisper
from bot.chat.safety.logbook import Logbook
from bot.chat.safety.presses import ClearStrikesButton
from bot.chat.typed import in_english
from bot.chat.words import modlog
from bot.chat.words import safety as words
from bot.chat.words.typed import FOREVER
from bot.domain.clock import Clock
from bot.domain.errors import BlockFault, BlockRefused
from bot.domain.safety import LONGEST_BLOCK, Block, ModAction
from bot.domain.span import seconds_in
from bot.store.stores import Store

_DAY = 86_400_000
#: Strikes that are shown.
_SHOWN = 10
#: What people write for "until a moderator lifts it".
_FOR_EVER = frozenset({FOREVER, "for ever", "permanent", "always"})

Person = discord.User | discord.Member


class People:
    """What moderators do about members."""

    def __init__(self, *, store: Store, log: Logbook, clock: Clock) -> None:
        self._store = store
        self._tables = store.safety
        self._log = log
        self._clock = clock

    async def block(
        self, interaction: discord.Interaction[Any], guild_id: int, who: Person, duration: str, reason: str
    ) -> None:
        """Block a person.

        Raises:
            BlockRefused: not this one, or not for that long.
        """
        if who.bot:
            raise BlockRefused(BlockFault.A_BOT, str(who.id))
        now_ms, seconds = self._clock.wall_ms(), read_duration(duration)
        block = Block(
            guild_id=guild_id,
            user_id=who.id,
            until=None if seconds is None else now_ms + seconds * 1000,
            reason=reason,
            by_user_id=interaction.user.id,
            at=now_ms,
        )
        await self._done(interaction, await self._tables.blocks.block(block))

    async def unblock(
        self, interaction: discord.Interaction[Any], guild_id: int, who: Person, reason: str
    ) -> None:
        """Let a person ask again.

        Raises:
            BlockRefused: there is no block that holds.
        """
        by = interaction.user.id
        await self._done(
            interaction, await self._tables.blocks.unblock(guild_id, who.id, by=by, reason=reason)
        )

    async def strikes(self, interaction: discord.Interaction[Any], guild_id: int, user_id: int) -> None:
        """Show a member's strikes."""
        panel = await self._strikes(guild_id, user_id)
        await interaction.response.send_message(view=panel, ephemeral=True)

    async def clear_strikes(self, interaction: discord.Interaction[Any], guild_id: int, user_id: int) -> None:
        """Have none of them count any more."""
        action = await self._tables.strikes.clear(guild_id, user_id, by=interaction.user.id)
        await interaction.response.edit_message(view=await self._strikes(guild_id, user_id))
        if action is not None:
            await self._log.note(action)

    async def _strikes(self, guild_id: int, user_id: int) -> Layout:
        decided = (await self._store.settings.guild(guild_id)).settings
        since = self._clock.wall_ms() - decided.strike_days * _DAY
        count = await self._tables.strikes.count(guild_id, user_id, since=since)
        found = await self._tables.strikes.of(guild_id, user_id, limit=_SHOWN)
        lines = [words.strike_line(each.at, each.cleared_at) for each in found]
        title = words.strikes_title(user_id, count, decided.strikes, decided.strike_days)
        pieces: list[Piece] = [text(title, *lines)]
        if any(each.cleared_at is None for each in found):
            pieces.append(ui.ActionRow(ClearStrikesButton(user_id)))
        return layout(QUIET, pieces)

    async def _done(self, interaction: discord.Interaction[Any], action: ModAction) -> None:
        await whisper(interaction, modlog.told(action))
        await self._log.note(action)


def read_duration(text: str) -> int | None:
    """Seconds of a block as people write it: "12h", "7d"; `None` is for ever.

    Raises:
        BlockRefused: it is no length of time, or too long.
    """
    said = in_english(text)
    if said.casefold() in _FOR_EVER:
        return None
    seconds = seconds_in(said)
    if not seconds:
        raise BlockRefused(BlockFault.NOT_A_TIME, text)
    if seconds > LONGEST_BLOCK:
        raise BlockRefused(BlockFault.TOO_LONG, text)
    return seconds
