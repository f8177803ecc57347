"""SIGKILL at every checkpoint of the protocol, then a restart: nothing lost, paid or posted twice."""

import json
from pathlib import Path

import pytest

from bot.domain.job import JobState
from tests.crash.scene import Nursery, Run, Scene
from tests.support.gateway import GatewayControl
from tests.unit.engine.house import StandIn

PLAIN = Scene(name="a plain fox", model="gpt-image-2")
#: Every checkpoint a plain job passes.
STEPS = (
    "accepted: before commit",
    "accepted: committed",
    "submitting: before commit",
    "submitting: committed",
    "submit: before sending",
    "submit: answered",
    "submitted: before commit",
    "submitted: committed",
    "followed: before commit",
    "followed: committed",
    "download: before",
    "download: stored",
    "ready: before commit",
    "ready: committed",
    "delivering: before commit",
    "delivering: committed",
    "delivery: before",
    "front: posted",
    "delivery: handed over",
    "delivered: before commit",
    "delivered: committed",
    "end: before telling",
    "end: told",
)
#: Between these two the submit may have left, and nobody kept the answer.
LOST = range(STEPS.index("submitting: committed"), STEPS.index("submitted: committed"))


def test_a_plain_job_passes_these_checkpoints(tmp_path: Path, stand_in: StandIn, nursery: Nursery) -> None:
    run = Run(PLAIN, (), tmp_path, stand_in)
    run.play(nursery)
    assert run.codes == [0]
    assert tuple(json.loads((tmp_path / "trace").read_text())) == STEPS


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
async def test_a_job_survives_a_kill(
    tmp_path: Path, stand_in: StandIn, nursery: Nursery, control: GatewayControl, step: int
) -> None:
    run = Run(PLAIN, (step + 1,), tmp_path, stand_in)
    run.play(nursery)
    job = await run.audit(control)
    if step == 0:
        assert job is None
        return
    assert job is not None
    if step in LOST:
        assert (job.state, job.failure_code) == (JobState.FAILED, "submit_unknown")
    else:
        assert job.state is JobState.DONE
