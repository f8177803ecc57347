"""From finished at the gateway to paid and on disk."""

from dataclasses import replace
from functools import partial

from bot.domain.errors import GatewayError
from bot.domain.job import Job, JobState, Task, TaskState
from bot.domain.outcome import RemoteImage, Succeeded
from bot.engine import finish, record
from bot.engine.course import in_state, places
from bot.engine.download import Trouble, bring, delay_after, explained, may_pass, store_pictures
from bot.engine.kit import Kit
from bot.engine.live import Live
from bot.engine.record import Beside
from bot.store.database import Tx


async def fetch(kit: Kit, live: Live) -> float:
    """Bring what is missing to disk, then settle for what came."""
    stored = await kit.store.pictures.of(live.job.id)
    live.fetched.update((picture.index, picture) for picture in stored)
    troubles = {task.index: await _fetch_task(kit, live, task) for task in _missing(live)}
    if live.job.cancel_requested:
        return 0.0
    everything = [trouble for some in troubles.values() for trouble in some]
    if live.failures + 1 < _attempts(kit, everything):
        live.failures += 1
        live.made.clear()
        return delay_after(kit, everything, live.failures)
    new = live.job
    for index, some in troubles.items():
        new = explained(live, new, new.tasks[index], some)
    if new.state is JobState.FAILED:
        await finish.fail(kit, live, new)
    else:
        await _settle(kit, live, new, {picture.index for picture in stored})
    return 0.0


def _attempts(kit: Kit, troubles: list[Trouble]) -> int:
    """How often to try in all. What was refused may have been an old address: ask for a fresh one once."""
    if may_pass(troubles):
        return kit.settings.fetch_attempts
    return 2 if any(isinstance(trouble, GatewayError) for trouble in troubles) else 1


def _missing(live: Live) -> list[Task]:
    """Finished tasks of which no picture is stored."""
    finished = in_state(live.job, TaskState.SUCCEEDED)
    return [task for task in finished if not _has_all(live, task)]


def _has_all(live: Live, task: Task) -> bool:
    if task.remote_id is None:
        # Its pictures were stored with its answer, and cannot be asked for again.
        return True
    return all(place in live.fetched for place in places(live.job, task))


async def _fetch_task(kit: Kit, live: Live, task: Task) -> list[Trouble]:
    """What the gateway made of one task; asked for anew where the addresses are old or unknown."""
    try:
        images = live.made.get(task.index) or await _ask_again(kit, live.job, task)
    except GatewayError as error:
        return [error]
    live.made[task.index] = images
    return await bring(kit, live, task, images)


async def _ask_again(kit: Kit, job: Job, task: Task) -> tuple[RemoteImage, ...]:
    gateway = kit.gateways.get(job.gateway)
    if gateway is None:
        raise GatewayError(code="model_gone")
    kit.counters.begun["poll"] += 1
    outcome = await gateway.poll(task.remote_id or "")
    if isinstance(outcome, Succeeded):
        return outcome.images
    raise GatewayError(code="download_failed", retryable=True)


async def _settle(kit: Kit, live: Live, job: Job, stored: set[int]) -> None:
    """Pictures, payment and READY in one transaction; with a failure row if some did not come."""
    ready = replace(job, state=JobState.READY, made=len(live.fetched))
    price = job.unit_price * ready.made
    beside: tuple[Beside, ...] = (
        store_pictures(kit, live, live.fetched.keys() - stored),
        partial(_pay, kit, ready, len(live.fetched)),
    )
    if ready.made < ready.request.count:
        ready = replace(ready, error_id=kit.ids.error_id())
        beside += (partial(finish.write_failure, kit, ready),)
    await record.record(kit, live, ready, event="ready", detail={"credits": price}, beside=beside)


async def _pay(kit: Kit, job: Job, pictures: int, tx: Tx) -> None:
    await kit.store.quotas.settle(tx, job, pictures)
