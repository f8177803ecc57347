"""Somebody who had their data deleted asks again: the limits of running periods go on where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine.asked import Ask
    from bot.engine.kit import Kit


async def check(kit: Kit, ask: Ask) -> None:
    """Objects to nothing. From memory for everybody else.

    Raises:
        StoreError: nobody can tell.
    """
    farewells = kit.store.farewells
    if farewells.known(ask.origin.user_id):
        await farewells.come_back(ask.origin.user_id, now_ms=kit.clock.wall_ms())
