"""What the store's tests share: a clock that stands still, and jobs to keep."""

import asyncio
from collections.abc import Coroutine, Generator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.ids import Ids
from bot.domain.job import Job, JobState, Origin, Picture, Task
from bot.domain.quota import DefaultLimits
from bot.domain.request import ImageRequest
from bot.store import room
from bot.store.database import Database
from bot.store.failures import Failure
from bot.store.stores import Store

#: A Tuesday in 2026, 10:40 UTC.
NOON = 1_773_139_200_000
TOKEN = "aW50ZXJhY3Rpb246c2VjcmV0"
PROMPT = "a fox in a red coat"


@dataclass
class StillClock:
    """A clock that moves only when told."""

    now_ms: int = NOON

    def wall_ms(self) -> int:
        return self.now_ms

    def monotonic(self) -> float:
        return self.now_ms / 1000

    async def sleep(self, seconds: float) -> None:
        self.now_ms += int(seconds * 1000)


@dataclass
class Kit:
    """A database and every store over it."""

    database: Database
    path: Path
    clock: StillClock = field(default_factory=StillClock)
    defaults: DefaultLimits = field(default_factory=lambda: DefaultLimits(guild=100, member=60, user=40))

    def __post_init__(self) -> None:
        self.store = Store.over(self.database, clock=self.clock, defaults=self.defaults)
        self.jobs = self.store.jobs
        self.quotas = self.store.quotas
        self.pictures = self.store.pictures
        self.failures = self.store.failures
        self._serial = count(1)
        self._ids = Ids(clock=self.clock, random=Random(1))

    @classmethod
    async def open(cls, path: Path, **settings: Any) -> "Kit":
        return cls(await Database.open(url_of(path)), path, **settings)

    def job(
        self,
        *,
        guild: int | None = 1,
        user: int = 7,
        channel: int | None = 3,
        unit_price: int = 5,
        unit_cost: int | None = None,
        images: int = 2,
        state: JobState = JobState.QUEUED,
        key: str | None = None,
    ) -> Job:
        """A fresh job, one task per picture."""
        now = self.clock.now_ms
        return Job(
            id=self._ids.job_id(),
            idempotency_key=key or f"interaction:{next(self._serial)}",
            origin=Origin(
                front="discord",
                user_id=user,
                guild_id=guild,
                channel_id=channel,
                home_channel_id=channel,
                application_id=4,
                interaction_token=TOKEN,
                token_expires_at=now + 900_000,
                upload_limit=10_485_760,
                age_restricted=True,
                can_post=True,
            ),
            request=ImageRequest(
                prompt=PROMPT, model="gpt-image-2", count=images, aspect_ratio="16:9", watermark=False
            ),
            gateway="openoctopus",
            unit_price=unit_price,
            unit_cost=unit_price if unit_cost is None else unit_cost,
            state=state,
            state_at=now,
            epoch=0,
            created_at=now,
            deadline_at=now + 600_000,
            tasks=tuple(Task(index=index, images=1) for index in range(images)),
        )

    async def accept(self, job: Job, *, role_ids: tuple[int, ...] = ()) -> Job:
        """What accepting a request writes."""
        async with self.database.write() as tx:
            await room.count_open(tx, job.origin.user_id, job.origin.guild_id)
            await self.jobs.insert(tx, job)
            await self.quotas.reserve(tx, job, role_ids=role_ids, now_ms=self.clock.now_ms)
        return job

    async def move(self, job: Job, state: JobState, **changes: Any) -> Job:
        """One step, with what belongs in its transaction."""
        async with self.database.write() as tx:
            new = await self.jobs.save(tx, job, replace(job, state=state, **changes))
            if state is JobState.READY:
                await self.quotas.settle(tx, new, new.request.count)
            if state in {JobState.FAILED, JobState.CANCELLED}:
                await self.quotas.release(tx, new)
        return new

    async def walk(self, job: Job, *states: JobState) -> Job:
        """Several steps."""
        for state in states:
            job = await self.move(job, state)
        return job

    async def used(self, guild: int | None = 1, user: int = 7) -> tuple[int, ...]:
        """Credits used of each bucket."""
        found = await self.quotas.standing(guild, user, now_ms=self.clock.now_ms)
        return tuple(standing.used for standing in found)


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def picture(index: int = 0) -> Picture:
    return Picture(
        index=index,
        path=f"{index}.png",
        format="png",
        bytes=1000 + index,
        width=1536,
        height=1024,
        sha256="ab" * 32,
        nsfw=None,
        revised_prompt="a fox",
    )


def failure(**changes: Any) -> Failure:
    plain = Failure(
        error_id="K7CM3XT",
        job_id=None,
        at=NOON,
        code="gateway_timeout",
        category="transport",
        http_status=None,
        retryable=True,
        gateway="openoctopus",
        model="gpt-image-2",
        guild_id=1,
        channel_id=3,
        user_id=7,
        attempts=1,
        charged=0,
        told="gateway_timeout",
    )
    return replace(plain, **changes)


class CancelledAt:
    """Runs a coroutine and cancels its task at its nth wait, or never if it waits less often."""

    def __init__(self, work: Coroutine[Any, Any, object], *waits: int) -> None:
        self._work = work
        self._waits = waits
        self.reached = 0

    def __await__(self) -> Generator[Any, Any, object]:
        task = asyncio.current_task()
        assert task is not None
        step = self._work.__await__()
        send: Any = None
        thrown: BaseException | None = None
        while True:
            try:
                waited_for = step.throw(thrown) if thrown else step.send(send)
            except StopIteration as end:
                return end.value
            self.reached += 1
            if self.reached in self._waits:
                task.cancel()
            thrown = None
            try:
                send = yield waited_for
            except BaseException as error:
                thrown = error
