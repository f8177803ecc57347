"""How a job is shown and handed over. Discord is one front, the terminal another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.job import Job, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known beyond the job row while it runs."""

    #: Place in our own line or in the gateway's queue, 1 is next; `None` if not told.
    position: int | None = None
    #: Whether the gateway has begun.
    painting: bool = False
    #: Seconds jobs like this one usually take here.
    usual_seconds: float = 30.0
    #: Credits left to the member after this job; `None` if unlimited.
    remaining: int | None = None


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """It has arrived."""

    #: The message that shows the job, where there is one and it can be told.
    message_id: int | None = None


class Front(Protocol):
    """Shows and delivers the jobs whose `origin.front` names it."""

    async def show(self, job: Job, progress: Progress) -> None:
        """Show the latest state. Returns at once, coalesces, and never raises."""

    def paths(self, job: Job) -> Sequence[str]:
        """Ways to hand over that are open now, best first."""

    async def find(self, job: Job, path: str) -> int | None:
        """After a crash: the message already delivered this way, or `None`."""

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        """Hand over and return the message id (`None` where there are no messages).

        Raises:
            DeliveryRefused: this path is closed for good.
            OSError, TimeoutError: it may work later.
        """

    async def first_answer(self, job: Job) -> FirstAnswer | None:
        """After a crash: what the person saw of the job's acceptance, `None` if nothing. In doubt they did.

        Raises:
            OSError, TimeoutError: it cannot be seen now.
        """

    async def finished(self, job: Job) -> None:
        """The job has ended; say so where the person looks.

        Called once, and once more after a restart if the process died before that was noted.

        Raises:
            OSError, TimeoutError: it may work later, and is called again.
        """
