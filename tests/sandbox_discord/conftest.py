"""A stand-in and a bot per test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.sandbox_discord.bot import Small, small_bot
from tests.support.discord import DiscordControl, start_discord


@pytest.fixture
async def discord() -> AsyncIterator[DiscordControl]:
    """The stand-in, in a process of its own."""
    async with start_discord() as server:
        yield server


@pytest.fixture
async def bot(discord: DiscordControl, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Small]:
    """A small discord.py bot, connected."""
    async with small_bot(discord, monkeypatch) as small:
        yield small
