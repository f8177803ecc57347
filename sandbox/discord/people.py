"""The people of the sandbox, and how Discord writes a user and a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.discord.clock import iso

_JOINED = 1_700_000_000.0


@dataclass(slots=True, kw_only=True)
class Person:
    """A user account. `key` is the short name by which the control API calls them."""

    id: str
    key: str
    username: str
    global_name: str | None
    bot: bool = False
    locale: str = "en-US"
    dm_open: bool = True
    installed: bool = False  # has added the app to their own account

    def wire(self) -> dict[str, Any]:
        """The user object."""
        user: dict[str, Any] = {
            "id": self.id,
            "username": self.username,
            "avatar": None,
            "discriminator": "0" if not self.bot else "4242",
            "public_flags": 0,
            "flags": 0,
            "banner": None,
            "accent_color": None,
            "global_name": self.global_name,
            "avatar_decoration_data": None,
            "collectibles": None,
            "primary_guild": None,
        }
        return user | {"bot": True} if self.bot else user


def member_wire(person: Person, roles: list[str]) -> dict[str, Any]:
    """The guild member object of a person holding these roles."""
    return {
        "user": person.wire(),
        "roles": roles,
        "nick": None,
        "avatar": None,
        "banner": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": iso(_JOINED),
        "pending": False,
        "premium_since": None,
        "mute": False,
        "deaf": False,
    }
