"""Which message shows which job: written down together with what is written anyway, or a moment later."""

import asyncio
import logging

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.store.jobs import Jobs

log = logging.getLogger(__name__)

#: Seconds from the first that is not written down until all of them are.
_WITHIN = 1.0


class Shown:
    """Saves one write per request, right after its first answer.

    A job that goes on takes the message with it into its row (`Jobs.save`); this is for those that wait. What
    a crash forgets is found again: of a job that waits for its turn and of which no message is known, its
    front is asked for the first answer.
    """

    def __init__(self, jobs: Jobs, *, clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock
        self._new: dict[str, int] = {}
        self._noted = asyncio.Event()

    def note(self, job_id: str, message_id: int) -> None:
        """This message shows that job."""
        self._new[job_id] = message_id
        self._noted.set()

    async def keep(self) -> None:
        """Write down what is noted, until cancelled. What cannot be written now is tried again."""
        while True:
            await self._noted.wait()
            await self._clock.sleep(_WITHIN)
            self._noted.clear()
            await self.write()
            if self._new:
                self._noted.set()

    async def write(self) -> None:
        """Write down all that was noted so far."""
        noted = dict(self._new)
        try:
            await self._jobs.set_cards(noted)
        except StoreError:
            log.exception("The messages of %d jobs could not be noted", len(noted))
        else:
            for job_id in noted:
                self._new.pop(job_id, None)
