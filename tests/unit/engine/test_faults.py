"""Faults of our own and of the disk: told once, tried again, and never a job that is stuck."""

import logging
from collections import Counter

import pytest

from bot.domain.errors import DatabaseUnavailable
from bot.domain.job import JobState
from tests.support.gateway import GatewayControl
from tests.unit.engine.conftest import OpenHouse

#: Where the one picture of a plain job can trip over a bug, and how the job ends if it always does.
PLACES = [
    ("submitting: before commit", JobState.FAILED),
    ("submit: before sending", JobState.FAILED),
    ("submitted: before commit", JobState.FAILED),
    ("followed: before commit", JobState.FAILED),
    ("download: before", JobState.FAILED),
    ("ready: before commit", JobState.FAILED),
    ("delivering: before commit", JobState.DELIVERING),
    ("delivery: before", JobState.UNDELIVERABLE),
]


class Bug:
    """Raises at one checkpoint, so many times."""

    def __init__(self, place: str, error: Exception, times: int) -> None:
        self._place = place
        self._error = error
        self._left = times
        self.passed: Counter[str] = Counter()

    def __call__(self, name: str) -> None:
        self.passed[name] += 1
        if name == self._place and self._left:
            self._left -= 1
            raise self._error


@pytest.mark.parametrize(("place", "end"), [row for row in PLACES if row[1].is_terminal])
async def test_a_bug_that_stays_ends_the_job(
    open_here: OpenHouse, caplog: pytest.LogCaptureFixture, place: str, end: JobState
) -> None:
    async with open_here(checkpoint=Bug(place, KeyError("ours"), 100)) as house:
        job = await house.imagine("a fox in the works")
        assert job.state is end
        paid = job.price if end is JobState.UNDELIVERABLE else 0
        assert await house.used() == (paid, paid)
        assert (await house.imagine("the next fox [[seconds: 0]]")).state.is_terminal
    told = [record for record in caplog.records if getattr(record, "error_id", None) == job.error_id]
    if job.failure_code == "internal":
        assert [record.levelno for record in told] == [logging.ERROR]
        assert told[0].exc_info is not None


@pytest.mark.parametrize("place", [place for place, _ in PLACES])
async def test_a_bug_that_passes_costs_no_second_submit(
    open_here: OpenHouse, control: GatewayControl, place: str
) -> None:
    prompt = f"a fox past {place}"
    async with open_here(checkpoint=Bug(place, KeyError("ours"), 1)) as house:
        job = await house.imagine(prompt)
    assert job.state in {JobState.DONE, JobState.FAILED}
    assert len(await control.requests(prompt=prompt, kind="submit")) <= 1


@pytest.mark.parametrize("place", [place for place, _ in PLACES if place.endswith("before commit")])
async def test_a_full_disk_is_waited_out(open_here: OpenHouse, control: GatewayControl, place: str) -> None:
    prompt = f"a fox with a full disk at {place}"
    bug = Bug(place, DatabaseUnavailable("disk_full"), 3)
    async with open_here(checkpoint=bug) as house:
        job = await house.imagine(prompt)
    assert job.state is JobState.DONE
    assert len(await control.requests(prompt=prompt, kind="submit")) == 1
    assert bug.passed["submit: before sending"] == 1


async def test_nothing_is_accepted_that_cannot_be_stored(open_here: OpenHouse) -> None:
    bug = Bug("accepted: before commit", DatabaseUnavailable("disk_full"), 1)
    async with open_here(checkpoint=bug) as house:
        with pytest.raises(DatabaseUnavailable):
            await house.accept("a fox without a row")
        assert await house.used() == (0, 0)
        assert (await house.imagine("a fox with a row")).state is JobState.DONE


async def test_a_row_moved_by_somebody_else_is_read_again(open_here: OpenHouse) -> None:
    async with open_here() as house:
        accepted = (await house.accept("a fox of two minds")).job
        async with house.store.database.write() as tx:
            await house.store.jobs.save(tx, accepted, accepted, event="touched")
        house.engine.start(accepted.id)
        assert (await house.engine.wait(accepted.id)).state is JobState.DONE
