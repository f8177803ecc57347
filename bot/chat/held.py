"""Interactions that come before the commands are there."""

from __future__ import annotations

from typing import Any

import discord

_EVENT = "INTERACTION_CREATE"


class Held:
    """Keeps what people ask from the moment of its making until it lets go, in the order they asked.

    discord.py acts on an interaction at once and has no public way to be asked to wait.
    """

    def __init__(self, client: discord.Client) -> None:
        self._parsers = client._connection.parsers
        self._act = self._parsers[_EVENT]
        self._waiting: list[Any] = []
        self._parsers[_EVENT] = self._waiting.append

    def let_go(self) -> None:
        """Have discord.py act on all of them now, and on each later one when it comes."""
        self._parsers[_EVENT] = self._act
        for interaction in self._waiting:
            self._act(interaction)
