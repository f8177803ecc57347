"""Which parts of the help are somebody's, here and now."""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.help.topics import Part
from bot.chat.operators import is_operator, require_operator
from bot.chat.permissions import is_member_here, require_moderator


def parts_of(interaction: discord.Interaction[Any]) -> tuple[Part, ...]:
    """Everybody's, that of who manages this server if the bot is in it, that of who runs the bot."""
    in_server = interaction.guild_id is not None and is_member_here(interaction)
    moderates = in_server and interaction.permissions.manage_guild
    return (
        Part.MEMBER,
        *([Part.MODERATOR] if moderates else []),
        *([Part.OPERATOR] if is_operator(interaction) else []),
    )


def require_part(interaction: discord.Interaction[Any], part: Part) -> None:
    """Refuse what is for others.

    Raises:
        NoPrivateMessage: it is about a server, and this is none.
        MissingPermissions: of discord.py, the person may not manage it.
        NotOperator: it is for whoever runs the bot.
    """
    if part is Part.MODERATOR:
        require_moderator(interaction)
    elif part is Part.OPERATOR:
        require_operator(interaction)
