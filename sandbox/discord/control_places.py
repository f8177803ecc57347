"""Control calls of owners and moderators: channels, rights, roles, the bot's membership."""

from __future__ import annotations

from typing import Any

from sandbox.discord.announce import tell_place
from sandbox.discord.clients import CannotError
from sandbox.discord.clock import iso
from sandbox.discord.control import Asked, Control
from sandbox.discord.lookup import Lookup
from sandbox.discord.people import Person, member_wire
from sandbox.discord.permissions import NONE, Permission
from sandbox.discord.places import Channel, Guild, overwrite
from sandbox.discord.ready import guild_create
from sandbox.discord.rules.choices import LOCALES
from sandbox.discord.threads import archive, open_thread
from sandbox.discord.world import World

_GUILDS, _MEMBERS = 1 << 0, 1 << 1
_ROLE, _MEMBER = 0, 1


async def _channel(asked: Asked) -> dict[str, Any]:
    channel, action = asked.channel(), asked.text("action")
    asked.finish()
    match action:
        case "delete":
            _delete(asked.world, channel)
            return {}
        case "lock" | "unlock" if channel.is_thread:
            channel.wire["thread_metadata"]["locked"] = action == "lock"
        case "lock":
            _overwrite(asked.world, channel, asked.world.bot_id, NONE, Permission.SEND_MESSAGES)
            _overwrite(asked.world, channel, channel.guild_id or "", NONE, Permission.SEND_MESSAGES)
        case "unlock":
            _overwrite(asked.world, channel, asked.world.bot_id, NONE, NONE)
            _overwrite(asked.world, channel, channel.guild_id or "", NONE, NONE)
        case "restrict" | "unrestrict":
            channel.wire["nsfw"] = action == "restrict"
        case "archive" | "unarchive" if channel.is_thread:
            archive(asked.world, channel, archived=action == "archive")
            return channel.wire
        case _:
            known = "delete, lock, unlock, restrict, unrestrict; for a thread archive and unarchive"
            raise CannotError(f"{channel.key} knows no {action}; there is {known}")
    _channel_changed(asked.world, channel)
    return channel.wire


async def _thread(asked: Asked) -> dict[str, Any]:
    """Open a thread in a channel."""
    parent, name, world, person = asked.channel(), asked.text("name"), asked.world, asked.person()
    asked.finish()
    return open_thread(world, parent, owner_id=person.id, name=name).wire


async def _permissions(asked: Asked) -> dict[str, Any]:
    channel, target = asked.channel(), asked.text("target")
    allow, deny = _flags(asked.texts("allow")), _flags(asked.texts("deny"))
    asked.finish()
    _overwrite(asked.world, channel, _target(asked.world, channel, target), allow, deny)
    _channel_changed(asked.world, channel)
    return channel.wire


async def _role(asked: Asked) -> dict[str, Any]:
    """Set all the rights of a role."""
    guild = Lookup(asked.world).guild(asked.text("guild"))
    role = _role_of(guild, asked.text("role"))
    role["permissions"] = str(int(_flags(asked.texts("permissions"))))
    asked.finish()
    data = {"guild_id": guild.id, "role": role}
    asked.world.sessions.dispatch("GUILD_ROLE_UPDATE", data, guild_id=guild.id, intent=_GUILDS)
    asked.world.place_changed({"guild": guild.id})
    return role


async def _roles(asked: Asked) -> dict[str, Any]:
    """Give roles to a member, or take them."""
    world = asked.world
    guild, person = Lookup(world).guild(asked.text("guild")), asked.person("person")
    member = guild.members.get(person.id)
    if member is None:
        raise CannotError(f"{person.key} is not in {guild.key}")
    add = [_role_of(guild, name)["id"] for name in asked.texts("add")]
    remove = [_role_of(guild, name)["id"] for name in asked.texts("remove")]
    asked.finish()
    member["roles"] = [one for one in dict.fromkeys(member["roles"] + add) if one not in remove]
    intent = 0 if person.bot else _MEMBERS
    data = member | {"guild_id": guild.id}
    world.sessions.dispatch("GUILD_MEMBER_UPDATE", data, guild_id=guild.id, intent=intent)
    world.place_changed({"guild": guild.id})
    return member


async def _command(asked: Asked) -> dict[str, Any]:
    """Give a command to a role or a person, deny it, or decide nothing any more."""
    world = asked.world
    guild, command, target = Lookup(world).guild(asked.text("guild")), asked.text("command"), asked.text("to")
    people = {person.key: person.id for person in world.people.values()}
    decided = guild.given.setdefault(command, {})
    target = people.get(target) or str(_role_of(guild, target)["id"])
    match asked.text("say"):
        case "allow":
            decided[target] = True
        case "deny":
            decided[target] = False
        case _:
            decided.pop(target, None)
    asked.finish()
    world.place_changed({"guild": guild.id})
    return decided


