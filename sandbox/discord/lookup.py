"""Finding people and places by key, name or id, as a control call names them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from sandbox.discord.blobs import Upload
from sandbox.discord.clients import CannotError
from sandbox.discord.people import Person
from sandbox.discord.places import Channel, Guild
from sandbox.discord.world import World


class Lookup:
    """Names within a world; inside `channel` when that matters."""

    def __init__(self, world: World, channel: Channel | None = None) -> None:
        self._world = world
        self._here = channel

    def person(self, name: str) -> Person:
        """By key ("member"), user name or id. Raises CannotError when there is none."""
        for person in self._world.people.values():
            if name in (person.id, person.key, person.username):
                return person
        raise CannotError(f"there is no person {name!r}")

    def guild(self, name: str) -> Guild:
        """By key, name or id. Raises CannotError when there is none."""
        for guild in self._world.guilds.values():
            if name in (guild.id, guild.key, guild.name):
                return guild
        raise CannotError(f"there is no guild {name!r}")

    def channel(self, name: str) -> Channel:
        """By key or id; "dm-member" is the bot's conversation with a person. Raises CannotError."""
        for channel in self._world.channels.values():
            if name in (channel.id, channel.key):
                return channel
        if name.startswith("dm-"):
            return self._world.dm_with(self.person(name.removeprefix("dm-")))
        raise CannotError(f"there is no channel {name!r}")

    def role(self, name: str) -> dict[str, Any]:
        """By name or id within the guild at hand. Raises CannotError when there is none."""
        guild_id = self._here.guild_id if self._here else None
        roles = self._world.guilds[guild_id].roles if guild_id else {}
        for role in roles.values():
            if name in (role["id"], role["name"]):
                return role
        raise CannotError(f"there is no role {name!r} here")

    def member(self, person_id: str) -> dict[str, Any] | None:
        """The member object without its user, as `resolved` carries it."""
        if self._here is None or self._here.guild_id is None:
            return None
        if person_id not in self._world.guilds[self._here.guild_id].members:
            return None
        found = self._world.member_in(person_id, self._here) or {}
        return {key: value for key, value in found.items() if key not in ("user", "deaf", "mute")}

    def uploaded(self, value: Any) -> dict[str, Any]:
        """An attachment object for `{"filename", "base64", "content_type"?}`. Raises CannotError."""
        if not isinstance(value, Mapping) or "filename" not in value or "base64" not in value:
            raise CannotError('a file is {"filename": ..., "base64": ...}')
        try:
            data = base64.b64decode(value["base64"], validate=True)
        except (binascii.Error, ValueError):
            raise CannotError("the file's base64 is broken") from None
        kind = str(value.get("content_type", "application/octet-stream"))
        channel_id = self._here.id if self._here else "0"
        wire = self._world.blobs.keep(channel_id, Upload(str(value["filename"]), kind, data))
        return wire | {"ephemeral": True}
