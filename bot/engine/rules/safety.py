"""What a guild's moderators have decided about people and words. From memory, once it was read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.domain.errors import MemberBlocked, PromptFiltered, StoreError
from bot.domain.safety import ITSELF, FilterKind
from bot.engine.screen import Screen

if TYPE_CHECKING:
    from bot.engine.asked import Ask
    from bot.engine.kit import Kit
    from bot.engine.screen import Hit

log = logging.getLogger(__name__)


async def check(kit: Kit, ask: Ask) -> None:
    """Refuse a blocked member, and a prompt that the guild's filter does not let through.

    What the filter refuses is counted with the entry that refused it, and written down nowhere else: members
    may try as often as they like without filling anybody's log.

    Raises:
        MemberBlocked, PromptFiltered: with what the member should know.
        StoreError: nobody can tell.
    """
    guild_id = ask.origin.guild_id
    if guild_id is None:
        return
    block = await kit.store.safety.blocks.of(guild_id, ask.origin.user_id)
    if block is not None:
        raise MemberBlocked(until=block.until, reason=block.reason, by_itself=block.by_user_id == ITSELF)
    prompt = ask.request.prompt
    hit = (await screen_of(kit, guild_id)).first(prompt)
    if hit is not None:
        await _count(kit, hit)
        is_word = hit.filter.kind is FilterKind.WORD
        raise PromptFiltered(word=prompt[hit.start : hit.end] if is_word else None)


async def screen_of(kit: Kit, guild_id: int) -> Screen:
    """A guild's filter, made anew when its entries have changed."""
    filters = await kit.store.safety.filters.of(guild_id)
    screen = kit.screens.get(guild_id)
    if screen is None or screen.filters is not filters:
        screen = kit.screens[guild_id] = Screen(filters)
    return screen


async def _count(kit: Kit, hit: Hit) -> None:
    try:
        await kit.store.safety.filters.refused(hit.filter)
    except StoreError:
        # It is refused all the same.
        log.warning("A refusal of the filter could not be counted")
