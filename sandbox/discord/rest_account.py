"""The bot's account, its application, and where the gateway is."""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import refused
from sandbox.discord.people import Person
from sandbox.discord.world import World


async def _me(call: Call) -> Answer:
    extra = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None, "premium_type": 0}
    return Answer(200, call.world.bot.wire() | extra)


async def _user(call: Call) -> Answer:
    return Answer(200, _person(call.world, call.params["user_id"]).wire())


async def _application(call: Call) -> Answer:
    return Answer(200, application_wire(call.world))


async def _gateway(call: Call) -> Answer:
    return Answer(200, {"url": gateway_url(call.world)})


async def _gateway_bot(call: Call) -> Answer:
    used = call.world.sessions.identifies
    start = {"total": 1000, "remaining": max(0, 1000 - used), "reset_after": 86_400_000, "max_concurrency": 1}
    body = {
        "url": gateway_url(call.world),
        "shards": call.world.settings.shards,
        "session_start_limit": start,
    }
    return Answer(200, body)


async def _open_dm(call: Call) -> Answer:
    person = _person(call.world, str(call.object().get("recipient_id")))
    if person.bot:
        raise refused(50007)
    return Answer(200, call.world.dm_with(person).wire)


def gateway_url(world: World) -> str:
    """The websocket address, on the same port as everything else."""
    return world.blobs.base.replace("http", "ws", 1) + "/gateway"


def application_wire(world: World) -> dict[str, Any]:
    """The application object."""
    owner = next(person for person in world.people.values() if person.key == "owner")
    installed = sum(person.installed for person in world.people.values())
    return {
        "id": world.bot_id,
        "name": "Inkling",
        "icon": None,
        "description": "",
        "type": None,
        "bot": world.bot.wire(),
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": hashlib.sha256(world.bot_id.encode()).hexdigest(),
        "flags": 0,
        "flags_new": "0",
        "max_participants": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": owner.wire(),
        "approximate_guild_count": sum(guild.with_bot for guild in world.guilds.values()),
        "approximate_user_install_count": installed,
        "approximate_user_authorization_count": installed,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def _person(world: World, user_id: str) -> Person:
    person = world.people.get(user_id)
    if person is None:
        raise refused(10013)
    return person


ROUTES = (
    Route("GET", "/users/@me", _me),
    Route("GET", "/users/{user_id}", _user),
    Route("POST", "/users/@me/channels", _open_dm),
    Route("GET", "/applications/@me", _application),
    Route("GET", "/oauth2/applications/@me", _application),
    Route("GET", "/gateway", _gateway, open=True),
    Route("GET", "/gateway/bot", _gateway_bot),
)
