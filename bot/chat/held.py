"""Interactions that come before the commands are there."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord.http import Route

_EVENT = "INTERACTION_CREATE"
#: Discord waits three seconds for an answer, and the way to it takes some of them.
_PATIENCE = 2.0
_AUTOCOMPLETE = 4
_MESSAGE, _CHOICES = 4, 8
_EPHEMERAL = 1 << 6


class Held:
    """Keeps what people ask from the moment of its making until it lets go, in the order they asked.

    Who would be left without an answer is told to ask again. discord.py acts on an interaction at once and
    has no public way to be asked to wait.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._parsers = client._connection.parsers
        self._act = self._parsers[_EVENT]
        self._waiting: list[Any] = []
        self._excuses: set[asyncio.Task[None]] = set()
        self._parsers[_EVENT] = self._keep

    def let_go(self) -> None:
        """Have discord.py act on all of them now, and on each later one when it comes."""
        self._parsers[_EVENT] = self._act
        waiting, self._waiting = self._waiting, []
        for interaction in waiting:
            self._act(interaction)

    def _keep(self, interaction: Any) -> None:
        self._waiting.append(interaction)
        asyncio.get_running_loop().call_later(_PATIENCE, self._excuse, interaction)

    def _excuse(self, interaction: Any) -> None:
        if interaction in self._waiting:
            self._waiting.remove(interaction)
            telling = asyncio.create_task(self._tell(interaction), name="excuse")
            self._excuses.add(telling)
            telling.add_done_callback(self._excuses.discard)

    async def _tell(self, interaction: Any) -> None:
        route = Route(
            "POST",
            "/interactions/{interaction_id}/{token}/callback",
            interaction_id=interaction["id"],
            token=interaction["token"],
        )
        # Too late for this one is too late: nothing was begun for it.
        with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
            await self._client.http.request(route, json=_answer_to(interaction))


def _answer_to(interaction: Any) -> dict[str, Any]:
    if interaction["type"] == _AUTOCOMPLETE:
        return {"type": _CHOICES, "data": {"choices": []}}
    from bot.chat.forms import typed_in
    from bot.chat.i18n import FALLBACK, speaking
    from bot.chat.words.replies import just_started

    data = interaction["data"]
    # Discord keeps neither what stood in a window nor the prompt of a command.
    prompt = (each["value"] for each in data.get("options", ()) if each["name"] == "prompt")
    with speaking(interaction.get("locale") or FALLBACK):
        said = just_started(typed_in(data) or next(prompt, ""))
    return {"type": _MESSAGE, "data": {"content": said, "flags": _EPHEMERAL}}
