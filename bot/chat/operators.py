"""Who runs the bot: as Discord tells at login, and as the configuration adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: May see the application's page and change nothing there (Discord documentation, "Teams", roles).
_ONLY_LOOKS = discord.TeamMemberRole.read_only


class NotOperator(app_commands.CheckFailure):
    """Somebody else asked for what only whoever runs the bot may do."""


def operators_of(application: discord.AppInfo | None, added: Iterable[int]) -> frozenset[int]:
    """The application's owner, or the members of the team that owns it who may change it; and those added."""
    if application is None:
        return frozenset(added)
    if application.team is None:
        return frozenset({application.owner.id, *added})
    joined = discord.TeamMembershipState.accepted
    team = {
        member.id
        for member in application.team.members
        if member.membership_state is joined and member.role is not _ONLY_LOOKS
    }
    owner = {application.team.owner_id} if application.team.owner_id is not None else set()
    return frozenset({*team, *owner, *added})


def is_operator(interaction: discord.Interaction[Any]) -> bool:
    """Whether this is somebody who runs the bot."""
    bot: Bot = interaction.client
    return interaction.user.id in bot.operators


def require_operator(interaction: discord.Interaction[Any]) -> int:
    """The operator who asks.

    Raises:
        NotOperator: it is somebody else.
    """
    if not is_operator(interaction):
        raise NotOperator
    return interaction.user.id
