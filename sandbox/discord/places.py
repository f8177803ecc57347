"""Guilds, roles and channels, and how Discord writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sandbox.discord.permissions import Permission


class ChannelType(IntEnum):
    """The kinds of channel the stand-in knows."""

    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11


@dataclass(slots=True, kw_only=True)
class Channel:
    """A guild channel, a thread or a direct conversation. `wire` is its channel object."""

    id: str
    key: str
    guild_id: str | None
    wire: dict[str, Any]

    @property
    def is_dm(self) -> bool:
        """Whether this is a direct conversation."""
        return self.guild_id is None

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread of another channel."""
        return bool(self.wire["type"] == ChannelType.PUBLIC_THREAD)


@dataclass(slots=True, kw_only=True)
class Guild:
    """A server. Members and roles are wire dictionaries, by id."""

    id: str
    key: str
    name: str
    owner_id: str
    with_bot: bool = True
    locale: str = "en-US"
    #: Where Discord itself writes that somebody came.
    system_channel_id: str | None = None
    roles: dict[str, dict[str, Any]] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: To whom it gave or denied commands (Server Settings, Integrations): by command, then by role or person.
    given: dict[str, dict[str, bool]] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """The guild object of the REST API."""
        return _GUILD_DEFAULTS | {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner_id,
            "preferred_locale": self.locale,
            "system_channel_id": self.system_channel_id,
            "roles": list(self.roles.values()),
        }

    def rights(self) -> dict[str, Any]:
        """Just what the permission computation reads."""
        return {"id": self.id, "owner_id": self.owner_id, "roles": list(self.roles.values())}


_GUILD_DEFAULTS: dict[str, Any] = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": [],
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 2,
    "max_presences": None,
    "max_members": 25_000_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}


def role_wire(role_id: str, name: str, permissions: Permission, position: int = 1) -> dict[str, Any]:
    """A role object."""
    return {
        "id": role_id,
        "name": name,
        "permissions": str(int(permissions)),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def text_channel(guild_id: str, channel_id: str, name: str, **more: Any) -> dict[str, Any]:
    """A text channel object."""
    return {
        "id": channel_id,
        "type": int(ChannelType.TEXT),
        "guild_id": guild_id,
        "name": name,
        "position": 0,
        "flags": 0,
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
    } | more


def dm_channel(channel_id: str, recipient: dict[str, Any]) -> dict[str, Any]:
    """A direct conversation as the bot sees it."""
    return {
        "id": channel_id,
        "type": int(ChannelType.DM),
        "flags": 0,
        "last_message_id": None,
        "recipients": [recipient],
    }


def overwrite(target_id: str, kind: int, allow: Permission, deny: Permission) -> dict[str, Any]:
    """A permission overwrite; `kind` 0 is a role, 1 a member."""
    return {"id": target_id, "type": kind, "allow": str(int(allow)), "deny": str(int(deny))}
