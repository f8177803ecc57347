"""Handing over: one message, by the best way that works, or none and the pictures kept."""

import asyncio
from dataclasses import replace

from bot.domain.errors import DeliveryRefused
from bot.domain.job import JobState
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import GUILD, NotingFront, settings_with


async def test_a_closed_way_leads_to_the_next(open_here: OpenHouse) -> None:
    front = NotingFront(troubles={"original": [DeliveryRefused("token_expired")]})
    async with open_here(front=front) as house:
        job = await house.imagine("a fox by another way")
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel")
    assert [path for _, path, _ in front.delivered] == ["channel"]


async def test_without_any_way_the_pictures_are_kept_and_stay_paid(open_here: OpenHouse) -> None:
    closed: dict[str, list[Exception]] = {
        path: [DeliveryRefused("missing_access")] for path in ("original", "channel")
    }
    async with open_here(front=NotingFront(troubles=closed)) as house:
        job = await house.imagine("a fox with no way home")
        assert (job.state, job.failure_code) == (JobState.UNDELIVERABLE, "undeliverable")
        assert await house.used() == (job.price, job.price)
        assert len(await house.store.pictures.of(job.id)) == 1
        assert job.error_id is not None
        failure = await house.store.failures.get(GUILD, job.error_id)
        assert failure is not None
        assert failure.charged == job.price


async def test_what_may_work_later_is_tried_later(open_here: OpenHouse) -> None:
    front = NotingFront(troubles={"original": [TimeoutError(), ConnectionResetError()]})
    async with open_here(front=front) as house:
        job = await house.imagine("a fox on the third try")
    assert job.state is JobState.DONE
    assert len(front.delivered) == 1


async def test_a_message_whose_answer_was_lost_is_found_not_repeated(open_here: OpenHouse) -> None:
    front = NotingFront(troubles={"original": [TimeoutError()]}, lost_answers={"original"})
    async with open_here(front=front) as house:
        job = await house.imagine("a fox that got through")
    assert job.state is JobState.DONE
    assert len(front.delivered) == 1
    assert job.delivered_message_id == front.messages[job.id, "original"]


async def test_a_way_that_never_answers_is_given_up_for_the_next(open_here: OpenHouse) -> None:
    front = NotingFront(troubles={"original": [TimeoutError() for _ in range(8)]})
    async with open_here(front=front) as house:
        job = await house.imagine("a fox in a silent channel")
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel")


#: Time in which hours of an outage take moments.
RUSH = 2000.0
PATIENT = settings_with(max_open_jobs=100, deadline_seconds=1e6)


async def test_an_outage_is_waited_out_and_closes_no_way(open_here: OpenHouse) -> None:
    front = NotingFront(troubles={"original": [ConnectionError()]})
    front.hidden["original"] = [ConnectionError() for _ in range(30)]
    async with open_here(front=front, clock=FastClock(speed=RUSH), settings=PATIENT) as house:
        job = await house.imagine("a fox in a long night")
    assert (job.state, job.delivery_path) == (JobState.DONE, "original")
    assert len(front.delivered) == 1


async def test_an_outage_without_end_is_not_waited_for_without_end(open_here: OpenHouse) -> None:
    front = NotingFront(open_paths=["original"], troubles={"original": [ConnectionError()]})
    front.hidden["original"] = [ConnectionError() for _ in range(5)]
    settings = replace(PATIENT, outage_attempts=5)
    async with open_here(front=front, clock=FastClock(speed=RUSH), settings=settings) as house:
        job = await house.imagine("a fox in an endless night")
        assert job.state is JobState.UNDELIVERABLE


async def test_an_end_is_told_when_the_front_can_be_reached_again(open_here: OpenHouse) -> None:
    front = NotingFront(deaf=[ConnectionError() for _ in range(12)])
    async with open_here(front=front, clock=FastClock(speed=RUSH), settings=PATIENT) as house:
        job = await house.imagine("a fox nobody could be told of [[fault: content_policy_violation@submit]]")
        assert [(each.id, each.state) for each in front.ended] == [(job.id, JobState.FAILED)]
        assert await house.store.jobs.untold() == []
        assert house.engine.counters.ended == {"failed": 1}


async def test_a_front_that_cannot_show_does_not_stop_the_job(open_here: OpenHouse) -> None:
    async with open_here(front=NotingFront(blind=True)) as house:
        job = await house.imagine("an unseen fox")
        assert job.state is JobState.DONE
        assert [untold.id for untold in await house.store.jobs.untold()] == [job.id]
    async with open_here() as house:
        assert (await house.engine.wait(job.id)).state is JobState.DONE
        await house.imagine("another fox")
        assert house.front.ended[0].id == job.id
        assert await house.store.jobs.untold() == []


async def test_a_way_that_cannot_be_looked_at_leads_to_the_next(open_here: OpenHouse) -> None:
    front = NotingFront(gate=asyncio.Event())
    async with open_here(front=front, grace=0.0) as house:
        job = await house.begin("a fox behind a closed door")
        await front.at_gate.wait()
    front.open_gate()
    front.hidden["original"] = [TimeoutError(), DeliveryRefused("missing_access")]
    async with open_here(front=front) as house:
        ended = await house.engine.wait(job.id)
    assert (ended.state, ended.delivery_path) == (JobState.DONE, "channel")
    assert [path for _, path, _ in front.delivered] == ["channel"]
