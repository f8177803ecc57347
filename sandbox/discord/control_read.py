"""Control calls that look at the world, the log and what went over the gateway."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import islice
from typing import Any

from sandbox.discord.clients import CannotError
from sandbox.discord.control import Asked, Control
from sandbox.discord.journal import Request
from sandbox.discord.places import Channel
from sandbox.discord.waiting import read_condition, wait_for
from sandbox.discord.world import World

_WAIT_SECONDS = 10.0
#: More than is ever kept.
_ALL = 1_000_000


async def _world(asked: Asked) -> dict[str, Any]:
    world = asked.world
    asked.finish()
    return {
        "now": world.clock.now(),
        "bot": {"id": world.bot_id, "username": world.bot.username},
        "people": [
            {"id": one.id, "key": one.key, "name": one.global_name, "dm_open": one.dm_open}
            | {"installed": one.installed, "locale": one.locale}
            for one in world.people.values()
            if not one.bot
        ],
        "guilds": [
            {"id": guild.id, "key": guild.key, "name": guild.name, "with_bot": guild.with_bot}
            | {"locale": guild.locale, "owner_id": guild.owner_id, "roles": list(guild.roles.values())}
            | {"members": {one: member["roles"] for one, member in guild.members.items()}}
            for guild in world.guilds.values()
        ],
        "channels": [_channel(world, channel) for channel in world.channels.values()],
        "settings": asdict(world.settings),
    }


def _channel(world: World, channel: Channel) -> dict[str, Any]:
    rights = {one.key: str(int(world.rights(one.id, channel))) for one in world.people.values()}
    return {
        "id": channel.id,
        "key": channel.key,
        "guild_id": channel.guild_id,
        "nsfw": channel.wire.get("nsfw", False),
        "type": channel.wire["type"],
        "parent_id": channel.wire.get("parent_id"),
        "visible_to": [one.key for one in world.people.values() if world.sees(one.id, channel)],
        "permissions": rights,
    }


async def _message(asked: Asked) -> dict[str, Any]:
    wanted = asked.text("message")
    asked.finish()
    for channel in asked.world.channels:
        for message in asked.world.messages.in_channel(channel):
            if message.id == wanted:
                return message.view()
    raise CannotError(f"there never was a message {wanted}")


async def _log(asked: Asked) -> list[dict[str, Any]]:
    after, path = asked.number("after", 0), re.compile(asked.text("path", ""))
    method, status = asked.text("method", ""), asked.text("status", "")
    last = int(asked.number("last", _ALL))
    asked.finish()
    found = (
        entry
        for entry in reversed(asked.world.journal.requests)
        if entry.number > after
        and path.search(entry.path)
        and method in ("", entry.method)
        and status in ("", str(entry.status))
    )
    return [entry.view() for entry in islice(found, last)][::-1]


async def _violations(asked: Asked) -> dict[str, Any]:
    asked.finish()
    journal = asked.world.journal
    refusals = journal.refusals()
    return {
        "violations": [asdict(violation) for violation in journal.violations],
        "refusals": [_short(entry) for entry in refusals if entry.status != 429],
        "rate_limited": [_short(entry) for entry in refusals if entry.status == 429],
        "invalid_requests": asked.world.limits.invalid_requests(),
        "banned": asked.world.limits.banned(),
    }


def _short(entry: Request) -> dict[str, Any]:
    answer = entry.answer()
    code = answer.get("code") if isinstance(answer, dict) else None
    return {
        "request": entry.number,
        "method": entry.method,
        "path": entry.path,
        "status": entry.status,
        "code": code,
    }


async def _forgive(asked: Asked) -> dict[str, Any]:
    asked.finish()
    asked.world.journal.violations.clear()
    return {}


async def _interactions(asked: Asked) -> list[dict[str, Any]]:
    asked.finish()
    return [asked.world.interactions.view(each) for each in asked.world.interactions.all()]


async def _interaction(asked: Asked) -> dict[str, Any]:
    found = asked.world.interactions.get(asked.text("interaction"))
    asked.finish()
    if found is None:
        raise CannotError("there is no such interaction")
    return asked.world.interactions.view(found)


async def _dispatched(asked: Asked) -> list[dict[str, Any]]:
    name, last = asked.text("name", ""), int(asked.number("last", _ALL))
    asked.finish()
    found = (event for event in reversed(asked.world.sessions.dispatched) if name in ("", event.name))
    return [asdict(event) for event in islice(found, last)][::-1]


async def _sessions(asked: Asked) -> list[dict[str, Any]]:
    asked.finish()
    return [session.view() for session in asked.world.sessions.all()]


async def _wait(asked: Asked) -> Any:
    timeout = asked.number("timeout", _WAIT_SECONDS)
    wanted = {key: value for key, value in asked.fields.items() if key != "timeout"}
    return await wait_for(asked.world, read_condition(asked.world, wanted), timeout)


CONTROLS = (
    Control("GET", "/world", _world),
    Control("GET", "/messages/{message}", _message),
    Control("GET", "/log", _log),
    Control("GET", "/violations", _violations),
    Control("DELETE", "/violations", _forgive),
    Control("GET", "/interactions", _interactions),
    Control("GET", "/interactions/{interaction}", _interaction),
    Control("GET", "/dispatched", _dispatched),
    Control("GET", "/sessions", _sessions),
    Control("POST", "/wait", _wait),
)
