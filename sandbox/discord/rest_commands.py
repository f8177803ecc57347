"""Registering application commands, globally and for one guild."""

from __future__ import annotations

from typing import Any

from sandbox.discord.commands import Scope
from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import bad_field, raise_for, refused
from sandbox.discord.rules import check_command, check_commands

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


async def _list(call: Call) -> Answer:
    """All of them. Translations come only when asked for.

    Source: Discord documentation, "Application Commands", Get Global Application Commands.
    """
    found = call.world.commands.all(_scope(call))
    return Answer(200, found if _says_yes(call.query.get("with_localizations")) else _untranslated(found))


def _says_yes(word: str | None) -> bool:
    return word is not None and word.lower() in ("true", "1")


def _untranslated(value: Any) -> Any:
    """Commands and all that is in them without the dictionaries of their translations."""
    if isinstance(value, list):
        return [_untranslated(each) for each in value]
    if isinstance(value, dict):
        return {key: _untranslated(inner) for key, inner in value.items() if key not in _TRANSLATIONS}
    return value


async def _replace(call: Call) -> Answer:
    scope = _scope(call)
    if not isinstance(call.body, list):
        raise bad_field((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    raise_for(check_commands(call.body, guild=scope is not None))
    return Answer(200, call.world.commands.put(call.params["application_id"], scope, call.body))


async def _create(call: Call) -> Answer:
    scope, body = _scope(call), call.object()
    others = [
        known
        for known in call.world.commands.all(scope)
        if (known["name"], known["type"]) != (body.get("name"), body.get("type", 1))
    ]
    raise_for(check_command(body, others=others, guild=scope is not None))
    command, fresh = call.world.commands.upsert(call.params["application_id"], scope, body)
    return Answer(201 if fresh else 200, command)


async def _get(call: Call) -> Answer:
    return Answer(200, _command(call))


async def _permissions(call: Call) -> Answer:
    """To whom a guild gave or denied one command.

    Source: Discord documentation, "Application Commands", Get Application Command Permissions.
    """
    guild_id, command_id = _scope(call) or "", call.params["command_id"]
    offered = {command["id"]: command["name"] for command in call.world.commands.offered(guild_id)}
    if command_id not in offered:
        raise refused(10063)
    decided = call.world.guilds[guild_id].given.get(offered[command_id], {})
    if not decided:
        raise refused(10066)
    given = [
        {"id": target, "type": _PERSON if target in call.world.people else _ROLE, "permission": may}
        for target, may in decided.items()
    ]
    found = {"id": command_id, "application_id": call.world.bot_id, "guild_id": guild_id}
    return Answer(200, found | {"permissions": given})


async def _change(call: Call) -> Answer:
    scope, body = _scope(call), call.object()
    command = _command(call)
    others = [known for known in call.world.commands.all(scope) if known["id"] != command["id"]]
    whole = {key: value for key, value in command.items() if key not in _SERVER_SIDE} | body
    raise_for(check_command(whole, others=others, guild=scope is not None))
    return Answer(200, call.world.commands.change(scope, command["id"], body))


async def _delete(call: Call) -> Answer:
    call.world.commands.remove(_scope(call), _command(call)["id"])
    return Answer(204)


#: Kinds of whom a command is given to.
_ROLE, _PERSON = 1, 2
_TRANSLATIONS = ("name_localizations", "description_localizations")
_SERVER_SIDE = ("id", "application_id", "version", "guild_id", "dm_permission")


def _scope(call: Call) -> Scope:
    """The guild of the path, or None for global commands. Raises RefusedError for what is not the bot's."""
    if call.params["application_id"] != call.world.bot_id:
        raise refused(20012)
    guild_id = call.params.get("guild_id")
    if guild_id is None:
        return None
    guild = call.world.guilds.get(guild_id)
    if guild is None or not guild.with_bot:
        raise refused(50001)
    return guild_id


def _command(call: Call) -> dict[str, Any]:
    command = call.world.commands.get(_scope(call), call.params["command_id"])
    if command is None:
        raise refused(10063)
    return command


ROUTES = (
    *(
        route
        for base in (_GLOBAL, _GUILD)
        for route in (
            Route("GET", base, _list),
            Route("PUT", base, _replace),
            Route("POST", base, _create),
            Route("GET", base + "/{command_id}", _get),
            Route("PATCH", base + "/{command_id}", _change),
            Route("DELETE", base + "/{command_id}", _delete),
        )
    ),
    Route("GET", _GUILD + "/{command_id}/permissions", _permissions),
)
