"""The gateway's own queue: at most `concurrency` jobs at a time, the others wait in order."""

import heapq
import math
from dataclasses import dataclass

from sandbox.gateway.jobs import Job


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job stands: 1-based while queued, 0 while processing; `size` is how many wait."""

    position: int
    size: int


class Lane:
    """The queue of one model."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def join(self, job: Job, *, now: float, concurrency: int) -> None:
        """Give the job its place at the end."""
        job.started_at = math.inf
        self._jobs = [other for other in self._jobs if not _is_over(other, now)]
        self._jobs.append(job)
        self.plan(now=now, concurrency=concurrency)

    def plan(self, *, now: float, concurrency: int) -> None:
        """Work out when each waiting job starts, from the ends of those before it."""
        busy = sorted(job.finish_at for job in self._jobs if job.started_at <= now < job.finish_at)
        free = [now] * (concurrency - len(busy)) + busy[-concurrency:]
        heapq.heapify(free)
        for job in self._waiting(now):
            job.started_at = heapq.heappop(free)
            heapq.heappush(free, job.finish_at)

    def place(self, job: Job, now: float) -> Place:
        """Where `job` stands at `now`."""
        waiting = self._waiting(now)
        position = waiting.index(job) + 1 if job in waiting else 0
        return Place(position, len(waiting))

    def waiting(self, now: float) -> int:
        """How many jobs wait at `now`."""
        return len(self._waiting(now))

    def _waiting(self, now: float) -> list[Job]:
        return [job for job in self._jobs if not job.cancelled and job.started_at > now]


def _is_over(job: Job, now: float) -> bool:
    return job.cancelled or job.finish_at <= now


def pretended_place(job: Job, now: float) -> Place:
    """The place of a job whose prompt asked for a position: it moves up evenly until it starts."""
    total = job.position or 0
    if now >= job.started_at or total == 0:
        return Place(0, 0)
    each = (job.started_at - job.submitted_at) / total
    position = max(1, total - int((now - job.submitted_at) / each))
    return Place(position, position)
