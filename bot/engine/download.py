"""Bringing one task's pictures to disk, each verified and whole before it counts."""

import asyncio
from collections.abc import Iterable
from functools import partial

from bot.domain.errors import GatewayError, ImageRejected
from bot.domain.failure import is_retryable
from bot.domain.job import Job, Picture, Task
from bot.domain.outcome import RemoteImage
from bot.domain.retry import next_delay
from bot.engine.answers import failed
from bot.engine.course import places, with_task
from bot.engine.kit import Kit
from bot.engine.live import Live
from bot.engine.record import Beside
from bot.store.database import Tx

#: Why a picture did not come.
Trouble = ImageRejected | GatewayError


async def bring(kit: Kit, live: Live, task: Task, images: tuple[RemoteImage, ...]) -> list[Trouble]:
    """Fetch what of it is not here yet. What came is in `live.fetched`; the rest is explained."""
    wanted = [
        (place, image)
        for place, image in zip(places(live.job, task), images, strict=False)
        if place not in live.fetched
    ]
    troubles = await asyncio.gather(*(_bring_one(kit, live, place, image) for place, image in wanted))
    return [trouble for trouble in troubles if trouble is not None]


async def _bring_one(kit: Kit, live: Live, place: int, image: RemoteImage) -> Trouble | None:
    kit.counters.begun["download"] += 1
    kit.checkpoint("download: before")
    try:
        picture = await kit.fetcher.fetch(image, into=kit.images, job_id=live.job.id, index=place)
    except (ImageRejected, GatewayError) as trouble:
        return trouble
    kit.checkpoint("download: stored")
    live.fetched[place] = picture
    return None


async def bring_at_last(kit: Kit, live: Live, task: Task, images: tuple[RemoteImage, ...]) -> list[Trouble]:
    """Fetch now or never: for pictures whose addresses are stored nowhere."""
    troubles = await bring(kit, live, task, images)
    for attempt in range(1, kit.settings.fetch_attempts):
        if not may_pass(troubles) or live.job.cancel_requested:
            break
        await kit.clock.sleep(delay_after(kit, troubles, attempt))
        troubles = await bring(kit, live, task, images)
    return troubles


def may_pass(troubles: list[Trouble]) -> bool:
    """Whether trying again may bring more."""
    return any(isinstance(trouble, GatewayError) and is_retryable(trouble) for trouble in troubles)


def delay_after(kit: Kit, troubles: list[Trouble], attempt: int) -> float:
    """Seconds to wait before trying again."""
    asked = [trouble.retry_after or 0.0 for trouble in troubles if isinstance(trouble, GatewayError)]
    return next_delay(attempt, retry_after=max(asked, default=0.0), random=kit.random)


def explained(live: Live, job: Job, task: Task, troubles: list[Trouble]) -> Job:
    """The job with what became of one finished task: its pictures, some of them, or none and why."""
    came = [place in live.fetched for place in places(job, task)]
    code = troubles[0].code if troubles else "upstream_result_missing"
    if not any(came):
        return failed(job, task, code)
    return job if all(came) else with_task(job, task.index, failure_code=code)


def store_pictures(kit: Kit, live: Live, wanted: Iterable[int]) -> Beside:
    """The rows of fetched pictures, written beside what makes them count."""
    pictures = [live.fetched[place] for place in sorted(wanted) if place in live.fetched]
    return partial(_store, kit, live.job.id, pictures)


async def _store(kit: Kit, job_id: str, pictures: list[Picture], tx: Tx) -> None:
    await kit.store.pictures.insert(tx, job_id, pictures)
