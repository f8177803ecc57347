"""Long polls: hold the answer until something is so, and never a moment longer."""

import asyncio
import math
import time
from dataclasses import dataclass

from sandbox.gateway.jobs import Job
from sandbox.gateway.world import World

LOOKS_PER_SECOND = 100
LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """All of it must hold, summed over the jobs of `gateway` (None: both) whose prompt holds `prompt`."""

    prompt: str = ""
    gateway: str | None = None
    submits: int = 0
    jobs: int = 0
    polls: int = 0
    downloads: int = 0
    status: str | None = None

    def holds(self, world: World, found: list[Job]) -> bool:
        """`status` holds when there is a job and each has it."""
        now = world.clock.now()
        return (
            self.count_submits(world) >= self.submits
            and len(found) >= self.jobs
            and sum(job.polls for job in found) >= self.polls
            and sum(job.downloads for job in found) >= self.downloads
            and (self.status is None or _all_are(self.status, found, now))
        )

    def count_submits(self, world: World) -> int:
        """POSTs received, whether a job was taken or not."""
        return sum(
            count
            for (gateway, prompt), count in world.submits.items()
            if self.gateway in (None, gateway) and self.prompt in prompt
        )

    def find(self, world: World) -> list[Job]:
        return list(world.matching(gateway=self.gateway, prompt=self.prompt))


async def wait_for(world: World, condition: Condition, timeout: float) -> bool:
    """Whether the condition came to hold within `timeout` real seconds."""
    deadline = time.monotonic() + min(timeout, LONGEST_WAIT)
    while True:
        found = condition.find(world)
        if condition.holds(world, found):
            return True
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        await world.bell.wait(min(left, _next_change(world, found)))
        await asyncio.sleep(1 / LOOKS_PER_SECOND)


def _all_are(status: str, found: list[Job], now: float) -> bool:
    return bool(found) and all(job.status(now).value == status for job in found)


def _next_change(world: World, found: list[Job]) -> float:
    """Seconds until a job changes by itself."""
    now = world.clock.now()
    moments = [moment for job in found for moment in (job.started_at, job.finish_at) if moment > now]
    return min(moments, default=math.inf) - now
