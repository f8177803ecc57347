"""Saying that an answer takes a while: Discord shows "thinking" until it is there."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Self

import discord

from bot.chat.explain import WIRE_ERRORS


class Deferral:
    """Says so if the block takes longer than `patience` seconds; to the asker alone if it is `private`."""

    def __init__(self, interaction: discord.Interaction[Any], patience: float, *, private: bool) -> None:
        self._interaction = interaction
        self._patience = patience
        self._private = private
        self._deferring: asyncio.Task[None] | None = None

    @property
    def begun(self) -> bool:
        """Whether it took so long."""
        return self._deferring is not None

    async def __aenter__(self) -> Self:
        self._timer = asyncio.get_running_loop().call_later(self._patience, self._begin)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._deferring is not None:
            # What is answered next takes its place.
            await self._deferring

    def _begin(self) -> None:
        self._deferring = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        # If this is not taken, neither is the answer; that is where it is found out.
        with suppress(*WIRE_ERRORS):
            await self._interaction.response.defer(thinking=True, ephemeral=self._private)