async def _dms(asked: Asked) -> dict[str, Any]:
    person = asked.person("person")
    person.dm_open = asked.yes("open")
    asked.finish()
    return {"person": person.key, "dm_open": person.dm_open}


async def _language(asked: Asked) -> dict[str, Any]:
    """Choose the language of a person or of a guild."""
    world, locale = asked.world, asked.text("locale")
    if locale not in LOCALES:
        raise CannotError(f"{locale!r} is not a locale Discord knows")
    spoken: Person | Guild
    if asked.has("guild"):
        spoken = guild = Lookup(world).guild(asked.text("guild"))
    else:
        spoken, guild = asked.person("person"), None
    asked.finish()
    spoken.locale = locale
    if guild is not None:
        world.sessions.dispatch("GUILD_UPDATE", guild.wire(), guild_id=guild.id, intent=_GUILDS)
    world.place_changed({} if guild is None else {"guild": guild.id})
    return {"key": spoken.key, "locale": locale}


async def _guild(asked: Asked) -> dict[str, Any]:
    """Choose the channel for messages of Discord's own, or none."""
    world, guild = asked.world, Lookup(asked.world).guild(asked.text("guild"))
    name = asked.text("system_channel", "")
    asked.finish()
    guild.system_channel_id = Lookup(world).channel(name).id if name else None
    world.sessions.dispatch("GUILD_UPDATE", guild.wire(), guild_id=guild.id, intent=_GUILDS)
    world.place_changed({"guild": guild.id})
    return {"guild": guild.key, "system_channel": guild.system_channel_id}


async def _install(asked: Asked) -> dict[str, Any]:
    """Add the app to a person's account, or remove it."""
    person = asked.person("person")
    person.installed = asked.yes("installed")
    asked.finish()
    return {"person": person.key, "installed": person.installed}


async def _bot(asked: Asked) -> dict[str, Any]:
    """Add the bot to a guild, or remove it."""
    world = asked.world
    guild, present = Lookup(world).guild(asked.text("guild")), asked.yes("present")
    asked.finish()
    if present and not guild.with_bot:
        guild.with_bot = True
        guild.members[world.bot_id] = member_wire(world.bot, []) | {"joined_at": iso(world.clock.now())}
        # Only a guild that comes back from an outage is said to be available.
        data = {key: value for key, value in guild_create(world, guild).items() if key != "unavailable"}
        world.sessions.dispatch("GUILD_CREATE", data, guild_id=guild.id, intent=_GUILDS)
    if not present and guild.with_bot:
        guild.with_bot = False
        guild.members.pop(world.bot_id, None)
        world.sessions.dispatch("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, intent=_GUILDS)
    world.place_changed({"guild": guild.id})
    return {"guild": guild.key, "present": guild.with_bot}


def _delete(world: World, channel: Channel) -> None:
    if channel.is_dm:
        raise CannotError("a direct conversation cannot be deleted")
    tell_place(world, "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
    del world.channels[channel.id]
    world.place_changed({"channel": channel.id})


def _overwrite(world: World, channel: Channel, target: str, allow: Permission, deny: Permission) -> None:
    if channel.is_dm:
        raise CannotError("a direct conversation has no permissions")
    kind = _MEMBER if target in world.people else _ROLE
    kept = [each for each in channel.wire["permission_overwrites"] if each["id"] != target]
    fresh = [overwrite(target, kind, allow, deny)] if allow or deny else []
    channel.wire["permission_overwrites"] = kept + fresh


def _channel_changed(world: World, channel: Channel) -> None:
    tell_place(world, "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)
    world.place_changed({"channel": channel.id})


def _target(world: World, channel: Channel, name: str) -> str:
    """A person's id, or a role's; "everyone" is the role that all members hold."""
    if name == "everyone":
        return channel.guild_id or ""
    keys = {person.key: person.id for person in world.people.values()}
    return keys.get(name) or str(Lookup(world, channel).role(name)["id"])


def _role_of(guild: Guild, name: str) -> dict[str, Any]:
    for role in guild.roles.values():
        if name in (role["id"], role["name"]):
            return role
    raise CannotError(f"there is no role {name!r} in {guild.key}")


def _flags(names: list[str]) -> Permission:
    total = NONE
    for name in names:
        if name not in Permission.__members__:
            raise CannotError(f"there is no permission {name!r}")
        total |= Permission[name]
    return total


CONTROLS = (
    Control("POST", "/channel", _channel),
    Control("POST", "/thread", _thread),
    Control("POST", "/permissions", _permissions),
    Control("POST", "/role", _role),
    Control("POST", "/roles", _roles),
    Control("POST", "/command", _command),
    Control("POST", "/dms", _dms),
    Control("POST", "/language", _language),
    Control("POST", "/guild", _guild),
    Control("POST", "/install", _install),
    Control("POST", "/bot", _bot),
)
