"""Who goes next when a gateway already works on as many jobs as it may, or a member has enough at work.

How many a gateway has is never counted here: the database tells, in the transaction that takes a place.
What members have at work is known to the one process that follows all jobs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from bot.domain.fair import OUTSIDE, FairLine, Waiting
from bot.domain.job import Job


class Slots:
    """Jobs that wait for a place at their gateway, one entry each, no task; and those that have one.

    `wake` lets a job try. `limits` tells the most jobs at work at once, by the rules in force now: of a job's
    member, in its channel and in its guild.
    """

    def __init__(
        self,
        wake: Callable[[str], None],
        *,
        limits: Callable[[Job], tuple[int | None, int | None, int | None]],
    ) -> None:
        self._wake = wake
        self._limits = limits
        self._lines: defaultdict[str, FairLine] = defaultdict(FairLine)
        self._jobs: dict[str, Job] = {}
        self._working: dict[str, Job] = {}
        #: Jobs at work, by whose they are: (guild, member), (guild, channel), (guild,).
        self._at_work: Counter[tuple[object, ...]] = Counter()

    def may_try(self, job: Job) -> bool:
        """Whether it is this job's turn: it is not held back, and nobody before it may go."""
        if not self._is_free(job):
            return False
        turn = self._lines[job.gateway].next(self._may)
        return turn is None or turn.job_id == job.id

    def wait(self, job: Job) -> None:
        """Line up; `wake` is called when it is this job's turn to try."""
        self._jobs[job.id] = job
        self._lines[job.gateway].join(_waiting(job))

    def take(self, job: Job) -> None:
        """It has a place now; the next in line may try for another."""
        if job.id not in self._working:
            self._working[job.id] = job
            self._at_work.update(_owners(job))
        self._jobs.pop(job.id, None)
        self._lines[job.gateway].serve(job.id)
        self._offer(job.gateway)

    def leave(self, job: Job) -> None:
        """It needs no place any more, or gives its own back: whoever is next may try."""
        self._jobs.pop(job.id, None)
        self._lines[job.gateway].leave(job.id)
        if self._working.pop(job.id, None) is None:
            self._offer(job.gateway)
            return
        self._at_work.subtract(_owners(job))
        # Its member may have been held back at another gateway.
        self.offer()

    def offer(self) -> None:
        """Somebody may go now who was held back: let whoever is next try."""
        for gateway in list(self._lines):
            self._offer(gateway)

    def order(self) -> Iterator[tuple[int, str]]:
        """Everyone's place in line, 1 is next, gateway by gateway."""
        for line in self._lines.values():
            for place, waiting in enumerate(line.order(), start=1):
                yield place, waiting.job_id

    def _offer(self, gateway: str) -> None:
        turn = self._lines[gateway].next(self._may)
        if turn is not None:
            self._wake(turn.job_id)

    def _may(self, waiting: Waiting) -> bool:
        return self._is_free(self._jobs[waiting.job_id])

    def _is_free(self, job: Job) -> bool:
        """Whether its member, its channel and its guild may have one more at work."""
        return all(
            limit is None or self._at_work[owner] < limit
            for limit, owner in zip(self._limits(job), _owners(job), strict=False)
        )


def _waiting(job: Job) -> Waiting:
    return Waiting(job.id, job.origin.guild_id or OUTSIDE, job.origin.user_id)


def _owners(job: Job) -> tuple[tuple[object, ...], ...]:
    origin = job.origin
    member = ("member", origin.guild_id, origin.user_id)
    if origin.guild_id is None:
        return (member,)
    return (member, ("channel", origin.guild_id, origin.home_channel_id), ("guild", origin.guild_id))
