"""Who may decide about reported pictures."""

from typing import Any

import discord

from bot.chat.permissions import require_guild, require_opener_or_moderator
from bot.domain.errors import NotAModerator


def require_desk(interaction: discord.Interaction[Any]) -> int:
    """The server in which this person may decide about pictures.

    Raises:
        NoPrivateMessage: of discord.py, it is no server.
        NotAModerator: this person may manage neither the server nor the messages here.
    """
    guild_id = require_guild(interaction)
    if interaction.permissions.manage_messages:
        return guild_id
    try:
        return require_opener_or_moderator(interaction)
    except discord.app_commands.MissingPermissions:
        raise NotAModerator from None
