"""Stopping: at once before anything was sent, honestly afterwards, not at all once it is paid."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.errors import QuotaExceeded, TooManyJobs
from bot.domain.job import Job, JobState
from bot.engine.cancel import CancelOutcome
from bot.engine.front import Progress
from tests.support.gateway import GatewayControl
from tests.support.tables import history
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, SYNCHRONOUS, USER, House, NotingFront, settings_with


@pytest.mark.parametrize("model", [ASYNCHRONOUS, SYNCHRONOUS])
async def test_a_job_at_the_gateway_is_followed_no_longer(
    house: House, control: GatewayControl, model: str
) -> None:
    prompt = f"a long fox by {model} [[seconds: 600]]"
    job = await house.begin(prompt, model=model)
    await control.wait(prompt=prompt, submits=1)
    assert await house.engine.cancel(job.id, by=USER) is CancelOutcome.REQUESTED
    ended = await house.engine.wait(job.id)
    assert (ended.state, ended.error_id) == (JobState.CANCELLED, None)
    assert await house.used() == (0, 0)
    (last,) = [row for row in await history(house.store.database, job.id) if row["to_state"] == "cancelled"]
    assert last["detail"] == {"by": USER, "perhaps_billed": True}
    assert await house.engine.cancel(job.id, by=USER) is CancelOutcome.ALREADY_ENDED


async def test_a_job_that_waits_for_a_place_is_stopped_unsent(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    async with open_here(settings=settings_with(gateway_concurrency=1)) as house:
        first = await house.begin("a fox in the only place [[seconds: 600]]")
        await control.wait(prompt="a fox in the only place", submits=1)
        prompt = "a fox that waits for a place"
        job = await house.begin(prompt)
        assert await house.engine.cancel(job.id, by=USER) is CancelOutcome.REQUESTED
        ended = await house.engine.wait(job.id)
        assert ended.state is JobState.CANCELLED
        assert await control.requests(prompt=prompt, kind="submit") == []
        assert await house.used() == (first.price, first.price)
        await house.engine.cancel(first.id, by=USER)
        await house.engine.wait(first.id)


async def test_an_answer_nobody_saw_gives_the_reserve_back(house: House, control: GatewayControl) -> None:
    prompt = "a fox nobody waits for"
    accepted = await house.accept(prompt)
    await house.engine.abandon(accepted.job.id)
    ended = await house.engine.wait(accepted.job.id)
    assert ended.state is JobState.CANCELLED
    assert await house.used() == (0, 0)
    assert await control.requests(prompt=prompt, kind="submit") == []


class Regretting(NotingFront):
    """Has a job stopped when it is shown so many times as being submitted."""

    def regret(self, house: House, showing: int) -> None:
        self._house, self._showing = house, showing

    async def show(self, job: Job, progress: Progress) -> None:
        if job.state is JobState.SUBMITTING:
            self._showing -= 1
            if self._showing == 0:
                assert await self._house.engine.cancel(job.id, by=USER) is CancelOutcome.REQUESTED


async def test_a_job_stopped_before_its_submit_left_is_not_sent(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    front, prompt = Regretting(), "a fox regretted at once"
    async with open_here(front=front) as house:
        front.regret(house, showing=1)
        job = await house.imagine(prompt)
        assert job.state is JobState.CANCELLED
        assert await control.requests(prompt=prompt, kind="submit") == []
        assert await house.used() == (0, 0)


async def test_a_job_stopped_between_two_answers_does_not_wait_for_the_second(
    open_here: OpenHouse,
) -> None:
    front, prompt = Regretting(), "two foxes [[fault: never@submit x1]]"
    async with open_here(front=front) as house:
        front.regret(house, showing=2)
        async with asyncio.timeout(10):
            assert (await house.imagine(prompt, images=2)).state is JobState.CANCELLED
        assert await house.used() == (0, 0)


async def test_a_job_stopped_while_its_picture_is_fetched_costs_nothing(
    house: House, control: GatewayControl
) -> None:
    prompt = "a fox on the way [[fault: slow_body@file x1 seconds=1]]"
    job = await house.begin(prompt)
    await control.wait(prompt=prompt, downloads=1)
    assert await house.engine.cancel(job.id, by=USER) is CancelOutcome.REQUESTED
    assert (await house.engine.wait(job.id)).state is JobState.CANCELLED
    assert await house.used() == (0, 0)
    assert list(house.images.iterdir()) == []


async def test_paid_pictures_cannot_be_stopped(open_here: OpenHouse) -> None:
    front = NotingFront(gate=asyncio.Event())
    async with open_here(front=front) as house:
        job = await house.begin("a fox on its way")
        await front.at_gate.wait()
        assert await house.engine.cancel(job.id, by=USER) is CancelOutcome.TOO_LATE
        front.open_gate()
        assert (await house.engine.wait(job.id)).state is JobState.DONE
        assert await house.used() == (job.price, job.price)


async def test_nobody_knows_a_job_that_never_was(house: House) -> None:
    assert await house.engine.cancel("0" * 25, by=USER) is CancelOutcome.ALREADY_ENDED
    with pytest.raises(KeyError):
        await house.engine.wait("0" * 25)


async def test_a_job_that_never_gets_a_place_ends_when_it_has_waited_long_enough(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    prompt = "a fox that waits in vain"
    async with open_here(grace=0.0) as house:
        first = await house.begin("a fox that stays [[seconds: 600]]")
        await control.wait(prompt="a fox that stays", polls=1)
    settings = settings_with(gateway_concurrency=1, wait_seconds=20.0)
    async with open_here(settings=settings) as house:
        job = await house.imagine(prompt)
        assert (job.state, job.failure_code) == (JobState.FAILED, "no_place")
        assert await control.requests(prompt=prompt, kind="submit") == []
        assert await house.used() == (first.price, first.price)


async def test_places_go_to_the_oldest_first(open_here: OpenHouse, control: GatewayControl) -> None:
    settings = settings_with(gateway_concurrency=2, max_open_jobs=100)
    async with open_here(settings=settings) as house:
        accepted = [await house.accept(f"fox {n} of a line [[seconds: 0.1]]") for n in range(8)]
        for one in accepted:
            house.engine.start(one.job.id)
        await asyncio.gather(*(house.engine.wait(one.job.id) for one in accepted))
        submitted = [taken["prompt"] for taken in await control.requests(prompt="of a line", kind="submit")]
        # The first two find free places; of the rest, each place goes to the oldest that waits.
        assert submitted[2:] == sorted(submitted[2:])


async def test_a_modest_member_waits_for_one_turn_of_a_greedy_one(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    settings = settings_with(gateway_concurrency=1, max_open_jobs=100)
    async with open_here(settings=settings) as house:
        greedy = [await house.accept(f"greedy {n} in turn [[seconds: 1]]") for n in range(4)]
        modest = await house.accept("modest in turn [[seconds: 0.1]]", user=USER + 1)
        for one in (*greedy, modest):
            house.engine.start(one.job.id)
        await asyncio.gather(*(house.engine.wait(one.job.id) for one in (*greedy, modest)))
        submitted = [taken["prompt"][:8] for taken in await control.requests(prompt="in turn", kind="submit")]
        # The first goes at once, the second was next before the modest one came.
        assert submitted.index("modest i") <= 2
        assert {progress.position for _, progress in house.front.shown} >= {1, 2}


async def test_what_could_not_be_paid_is_known_before_it_is_taken(open_here: OpenHouse) -> None:
    settings = settings_with(max_open_jobs=100, start_within=3000.0)
    async with open_here(settings=settings) as house:
        plain = (await house.accept("a fox of many")).job
        dear = replace(plain.request, count=4, resolution="4k", quality="high")
        for number in range(7):
            await house.engine.precheck(dear, plain.origin)
            await house.engine.accept(dear, plain.origin, idempotency_key=f"dear {number}", confirmed=True)
        with pytest.raises(QuotaExceeded):
            await house.engine.precheck(dear, plain.origin)
        assert await house.used() == (450, 450)


async def test_a_member_has_so_many_jobs_open_and_no_more(open_here: OpenHouse) -> None:
    async with open_here(settings=settings_with(max_open_jobs=2)) as house:
        jobs = [await house.accept("a fox of many") for _ in range(2)]
        with pytest.raises(TooManyJobs) as refusal:
            await house.accept("one fox too many")
        assert (refusal.value.open_jobs, refusal.value.limit) == (2, 2)
        whose, wish = jobs[0].job.origin, jobs[0].job.request
        with pytest.raises(TooManyJobs):
            await house.engine.precheck(wish, whose)
        await house.engine.precheck(wish, replace(whose, user_id=8))
        await house.accept("a fox of somebody else", user=8)
        await house.engine.abandon(jobs[0].job.id)
        await house.engine.wait(jobs[0].job.id)
        await house.accept("a fox in the freed place")
