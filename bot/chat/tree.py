"""Slash commands: each interaction once, every error explained, and registered only when changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.http import Route

from bot.chat.seen import is_new

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: The type of what is typed after a slash.
_SLASH = 1
#: Option types of sub-commands and their groups.
_PARTS = (1, 2)
#: What the value of an integer, a boolean and a number is; all others come as text.
_VALUES: dict[int, type | tuple[type, ...]] = {4: int, 5: bool, 10: (int, float)}
#: What Discord adds to a command it stores.
_ADDED = frozenset(
    {
        "id",
        "application_id",
        "guild_id",
        "version",
        "name_localized",
        "description_localized",
        "default_permission",
        "dm_permission",
        "handler",
    }
)

#: Sent as a number, answered as a text.
_PERMISSIONS = "default_member_permissions"


class Tree(app_commands.CommandTree["Bot"]):
    """The commands of this bot."""

    def __init__(self, client: Bot) -> None:
        super().__init__(client)
        #: Discord's numbers of slash commands by name, once they are published.
        self.ids: dict[str, int] = {}

    async def interaction_check(self, interaction: discord.Interaction[Bot], /) -> bool:
        """Let each interaction through once, and none of a command that has changed since.

        The asker's language is in force from here on.

        Raises:
            CommandSignatureMismatch: the options are those of another version.
        """
        # What only answers need is loaded by the time of the first; the client connects without it.
        from bot.chat.language import speak_to

        if not is_new(interaction):
            return False
        await speak_to(interaction)
        command = interaction.command
        if isinstance(command, app_commands.Command) and _is_outdated(command, interaction):
            raise app_commands.CommandSignatureMismatch(command)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer in words."""
        from bot.chat.explain import explain

        await explain(interaction, error)

    async def publish(self) -> bool:
        """Register the commands with Discord if they differ from what it has. Whether they did."""
        from bot.chat.translator import Translations

        application_id = self.client.application_id
        if application_id is None:
            raise discord.app_commands.MissingApplicationID
        translator = Translations()
        ours = [await each.get_translated_payload(self, translator) for each in self.get_commands()]
        known = await self._known(application_id)
        if _by_name(known) == _by_name(ours):
            self.ids = _ids_of(known)
            return False
        made = await self.client.http.bulk_upsert_global_commands(application_id, payload=ours)
        self.ids = _ids_of(made)
        _log.info("%d commands registered", len(ours))
        return True

    async def _known(self, application_id: int) -> list[Any]:
        """What Discord has, with its translations, which discord.py does not ask for."""
        route = Route("GET", "/applications/{application_id}/commands", application_id=application_id)
        known: list[Any] = await self.client.http.request(route, params={"with_localizations": "true"})
        return known


@lru_cache
def _types_of(command: app_commands.Command[Any, ..., Any]) -> dict[str, int]:
    """The type of each option, by name."""
    return {parameter.display_name: parameter.type.value for parameter in command.parameters}


def _is_outdated(command: app_commands.Command[Any, ..., Any], interaction: discord.Interaction[Any]) -> bool:
    """Whether an option is unknown or of another type. discord.py hands such values on as they come."""
    if interaction.type is not discord.InteractionType.application_command:
        return False
    known = _types_of(command)
    data: Any = interaction.data or {}
    options: list[dict[str, Any]] = data.get("options") or []
    while options and options[0]["type"] in _PARTS:
        options = options[0].get("options") or []
    return any(
        known.get(option["name"]) != option["type"]
        or not isinstance(option["value"], _VALUES.get(option["type"], str))
        for option in options
    )


def _ids_of(commands: Iterable[Any]) -> dict[str, int]:
    return {each["name"]: int(each["id"]) for each in commands if each.get("type", _SLASH) == _SLASH}


def _by_name(commands: list[Any]) -> dict[tuple[int, str], Any]:
    return {(command.get("type", 1), command["name"]): canonical(command) for command in commands}


def canonical(value: Any) -> Any:
    """A command as both sides would write it: without ids, nulls, falsehoods and what is empty."""
    if isinstance(value, dict):
        kept = {key: _same_type(key, canonical(inner)) for key, inner in value.items() if key not in _ADDED}
        return {key: inner for key, inner in kept.items() if not _says_nothing(inner)}
    if isinstance(value, list):
        inner = [canonical(each) for each in value]
        return sorted(inner) if all(isinstance(each, int) for each in inner) else inner
    return value


def _same_type(key: str, value: Any) -> Any:
    """Permissions are a number in discord.py and text at Discord."""
    return str(value) if key == _PERMISSIONS and value is not None else value


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ([], {}, "")
