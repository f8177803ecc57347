"""Everything the stand-in knows, in one place, and who may see or do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.discord.blobs import Blobs
from sandbox.discord.changes import Changes, Kind
from sandbox.discord.clock import Clock
from sandbox.discord.commands import Commands
from sandbox.discord.faults import Faults
from sandbox.discord.interactions import Interactions
from sandbox.discord.journal import Journal
from sandbox.discord.limits import RateLimits
from sandbox.discord.messages import Message, Messages
from sandbox.discord.people import Person
from sandbox.discord.permissions import ALL, NONE, Permission, compute
from sandbox.discord.places import Channel, Guild, dm_channel
from sandbox.discord.seed import BOT_ID, TOKEN, Seed, plant
from sandbox.discord.sessions import Sessions
from sandbox.discord.snowflake import Snowflakes

MEBIBYTE = 1024 * 1024
_IN_DM = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_APPS
)


@dataclass(slots=True)
class Settings:
    """What a test may set. Sizes are bytes per file."""

    advertised_upload_limit: int = 10 * MEBIBYTE
    enforced_upload_limit: int = 10 * MEBIBYTE
    heartbeat_ms: int = 41_250
    allowed_privileged_intents: int = 0
    token: str = TOKEN
    shards: int = 1


class World:
    """People, places, messages, interactions and the log. `reset` brings the start back."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.changes = Changes()
        self.ids = Snowflakes(clock)
        self.blobs = Blobs(clock, self.ids)
        self.commands = Commands(self.ids, self.changes)
        self.sessions = Sessions(clock, self.changes)
        self.bot_id = BOT_ID
        self.reset()

    def reset(self) -> None:
        """Forget what happened and restore people and places; gateway sessions and commands stay."""
        self.settings = Settings()
        self.messages = Messages(self.changes)
        self.interactions = Interactions(self.clock, self.changes)
        self.journal = Journal(self.changes)
        self.limits = RateLimits(self.clock)
        self.faults = Faults(self.changes)
        self.nonces: dict[tuple[str, str], tuple[float, Message]] = {}
        self._adopt(plant())

    def _adopt(self, seed: Seed) -> None:
        self.people = seed.people
        self.guilds = seed.guilds
        self.channels = seed.channels

    @property
    def bot(self) -> Person:
        """The bot's own account."""
        return self.people[self.bot_id]

    def application(self) -> dict[str, Any]:
        """The short application object of READY."""
        return {"id": self.bot_id, "flags": 0}

    def guild_of(self, channel: Channel) -> Guild | None:
        """The guild a channel belongs to."""
        return self.guilds[channel.guild_id] if channel.guild_id else None

    def rights(self, person_id: str, channel: Channel) -> Permission:
        """What a person, or the bot, may do in a channel."""
        guild = self.guild_of(channel)
        if guild is None:
            return _IN_DM if self._in_dm(person_id, channel) else NONE
        member = guild.members.get(person_id)
        if member is None:
            return NONE
        if guild.owner_id == person_id:
            return ALL
        return compute(guild.rights(), member, self._for_rights(channel))

    def guild_rights(self, person_id: str, guild: Guild) -> Permission:
        """What a member may do in a guild at large."""
        member = guild.members.get(person_id)
        return NONE if member is None else compute(guild.rights(), member)

    def member_in(self, person_id: str, channel: Channel) -> dict[str, Any] | None:
        """The member object with `permissions`, as interactions carry it; None in a DM."""
        guild = self.guild_of(channel)
        if guild is None:
            return None
        return guild.members[person_id] | {"permissions": str(int(self.rights(person_id, channel)))}

    def app_rights(self, channel: Channel) -> Permission:
        """`app_permissions` of an interaction: the bot's rights, or everyone's where it is no member."""
        guild = self.guild_of(channel)
        if guild is None or self.bot_id in guild.members:
            return self.rights(self.bot_id, channel)
        nobody = {"user": {"id": "0"}, "roles": []}
        return compute(guild.rights(), nobody, channel.wire)

    def sees(self, person_id: str, channel: Channel) -> bool:
        """Whether a person can open a channel."""
        return Permission.VIEW_CHANNEL in self.rights(person_id, channel)

    def dm_with(self, person: Person) -> Channel:
        """The direct conversation of the bot and a person; made on first use."""
        for channel in self.channels.values():
            if channel.is_dm and channel.wire["recipients"][0]["id"] == person.id:
                return channel
        wire = dm_channel(self.ids.take(), person.wire())
        channel = Channel(id=wire["id"], key=f"dm-{person.key}", guild_id=None, wire=wire)
        self.channels[channel.id] = channel
        return channel

    def place_changed(self, subject: dict[str, Any]) -> None:
        """Tell listeners that a channel, role or member is not what it was."""
        self.changes.publish(Kind.PLACE, subject)

    def _in_dm(self, person_id: str, channel: Channel) -> bool:
        return person_id == self.bot_id or channel.wire["recipients"][0]["id"] == person_id

    def _for_rights(self, channel: Channel) -> dict[str, Any]:
        if not channel.is_thread:
            return channel.wire
        return self.channels[channel.wire["parent_id"]].wire | {"type": channel.wire["type"]}
