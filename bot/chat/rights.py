"""Who may press what a command of moderators answered with: whoever may use the command now.

Without a word of the server's that is who may manage it. Under Server Settings, Integrations, it can give a
command to roles and members of its own choice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.explain import WIRE_ERRORS
from bot.chat.origin import roles_of
from bot.chat.permissions import require_guild, require_moderator
from bot.chat.tree import Tree

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Seconds that asking may take; an answer has to begin within three.
_PATIENCE = 1.5
#: Kinds of whom a command is given to.
_ROLE, _PERSON = 1, 2


async def require_command(interaction: discord.Interaction[Any], command: str) -> int:
    """The server in which this person may use a command now, by its name in English.

    Raises:
        NoPrivateMessage: it is no server.
        MissingPermissions: of discord.py, they may not.
    """
    if not interaction.permissions.manage_guild and await _is_given(interaction, command):
        return require_guild(interaction)
    return require_moderator(interaction)


async def _is_given(interaction: discord.Interaction[Any], command: str) -> bool:
    """Whether the server itself gave this person the command.

    Discord is asked each time, so what was taken away counts at once. Who cannot be asked about has nothing.
    """
    bot: Bot = interaction.client
    command_id = bot.tree.ids.get(command) if isinstance(bot.tree, Tree) else None
    if command_id is None or interaction.guild_id is None or bot.application_id is None:
        return False
    asked = bot.http.get_application_command_permissions(bot.application_id, interaction.guild_id, command_id)
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await asked
    except (*WIRE_ERRORS, TimeoutError):
        # Where nothing was decided, Discord knows of nothing.
        return False
    return gives(
        found["permissions"],
        user_id=interaction.user.id,
        role_ids=roles_of(interaction),
        guild_id=interaction.guild_id,
    )


def gives(decided: Iterable[Any], *, user_id: int, role_ids: Collection[int], guild_id: int) -> bool:
    """Whether a server's decisions about a command give it to a member.

    Their own comes first, then a role that may, then one that may not, then what holds for everyone.
    Source: Discord documentation, "Application Commands", Permissions.
    """
    of_people, of_roles = dict[int, bool](), dict[int, bool]()
    for each in decided:
        kind = {_PERSON: of_people, _ROLE: of_roles}.get(each["type"])
        if kind is not None:
            kind[int(each["id"])] = each["permission"]
    if user_id in of_people:
        return of_people[user_id]
    held = [of_roles[role] for role in role_ids if role in of_roles]
    return any(held) if held else of_roles.get(guild_id, False)
