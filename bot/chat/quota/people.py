"""Who is still in a server, and with which roles: the bot keeps no members, so it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

import aiohttp
import discord

from bot.domain.quota import Rule, Scope

#: Seconds that asking may take.
_PATIENCE = 1.5
_TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)


async def roles_of(guild: discord.Guild | None, user_id: int) -> tuple[int, ...]:
    """A member's roles but for the one that everyone has; none of who has left or cannot be asked about."""
    if guild is None:
        return ()
    try:
        async with asyncio.timeout(_PATIENCE):
            member = await guild.fetch_member(user_id)
    except _TROUBLE:
        return ()
    return tuple(role.id for role in member.roles if not role.is_default())


async def gone_of(guild: discord.Guild | None, rules: Iterable[Rule]) -> frozenset[tuple[Scope, int]]:
    """Whom these are about that the server does not have any more, as far as that is learnt in time."""
    if guild is None:
        return frozenset()
    subjects = {(rule.scope, rule.subject_id) for rule in rules}
    found = {each for each in subjects if is_deleted(guild, *each)}
    people = [user_id for scope, user_id in subjects if scope is Scope.MEMBER]
    left = await _left(guild, people)
    return frozenset(found | {(Scope.MEMBER, user_id) for user_id in left})


def is_deleted(guild: discord.Guild, scope: Scope, subject_id: int) -> bool:
    """Whether this is a role or a channel that the server does not have."""
    if scope is Scope.ROLE:
        return guild.get_role(subject_id) is None
    return scope is Scope.CHANNEL and guild.get_channel(subject_id) is None


async def _left(guild: discord.Guild, user_ids: Collection[int]) -> set[int]:
    left: set[int] = set()

    async def look(user_id: int) -> None:
        try:
            await guild.fetch_member(user_id)
        except discord.NotFound:
            left.add(user_id)
        except _TROUBLE:
            # Whoever cannot be asked about is taken to be there.
            return

    try:
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*map(look, user_ids))
    except TimeoutError:
        return left
    return left
