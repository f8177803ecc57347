"""Learning how long tasks take. Only finished ones teach."""

from functools import partial

from bot.domain.job import Job
from bot.domain.model import Model
from bot.engine.kit import Kit, duration_kind
from bot.engine.record import Beside
from bot.store.database import Tx


def lesson(kit: Kit, model: Model, job: Job, seconds: float) -> Beside:
    """What is written beside a task's success."""
    return partial(_learn, kit, model, job, seconds)


async def _learn(kit: Kit, model: Model, job: Job, seconds: float, tx: Tx) -> None:
    prior = await kit.durations_of(model, job.request)
    kit.learnt[duration_kind(model, job.request)] = await kit.store.durations.learn(
        tx, model.gateway, job.request, seconds=seconds, prior=prior
    )
