"""Who goes next when a gateway already works on as many jobs as it may.

How many that are is never counted here: the database tells, in the transaction that takes a place.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable

from bot.domain.job import Job


class Slots:
    """Jobs waiting for a place at their gateway, oldest first. One entry each, no task."""

    def __init__(self, wake: Callable[[str], None]) -> None:
        self._wake = wake
        self._queues: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._waiting: set[str] = set()

    def may_try(self, job: Job) -> bool:
        """Whether no older job waits for the same gateway."""
        head = self._head(job.gateway)
        return head is None or (job.created_at, job.id) <= head

    def wait(self, job: Job) -> None:
        """Line up; `wake` is called when it is this job's turn to try."""
        if job.id not in self._waiting:
            self._waiting.add(job.id)
            heapq.heappush(self._queues[job.gateway], (job.created_at, job.id))

    def leave(self, job: Job) -> None:
        """It has its place, or has ended: the next in line may try."""
        if job.id in self._waiting:
            self._waiting.discard(job.id)
            self.offer(job.gateway)

    def offer(self, gateway: str) -> None:
        """A place may be free: let the oldest one try."""
        head = self._head(gateway)
        if head is not None:
            self._wake(head[1])

    def _head(self, gateway: str) -> tuple[int, str] | None:
        queue = self._queues[gateway]
        while queue and queue[0][1] not in self._waiting:
            heapq.heappop(queue)
        return queue[0] if queue else None
