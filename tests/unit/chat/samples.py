"""Jobs, pictures and a clock for the face's tests."""

import asyncio
import heapq
from dataclasses import replace
from itertools import count
from typing import Any

from bot.domain.job import Job, JobState, Origin, Picture, Task
from bot.domain.request import ImageRequest

NOW_MS = 1_790_000_000_000
JOB_ID = "01k5z0abcdefghjkmnpqrstvw"


def a_request(**changes: Any) -> ImageRequest:
    request = ImageRequest(
        prompt="a red fox", model="gpt-image", aspect_ratio="16:9", quality="high", resolution="2k"
    )
    return replace(request, **changes)


def an_origin(**changes: Any) -> Origin:
    origin = Origin(
        front="discord",
        user_id=11,
        guild_id=22,
        channel_id=33,
        application_id=44,
        interaction_token="token",
        token_expires_at=NOW_MS + 900_000,
        card_message_id=55,
        upload_limit=1000,
        can_post=True,
    )
    return replace(origin, **changes)


def a_job(**changes: Any) -> Job:
    job = Job(
        id=JOB_ID,
        idempotency_key="1",
        origin=an_origin(),
        request=a_request(),
        gateway="openoctopus",
        unit_price=4,
        state=JobState.RUNNING,
        state_at=NOW_MS,
        epoch=1,
        created_at=NOW_MS,
        deadline_at=NOW_MS + 600_000,
        tasks=(Task(index=0, images=1, submit_attempt=1),),
    )
    return replace(job, **changes)


def a_picture(index: int = 0, **changes: Any) -> Picture:
    picture = Picture(
        index=index,
        path=f"{index}.png",
        format="png",
        bytes=100,
        width=1536,
        height=864,
        sha256="0" * 64,
    )
    return replace(picture, **changes)


class ManualClock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self._now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._tickets = count()

    def wall_ms(self) -> int:
        return NOW_MS + round(self._now * 1000)

    def monotonic(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + max(seconds, 0.0), next(self._tickets), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let that much time pass, waking everyone in order and letting them finish what they do."""
        end = self._now + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, woken = heapq.heappop(self._sleepers)
            self._now = max(self._now, at)
            if not woken.done():
                woken.set_result(None)
            await settle()
        self._now = end


async def settle() -> None:
    """Let every task run until it waits for something outside."""
    for _ in range(30):
        await asyncio.sleep(0)
