"""Every documented code, at the submit, at the poll and as a failed task."""

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.failure import DOCUMENTED, FailureKind
from bot.domain.job import Job, JobState
from tests.support.gateway import GatewayControl
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import GUILD, House, settings_with

KINDS = tuple(DOCUMENTED.values())
#: The code a job ends with (`None`: it is delivered), and the submits it takes.
Expect = Callable[[FailureKind], tuple[str | None, int]]
CROWD = settings_with(max_open_jobs=100, gateway_concurrency=100)


def at_submit(kind: FailureKind) -> tuple[str | None, int]:
    if kind.maybe_accepted:
        return "submit_unknown", 1
    return kind.code, 3 if kind.retryable else 1


def at_task(kind: FailureKind) -> tuple[str | None, int]:
    return kind.code, 3 if kind.retryable else 1


def at_poll(kind: FailureKind) -> tuple[str | None, int]:
    if kind.retryable:
        return None, 1
    return "task_lost" if kind.code == "task_not_found" else kind.code, 1


@pytest.mark.parametrize(("stage", "expect"), [("submit", at_submit), ("task", at_task), ("poll", at_poll)])
async def test_a_code_decides_what_follows(
    open_here: OpenHouse, control: GatewayControl, stage: str, expect: Expect
) -> None:
    async with open_here(settings=CROWD) as house:

        async def check(kind: FailureKind) -> int:
            code, submits = expect(kind)
            # What may pass, passes; what may not, stays.
            times = " x2" if stage == "poll" and kind.retryable else ""
            prompt = f"a fox meets {kind.code} at the {stage} [[fault: {kind.code}@{stage}{times}]]"
            job = await house.imagine(prompt)
            assert (kind.code, job.failure_code) == (kind.code, code)
            assert len(await control.requests(prompt=prompt, kind="submit")) == submits
            return await _check_end(house, job)

        paid = await asyncio.gather(*(check(kind) for kind in KINDS))
        assert await house.used() == (sum(paid), sum(paid))


async def _check_end(house: House, job: Job) -> int:
    """A delivered job is paid; a failed one is not, and has its row. Credits that stay charged."""
    if job.failure_code is None:
        assert job.state is JobState.DONE
        return job.price
    assert job.state is JobState.FAILED
    assert job.error_id is not None
    failure = await house.store.failures.get(GUILD, job.error_id)
    assert failure is not None
    assert (failure.job_id, failure.code, failure.charged) == (job.id, job.failure_code, 0)
    assert failure.attempts == sum(task.submit_attempt for task in job.tasks)
    return 0
