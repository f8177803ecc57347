"""What a long-running process owes its data: a short log, books that balance, no files nobody needs."""

import logging

from bot.domain.clock import Clock
from bot.gateways.references import References
from bot.ops.metrics import Metrics
from bot.store.stores import Store

log = logging.getLogger(__name__)

#: Seconds between two rounds.
ROUND = 3600.0


class Caretaker:
    """Goes its round once an hour. Trouble is told, and never stops the bot."""

    def __init__(self, *, store: Store, references: References, metrics: Metrics, clock: Clock) -> None:
        self._store = store
        self._references = references
        self._clock = clock
        self._differences = 0
        help_text = "Differences between ledger, quotas, spending and jobs at the last audit."
        metrics.watch("inkling_books_differences", help_text, lambda: self._differences)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._clock.sleep(ROUND)
            await self.round()

    async def round(self) -> None:
        """Look after the database, then after the files."""
        await self._look_after_books()
        await self._look_after_references()

    async def _look_after_books(self) -> None:
        """Empty the write-ahead log into the database, and audit the books."""
        try:
            await self._store.database.checkpoint_wal()
            differences = [*await self._store.quotas.audit(), *await self._store.spending.audit()]
        except Exception:
            log.exception("the database could not be looked after")
            return
        self._differences = len(differences)
        for difference in differences:
            log.error("the books do not balance: %s", difference)

    async def _look_after_references(self) -> None:
        """Remove reference pictures of requests that were not taken."""
        try:
            removed = await self._references.sweep(self._store.references)
        except Exception:
            log.exception("the reference pictures could not be looked after")
            return
        if removed:
            log.info("removed %d reference pictures that no job needs", removed)
