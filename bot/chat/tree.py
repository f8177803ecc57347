"""Slash commands: each interaction once, every error explained, and registered only when changed."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.chat.explain import explain

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: What Discord adds to a command it stores.
_ADDED = frozenset(
    {
        "id",
        "application_id",
        "guild_id",
        "version",
        "name_localizations",
        "description_localizations",
        "name_localized",
        "description_localized",
        "default_permission",
        "dm_permission",
        "handler",
    }
)


class Tree(app_commands.CommandTree["Bot"]):
    """The commands of this bot."""

    async def interaction_check(self, interaction: discord.Interaction[Bot], /) -> bool:
        """Let each interaction through once; after a lost connection Discord may send one again."""
        return interaction.client.seen.first(interaction.id)

    async def on_error(
        self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer in words."""
        await explain(interaction, error)

    async def publish(self) -> bool:
        """Register the commands with Discord if they differ from what it has. Whether they did."""
        application_id = self.client.application_id
        if application_id is None:
            raise discord.app_commands.MissingApplicationID
        known = await self.client.http.get_global_commands(application_id)
        ours = [command.to_dict(self) for command in self.get_commands()]
        if _by_name(known) == _by_name(ours):
            return False
        await self.sync()
        _log.info("%d commands registered", len(ours))
        return True


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


def _by_name(commands: list[Any]) -> dict[tuple[int, str], Any]:
    return {(command.get("type", 1), command["name"]): canonical(command) for command in commands}


def canonical(value: Any) -> Any:
    """A command as both sides would write it: without ids, nulls, falsehoods and empty lists."""
    if isinstance(value, dict):
        kept = {key: canonical(inner) for key, inner in value.items() if key not in _ADDED}
        return {key: inner for key, inner in kept.items() if inner not in (None, False, [], {})}
    if isinstance(value, list):
        inner = [canonical(each) for each in value]
        return sorted(inner) if all(isinstance(each, int) for each in inner) else inner
    return value
