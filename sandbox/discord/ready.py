"""READY and GUILD_CREATE."""

from __future__ import annotations

from typing import Any

from sandbox.discord.places import Guild
from sandbox.discord.sessions import Session
from sandbox.discord.world import World


def ready(world: World, session: Session, guilds: list[Guild], gateway_url: str) -> dict[str, Any]:
    """The first event of a session: guilds come as stubs, then one GUILD_CREATE each."""
    return {
        "v": 10,
        "user": world.bot.wire() | {"verified": True, "mfa_enabled": True, "email": None},
        "user_settings": {},
        "session_type": "normal",
        "session_id": session.id,
        "resume_gateway_url": gateway_url,
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
        "guild_join_requests": [],
        "shard": [session.shard, session.shards],
        "application": world.application(),
        "geo_ordered_rtc_regions": [],
        "_trace": ["sandbox"],
    }


def guild_create(world: World, guild: Guild) -> dict[str, Any]:
    """A guild as the gateway tells it: only the bot itself among the members."""
    places = [channel for channel in world.channels.values() if channel.guild_id == guild.id]
    return guild.wire() | {
        "joined_at": guild.members[world.bot_id]["joined_at"],
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [guild.members[world.bot_id]] if world.bot_id in guild.members else [],
        "channels": [channel.wire for channel in places if not channel.is_thread],
        "threads": [channel.wire for channel in places if channel.is_thread],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
