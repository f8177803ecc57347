"""Each wish once: after a lost connection Discord may send one again, and a finger may press twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.clock import Clock

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Seen:
    """Remembers the last interactions, so that a copy is dropped before it costs anything."""

    def __init__(self, room: int = 4096) -> None:
        self._room = room
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, interaction_id: int) -> bool:
        """Whether this is new."""
        if interaction_id in self._ids:
            return False
        self._ids[interaction_id] = None
        if len(self._ids) > self._room:
            self._ids.popitem(last=False)
        return True

    def forget(self) -> None:
        """Begin anew, as a new process does."""
        self._ids.clear()


class Echoes:
    """Tells the second press of one finger from another wish."""

    def __init__(self, *, clock: Clock, within: float = 1.0, room: int = 1024) -> None:
        self._clock = clock
        self._within = within
        self._room = room
        self._pressed: OrderedDict[Hashable, float] = OrderedDict()

    def is_echo(self, press: Hashable) -> bool:
        """Whether the same was pressed `within` seconds ago."""
        now = self._clock.monotonic()
        before = self._pressed.pop(press, None)
        self._pressed[press] = now
        if len(self._pressed) > self._room:
            self._pressed.popitem(last=False)
        return before is not None and now - before < self._within


def is_new(interaction: discord.Interaction[Any]) -> bool:
    """Whether this bot sees the interaction for the first time."""
    bot: Bot = interaction.client
    return bot.seen.first(interaction.id)
