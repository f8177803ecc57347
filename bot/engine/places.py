"""Telling those who wait where they stand in line."""

from collections.abc import Mapping

from bot.engine import record
from bot.engine.kit import Kit
from bot.engine.live import Live

#: Seconds between two looks; a card is not edited more often than that.
_EVERY = 3.0


async def keep_places(kit: Kit, lives: Mapping[str, Live]) -> None:
    """Until cancelled."""
    while True:
        await kit.clock.sleep(_EVERY)
        await tell_places(kit, lives)


async def tell_places(kit: Kit, lives: Mapping[str, Live]) -> None:
    """Show everyone whose place has changed."""
    for place, job_id in list(kit.slots.order()):
        live = lives.get(job_id)
        if live is not None and live.place != place:
            live.place = place
            await record.show(kit, live)
