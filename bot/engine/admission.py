"""Whether this person may ask for this, here, now: every rule in turn, the first that objects refuses."""

from __future__ import annotations

from bot.engine.asked import Ask, Check
from bot.engine.kit import Kit
from bot.engine.rules import channels, operator, people, safety

#: The operator's rules first, then the guild's, then the channel's.
CHECKS: tuple[Check, ...] = (operator.check, people.check, safety.check, channels.check)


async def admit(kit: Kit, ask: Ask) -> None:
    """Ask every rule.

    Raises:
        Refusal: the first objection.
        StoreError: nobody can tell.
    """
    for check in CHECKS:
        await check(kit, ask)
