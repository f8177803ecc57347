"""What the bot needs where it answers, and what is missing before anything is spent."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.domain.errors import MissingPermissions
from bot.domain.job import Job

#: To be asked in a channel, to post there, and to find again what was posted before a crash.
IN_CHANNEL = ("view_channel", "send_messages", "attach_files", "read_message_history")
_IN_THREAD = ("view_channel", "send_messages_in_threads", "attach_files", "read_message_history")
#: To open a thread on a result.
THREADS = "create_public_threads"
#: To go on in a thread of a channel.
IN_THREADS = "send_messages_in_threads"
#: All the bot ever asks for; the invite link carries exactly these.
NEEDED = discord.Permissions(**dict.fromkeys((*IN_CHANNEL, *_IN_THREAD, THREADS), True))


def is_member_here(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot itself is in this guild or direct conversation, and not only the reader's app."""
    if interaction.guild_id is not None:
        return interaction.is_guild_integration()
    return interaction.context.dm_channel


def missing(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """Discord's names of what the bot may not do here. Empty where it answers by the interaction alone."""
    if interaction.guild_id is None or not is_member_here(interaction):
        return ()
    needed = _IN_THREAD if isinstance(interaction.channel, discord.Thread) else IN_CHANNEL
    held = interaction.app_permissions
    return tuple(name for name in needed if not getattr(held, name))


def lacking_in(channel: discord.abc.GuildChannel, needed: Iterable[str] = IN_CHANNEL) -> tuple[str, ...]:
    """Discord's names of what the bot itself may not do in a channel, whoever asks."""
    held = channel.permissions_for(channel.guild.me)
    return tuple(name for name in needed if not getattr(held, name))


def require_room_to_post(interaction: discord.Interaction[Any]) -> None:
    """Refuse what could not be delivered.

    Raises:
        MissingPermissions: naming what a moderator has to allow.
    """
    lacking = missing(interaction)
    if lacking:
        raise MissingPermissions(permissions=lacking)


def require_guild(interaction: discord.Interaction[Any]) -> int:
    """The server this happens in.

    Raises:
        NoPrivateMessage: it is none.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


def require_moderator(interaction: discord.Interaction[Any]) -> int:
    """The server this person may manage.

    Raises:
        NoPrivateMessage: it is no server.
        MissingPermissions: of discord.py, the person may not manage it.
    """
    guild_id = require_guild(interaction)
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return guild_id


def asked_or_moderates(interaction: discord.Interaction[Any], job: Job) -> bool:
    """Whether this person asked for it, or manages messages or the server where it was asked for."""
    if interaction.user.id == job.origin.user_id:
        return True
    same_guild = interaction.guild_id is not None and interaction.guild_id == job.origin.guild_id
    return same_guild and (interaction.permissions.manage_messages or interaction.permissions.manage_guild)
