"""Each interaction once: after a lost connection Discord may send one again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import discord

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


def is_new(interaction: discord.Interaction[Any]) -> bool:
    """Whether this bot sees the interaction for the first time."""
    bot: Bot = interaction.client
    return bot.seen.first(interaction.id)
