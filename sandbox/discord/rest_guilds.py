"""Guilds, members and roles, read by the bot."""

from __future__ import annotations

from sandbox.discord.endpoint import Answer, Call, Route
from sandbox.discord.errors import refused
from sandbox.discord.places import Guild


async def _guild_get(call: Call) -> Answer:
    guild = _guild(call)
    counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return Answer(200, guild.wire() | (counts if call.query.get("with_counts") in ("1", "true") else {}))


async def _channels(call: Call) -> Answer:
    guild = _guild(call)
    places = [channel for channel in call.world.channels.values() if channel.guild_id == guild.id]
    return Answer(200, [channel.wire for channel in places if not channel.is_thread])


async def _roles(call: Call) -> Answer:
    return Answer(200, list(_guild(call).roles.values()))


async def _member(call: Call) -> Answer:
    member = _guild(call).members.get(call.params["user_id"])
    if member is None:
        raise refused(10007)
    return Answer(200, member)


async def _mine(call: Call) -> Answer:
    world = call.world
    return Answer(
        200,
        [
            {
                "id": guild.id,
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": guild.owner_id == world.bot_id,
                "permissions": str(int(world.guild_rights(world.bot_id, guild))),
                "features": [],
            }
            for guild in world.guilds.values()
            if guild.with_bot
        ],
    )


def _guild(call: Call) -> Guild:
    guild = call.world.guilds.get(call.params["guild_id"])
    if guild is None:
        raise refused(10004)
    if not guild.with_bot:
        raise refused(50001)
    return guild


ROUTES = (
    Route("GET", "/users/@me/guilds", _mine),
    Route("GET", "/guilds/{guild_id}", _guild_get),
    Route("GET", "/guilds/{guild_id}/channels", _channels),
    Route("GET", "/guilds/{guild_id}/roles", _roles),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", _member),
)
