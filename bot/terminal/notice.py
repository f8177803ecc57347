"""Seeing what the operator decided from the terminal, while the bot runs."""

import logging

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.engine.alarm import Alarm
from bot.store.stores import Store

log = logging.getLogger(__name__)

#: Seconds between two looks.
EVERY = 1.0


class Notice:
    """Looks, and has everything read anew that is kept in memory."""

    def __init__(self, *, store: Store, alarm: Alarm, clock: Clock) -> None:
        self._store = store
        self._alarm = alarm
        self._clock = clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._clock.sleep(EVERY)
            try:
                await self.look()
            except StoreError as error:
                log.warning("what the operator decides cannot be read: %s", error)

    async def look(self) -> None:
        """Once.

        Raises:
            StoreError: nobody can tell.
        """
        if await self._store.operator.has_changed():
            await self._store.load()
            for gateway in self._store.operator.rules.budgets:
                self._alarm.look(gateway)
