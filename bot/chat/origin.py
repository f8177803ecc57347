"""An interaction, reduced to what a job keeps of it."""

from typing import Any

import discord

from bot.chat.permissions import is_member_here
from bot.domain.job import Origin

#: Lifetime of an interaction token (Discord documentation, "Followup Messages").
TOKEN_LIFE_MS = 15 * 60 * 1000
#: The token is not relied on in its last minute.
TOKEN_MARGIN_MS = 60 * 1000
FRONT = "discord"


def origin_of(
    interaction: discord.Interaction[Any], now_ms: int, *, locale: str, private: bool = False
) -> Origin:
    """Who asked, where, and how to answer. `now_ms` is when the interaction arrived.

    `locale` is the language of the card. What is private is never posted where others read.
    """
    return Origin(
        front=FRONT,
        user_id=interaction.user.id,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        home_channel_id=home_channel_of(interaction),
        application_id=interaction.application_id,
        interaction_token=interaction.token,
        token_expires_at=now_ms + TOKEN_LIFE_MS,
        locale=locale,
        upload_limit=interaction.filesize_limit,
        age_restricted=_age_restricted(interaction),
        can_post=is_member_here(interaction) and not private,
        private=private,
    )


def home_channel_of(interaction: discord.Interaction[Any]) -> int | None:
    """The channel whose rules apply here: a thread's parent, any other channel itself."""
    parent = getattr(interaction.channel, "parent_id", None)
    return parent or interaction.channel_id


def roles_of(interaction: discord.Interaction[Any]) -> tuple[int, ...]:
    """The asker's roles in this guild, as far as the bot knows them; not the one that everyone has."""
    if not isinstance(interaction.user, discord.Member):
        return ()
    return tuple(role.id for role in interaction.user.roles if not role.is_default())


def token_lives(origin: Origin, now_ms: int) -> bool:
    """Whether the interaction can still be answered."""
    if origin.interaction_token is None or origin.token_expires_at is None:
        return False
    return now_ms < origin.token_expires_at - TOKEN_MARGIN_MS


def _age_restricted(interaction: discord.Interaction[Any]) -> bool:
    is_nsfw = getattr(interaction.channel, "is_nsfw", None)
    return bool(is_nsfw and is_nsfw())
