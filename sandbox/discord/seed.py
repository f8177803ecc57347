"""The world as it is at the start: three guilds, five people, one bot. Ids are fixed."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from sandbox.discord.people import Person, member_wire
from sandbox.discord.permissions import NONE, Permission
from sandbox.discord.places import Channel, Guild, overwrite, role_wire, text_channel

BOT_ID = "1100000000000000001"
# Discord's tokens begin with the account's id in base64, and some clients read it from there.
TOKEN = f"{b64encode(BOT_ID.encode()).decode().rstrip('=')}.sandbox.not-a-secret"

_STUDIO, _CLUB, _ELSEWHERE = "1100000000004194304", "1100000000008388608", "1100000000012582912"

_EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_APPS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
)
_MODERATOR = (
    _EVERYONE
    | Permission.MANAGE_GUILD
    | Permission.MANAGE_MESSAGES
    | Permission.MANAGE_CHANNELS
    | Permission.MODERATE_MEMBERS
)
_BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.SEND_MESSAGES_IN_THREADS
)


@dataclass(slots=True, kw_only=True)
class Seed:
    """What a fresh world holds."""

    people: dict[str, Person]
    guilds: dict[str, Guild]
    channels: dict[str, Channel]


def plant() -> Seed:
    """A fresh copy of the starting world."""
    people = {person.id: person for person in _people()}
    seed = Seed(people=people, guilds={}, channels={})
    _studio(seed)
    _club(seed)
    _elsewhere(seed)
    return seed


def _people() -> list[Person]:
    def person(number: int, key: str, name: str, **more: Any) -> Person:
        return Person(
            id=f"11000000000000000{number}", key=key, username=name.lower(), global_name=name, **more
        )

    return [
        Person(id=BOT_ID, key="bot", username="Inkling", global_name=None, bot=True),
        person(11, "member", "Mira"),
        person(12, "second", "Sol", locale="de"),
        person(13, "moderator", "Noor"),
        person(14, "owner", "Olga"),
        person(15, "stranger", "Taro", installed=True),
    ]


def _studio(seed: Seed) -> None:
    guild = _guild(seed, _STUDIO, "studio", "Picture House")
    _channels(seed, guild, first=100)
    _channel(seed, guild, "1100000000000000104", "read-only", _denied(Permission.SEND_MESSAGES))
    _channel(seed, guild, "1100000000000000105", "no-files", _denied(Permission.ATTACH_FILES))
    _channel(seed, guild, "1100000000000000106", "hidden", _denied(Permission.VIEW_CHANNEL))


def _club(seed: Seed) -> None:
    guild = _guild(seed, _CLUB, "club", "Drawing Club")
    _channels(seed, guild, first=200, prefix="club-")


def _elsewhere(seed: Seed) -> None:
    """A guild the bot is not in; the stranger brings the app along."""
    owner = seed.people["1100000000000000014"]
    guild = Guild(id=_ELSEWHERE, key="elsewhere", name="Elsewhere", owner_id=owner.id, with_bot=False)
    guild.roles[guild.id] = role_wire(guild.id, "@everyone", _EVERYONE, position=0)
    for person in (owner, seed.people["1100000000000000015"]):
        guild.members[person.id] = member_wire(person, [])
    seed.guilds[guild.id] = guild
    _channel(seed, guild, "1100000000000000301", "elsewhere", [])


def _guild(seed: Seed, guild_id: str, key: str, name: str) -> Guild:
    by_key = {person.key: person for person in seed.people.values()}
    guild = Guild(id=guild_id, key=key, name=name, owner_id=by_key["owner"].id)
    moderators, bots = str(int(guild_id) + 1), str(int(guild_id) + 2)
    guild.roles = {
        guild_id: role_wire(guild_id, "@everyone", _EVERYONE, position=0),
        moderators: role_wire(moderators, "Moderators", _MODERATOR, position=2),
        bots: role_wire(bots, "Inkling", _BOT) | {"managed": True, "tags": {"bot_id": BOT_ID}},
    }
    held = {"moderator": [moderators], "bot": [bots]}
    for key_, person in by_key.items():
        if key_ != "stranger":
            guild.members[person.id] = member_wire(person, held.get(key_, []))
    seed.guilds[guild_id] = guild
    return guild


def _channels(seed: Seed, guild: Guild, *, first: int, prefix: str = "") -> None:
    def number(offset: int) -> str:
        return f"1100000000000000{first + offset}"

    moderators = str(int(guild.id) + 1)
    private = [
        overwrite(guild.id, 0, NONE, Permission.VIEW_CHANNEL),
        overwrite(moderators, 0, Permission.VIEW_CHANNEL, NONE),
        overwrite(BOT_ID, 1, Permission.VIEW_CHANNEL, NONE),
    ]
    _channel(seed, guild, number(1), f"{prefix}images", [])
    _channel(seed, guild, number(2), f"{prefix}after-dark", [])
    seed.channels[number(2)].wire["nsfw"] = True
    _channel(seed, guild, number(3), f"{prefix}moderators", private)


def _channel(seed: Seed, guild: Guild, channel_id: str, name: str, overwrites: list[dict[str, Any]]) -> None:
    position = sum(channel.guild_id == guild.id for channel in seed.channels.values())
    wire = text_channel(guild.id, channel_id, name, permission_overwrites=overwrites, position=position)
    seed.channels[channel_id] = Channel(id=channel_id, key=name, guild_id=guild.id, wire=wire)


def _denied(permission: Permission) -> list[dict[str, Any]]:
    """Overwrites that take one right from the bot, and from nobody else."""
    return [overwrite(BOT_ID, 1, NONE, permission)]
