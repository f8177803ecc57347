"""The local queue on a clock that stands still."""

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox.gateway.jobs import Job, Order, Status
from sandbox.gateway.lanes import Lane
from sandbox.gateway.manners import Manners
from tests.sandbox_gateway.conftest import Frozen

DURATIONS = st.lists(st.floats(0.5, 50), min_size=1, max_size=12)


def job(number: int, at: float, seconds: float) -> Job:
    return Job(
        id=str(number), gateway="openoctopus", model="m", prompt="", order=Order(text="", width=1, height=1),
        manners=Manners(), faults=(), outcome=None, price=1, body={}, headers={}, variant=0,
        submitted_at=at, seconds=seconds, started_at=at,
    )  # fmt: skip


@settings(deadline=None)
@given(durations=DURATIONS, concurrency=st.integers(1, 4), seed=st.integers(0, 99))
def test_never_more_than_the_concurrency_and_always_in_order(
    durations: list[float], concurrency: int, seed: int
) -> None:
    dice, lane, now, jobs = random.Random(seed), Lane(), 0.0, []
    for number, seconds in enumerate(durations):
        now += dice.uniform(0, 10)
        jobs.append(job(number, now, seconds))
        lane.join(jobs[-1], now=now, concurrency=concurrency)
    starts = [each.started_at for each in jobs]
    assert starts == sorted(starts)
    for moment in starts:
        assert sum(each.started_at <= moment < each.finish_at for each in jobs) <= concurrency
    for each in jobs:
        busy = sum(other.started_at < each.started_at <= other.finish_at for other in jobs)
        assert each.started_at == each.submitted_at or busy >= concurrency


@settings(deadline=None)
@given(durations=DURATIONS, seed=st.integers(0, 99))
@example(durations=[1.4, 1.4, 9.0, 1.0], seed=0)
def test_an_early_end_lets_the_next_one_start(durations: list[float], seed: int) -> None:
    lane, jobs = Lane(), [job(number, 0.0, seconds) for number, seconds in enumerate(durations)]
    for each in jobs:
        lane.join(each, now=0.0, concurrency=1)
    now = random.Random(seed).uniform(0.1, jobs[-1].finish_at)
    working = [each for each in jobs if each.status(now) is Status.PROCESSING]
    for each in working:
        each.finish(now)
    lane.plan(now=now, concurrency=1)
    waiting = [each for each in jobs if each.finish_at > now]
    assert not waiting or waiting[0].started_at == now


async def test_positions_as_a_client_sees_them(frozen: Frozen) -> None:
    await frozen.api.control.settings(queue="on", concurrency=2)
    tasks = [await frozen.api.task(f"job {number} [[seconds: 10]]") for number in range(5)]

    async def queues() -> list[tuple[str, int, int]]:
        bodies = [(await frozen.api.poll(task)).json() for task in tasks]
        return [(body["status"], body["queue"]["position"], body["queue"]["size"]) for body in bodies]

    at_work, done = ("processing", 0), ("succeeded", 0)
    assert await queues() == [
        (*at_work, 3),
        (*at_work, 3),
        ("queued", 1, 3),
        ("queued", 2, 3),
        ("queued", 3, 3),
    ]
    frozen.world.clock.advance(10)
    assert await queues() == [(*done, 1), (*done, 1), (*at_work, 1), (*at_work, 1), ("queued", 1, 1)]
    await frozen.api.control.finish(tasks[2])
    assert [status for status, _, _ in await queues()][2:] == ["succeeded", "processing", "processing"]


async def test_a_full_queue_refuses(frozen: Frozen) -> None:
    await frozen.api.control.settings(queue="on", queue_limit=1)
    answers = [await frozen.api.submit("x [[seconds: 10]]") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 503]
    assert answers[2].json()["error"]["code"] == "queue_unavailable"


async def test_with_the_queue_off_jobs_run_side_by_side(frozen: Frozen) -> None:
    tasks = [await frozen.api.task("x [[seconds: 10]]") for _ in range(20)]
    frozen.world.clock.advance(10)
    assert {(await frozen.api.poll(task)).json()["status"] for task in tasks} == {"succeeded"}
