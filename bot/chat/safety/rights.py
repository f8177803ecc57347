"""Who may decide about reported pictures."""

from typing import Any

import discord

from bot.chat.permissions import require_guild
from bot.chat.rights import require_command
from bot.domain.errors import NotAModerator


async def require_desk(interaction: discord.Interaction[Any]) -> int:
    """The server in which this person may decide about pictures.

    Raises:
        NoPrivateMessage: of discord.py, it is no server.
        NotAModerator: this person may neither use `/safety` nor manage the messages here.
    """
    guild_id = require_guild(interaction)
    if interaction.permissions.manage_messages:
        return guild_id
    try:
        return await require_command(interaction, "safety")
    except discord.app_commands.MissingPermissions:
        raise NotAModerator from None
