"""What a long-running process owes its database: a short write-ahead log and books that balance."""

import logging

from bot.domain.clock import Clock
from bot.engine.kit import Store
from bot.ops.metrics import Metrics

log = logging.getLogger(__name__)

#: Seconds between two rounds.
ROUND = 3600.0


class Caretaker:
    """Goes its round once an hour. Trouble is told, and never stops the bot."""

    def __init__(self, *, store: Store, metrics: Metrics, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._differences = 0
        help_text = "Differences between ledger, quotas and jobs at the last audit."
        metrics.watch("inkling_books_differences", help_text, lambda: self._differences)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._clock.sleep(ROUND)
            await self.round()

    async def round(self) -> None:
        """Empty the write-ahead log into the database, and audit the books."""
        try:
            await self._store.database.checkpoint_wal()
            differences = await self._store.quotas.audit()
        except Exception:
            log.exception("the database could not be looked after")
            return
        self._differences = len(differences)
        for difference in differences:
            log.error("the books do not balance: %s", difference)
