"""Takes a checked request and makes a job of it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sandbox.gateway.accounts import Account, check_funds
from sandbox.gateway.directives import Directives
from sandbox.gateway.durations import draw_seconds
from sandbox.gateway.errors import Refusal
from sandbox.gateway.faults.grammar import Fault, Stage
from sandbox.gateway.jobs import FINAL, Job, Order
from sandbox.gateway.lanes import Lane
from sandbox.gateway.manners import Manners
from sandbox.gateway.world import OPENOCTOPUS, Entry, World

LONGEST_QUEUED = 1.0
QUEUED_SHARE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A request that passed every check, not taken yet."""

    gateway: str
    model: str
    prompt: str
    directives: Directives
    manners: Manners
    order: Order
    price: int
    account: Account
    entry: Entry


def due_at_submit(world: World, application: Application) -> Fault | None:
    """The fault that strikes this submit, counted."""
    return _due(world, application, Stage.SUBMIT)


def take(world: World, application: Application) -> Job:
    """Charge the account and put the job to work. Raises Refusal."""
    check_funds(application.account, application.price)
    _check_queue(world, application)
    job = _make_job(world, application)
    _place(world, job)
    if job.is_paid:
        application.account.used += job.price
    world.jobs[job.id] = job
    world.taken[job.gateway, job.prompt].append(job)
    application.entry.job = job.id
    world.bell.ring()
    return job


def _make_job(world: World, application: Application) -> Job:
    prompt, now = application.prompt, world.clock.now()
    key = (application.gateway, prompt)
    job_id = str(uuid.uuid4())
    return Job(
        id=job_id if application.gateway == OPENOCTOPUS else job_id.replace("-", ""),
        gateway=application.gateway,
        model=application.model,
        prompt=prompt,
        order=application.order,
        manners=application.manners,
        faults=application.directives.faults,
        outcome=_due(world, application, Stage.TASK),
        price=application.price,
        body=_as_object(application.entry.body),
        headers=application.entry.headers,
        variant=_twins(world, application),
        submitted_at=now,
        seconds=_seconds(world, application, len(world.taken[key])),
        started_at=now,
        position=application.directives.position,
    )


def _due(world: World, application: Application, stage: Stage) -> Fault | None:
    return world.faults.due(
        stage,
        application.directives.faults,
        scope=(application.gateway, stage, application.prompt),
        gateway=application.gateway,
        prompt=application.prompt,
    )


def _as_object(body: Any) -> dict[str, Any]:
    return body if isinstance(body, dict) else {}


def _seconds(world: World, application: Application, nth: int) -> float:
    if application.directives.seconds is not None:
        return application.directives.seconds
    settings = world.settings
    return draw_seconds(median=settings.median, seed=settings.seed, prompt=application.prompt, nth=nth)


def _twins(world: World, application: Application) -> int:
    """How many jobs of the same prompt and options are at work: asked for four, one gets four pictures."""
    now = world.clock.now()
    earlier = world.taken[application.gateway, application.prompt]
    return sum(1 for job in earlier if job.order == application.order and job.status(now) not in FINAL)


def _check_queue(world: World, application: Application) -> None:
    limit, lane = world.settings.queue_limit, world.lanes.get(application.model)
    if application.manners.queue == "off" or limit is None or lane is None:
        return
    if lane.waiting(world.clock.now()) >= limit:
        raise Refusal("queue_unavailable", "the local queue is full")


def _place(world: World, job: Job) -> None:
    """Decide when the work starts: in the local queue, at a pretended place, or soon."""
    if job.gateway != OPENOCTOPUS:
        return
    if job.position is not None:
        job.started_at = job.submitted_at + job.position * job.seconds / 2
    elif job.manners.queue == "on":
        lane = world.lanes.setdefault(job.model, Lane())
        lane.join(job, now=job.submitted_at, concurrency=world.settings.concurrency)
    else:
        queued = min(LONGEST_QUEUED, QUEUED_SHARE * job.seconds)
        job.started_at += queued
        job.seconds -= queued
