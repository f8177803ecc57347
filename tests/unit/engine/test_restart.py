"""Stopping the process in each state, and carrying on from the row."""

import asyncio

import pytest

from bot.domain.errors import Draining
from bot.domain.job import JobState
from bot.domain.quota import remaining_credits
from bot.engine.cancel import CancelOutcome
from bot.engine.recovery import recovery_delay
from tests.support.gateway import GatewayControl
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import SYNCHRONOUS, NotingFront, settings_with

#: Stopping does not wait for running steps.
HASTY = {"grace": 0.0}


async def test_a_job_nobody_started_is_run_after_a_restart(open_here: OpenHouse) -> None:
    async with open_here() as house:
        job = (await house.accept("a fox left lying")).job
    async with open_here() as house:
        ended = await house.engine.wait(job.id)
    # Its first answer was found.
    assert (ended.state, ended.origin.card_message_id) == (JobState.DONE, 77)


async def test_a_job_of_which_nobody_was_told_is_dropped_after_a_restart(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    prompt = "a fox nobody expects"
    async with open_here() as house:
        job = (await house.accept(prompt)).job
    front = NotingFront(answered=False, unsure=[ConnectionError()])
    async with open_here(front=front) as house:
        assert (await house.engine.wait(job.id)).state is JobState.CANCELLED
        assert await house.used() == (0, 0)
        # One of this process is not looked for.
        assert (await house.imagine("a fox of today")).state is JobState.DONE
    assert await control.requests(prompt=prompt, kind="submit") == []


async def test_a_job_whose_card_is_known_is_not_asked_about(open_here: OpenHouse) -> None:
    async with open_here(settings=settings_with(gateway_concurrency=1), **HASTY) as house:
        first = await house.begin("a fox in the place [[seconds: 600]]")
        waiting = await house.begin("a fox with a card")
    async with open_here(front=NotingFront(answered=False)) as house:
        await house.engine.cancel(first.id, by=7)
        assert (await house.engine.wait(waiting.id)).state is JobState.DONE


async def test_a_running_job_is_followed_after_a_restart(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    prompt = "a fox across a restart [[seconds: 600]]"
    async with open_here(**HASTY) as house:
        job = await house.begin(prompt, images=2)
        await control.wait(prompt=prompt, polls=2)
    await control.finish_all(prompt=prompt)
    async with open_here() as house:
        ended = await house.engine.wait(job.id)
    assert ended.state is JobState.DONE
    assert len(await control.requests(prompt=prompt, kind="submit")) == 2


async def test_what_is_stopped_while_it_is_taken_up_stops(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    prompt = "a fox stopped at the door [[seconds: 600]]"
    async with open_here(**HASTY) as house:
        job = await house.begin(prompt)
        await control.wait(prompt=prompt, polls=1)
    async with open_here() as house:
        # The engine begins to take up with the first wait of this.
        assert await house.engine.cancel(job.id, by=7) is CancelOutcome.REQUESTED
        assert (await house.engine.wait(job.id)).state is JobState.CANCELLED
        assert await house.used() == (0, 0)


async def test_a_submit_that_lost_its_process_is_not_sent_again(
    open_here: OpenHouse, control: GatewayControl, clock: FastClock
) -> None:
    prompt = "a fox whose answer nobody heard [[seconds: 600]]"
    async with open_here(**HASTY) as house:
        job = await house.begin(prompt, model=SYNCHRONOUS)
        await control.wait(prompt=prompt, submits=1)
        stored = await house.store.jobs.get(job.id)
    assert stored is not None
    assert stored.state is JobState.SUBMITTING
    # Whoever might still be sending it has given up by then.
    clock.start_ms += 611_000
    async with open_here() as house:
        ended = await house.engine.wait(job.id)
        assert (ended.state, ended.failure_code) == (JobState.FAILED, "submit_unknown")
        assert await house.used() == (0, 0)
    assert len(await control.requests(prompt=prompt, kind="submit")) == 1


async def test_a_delivery_cut_short_is_looked_for_before_it_is_repeated(open_here: OpenHouse) -> None:
    front = NotingFront(gate=asyncio.Event())
    async with open_here(front=front, **HASTY) as house:
        job = await house.begin("a fox at the door")
        await front.at_gate.wait()
    front.messages[job.id, "original"] = 77
    async with open_here(front=front) as house:
        ended = await house.engine.wait(job.id)
    assert (ended.state, ended.delivered_message_id) == (JobState.DONE, 77)
    assert front.delivered == []


async def test_running_steps_are_given_a_grace(open_here: OpenHouse, control: GatewayControl) -> None:
    prompt = "a fox in the last minute [[seconds: 0.2]]"
    async with open_here(grace=10.0) as house:
        job = await house.begin(prompt, model=SYNCHRONOUS)
        await control.wait(prompt=prompt, submits=1)
    async with open_here() as house:
        assert (await house.engine.wait(job.id)).state is JobState.DONE


async def test_a_draining_engine_takes_nothing(open_here: OpenHouse) -> None:
    async with open_here() as house:
        house.engine.drain()
        with pytest.raises(Draining):
            await house.accept("a fox too late")


async def test_the_deadline_ends_a_job_with_a_last_look(
    open_here: OpenHouse, control: GatewayControl
) -> None:
    prompt = "a fox without end [[seconds: 600]]"
    async with open_here(settings=settings_with(deadline_seconds=12.0)) as house:
        job = await house.imagine(prompt)
        assert (job.state, job.failure_code) == (JobState.FAILED, "deadline_exceeded")
        assert await house.used() == (0, 0)


async def test_what_was_finished_while_nobody_looked_is_fetched_past_the_deadline(
    open_here: OpenHouse, control: GatewayControl, clock: FastClock
) -> None:
    prompt = "a fox that waited for us [[seconds: 600]]"
    async with open_here(**HASTY) as house:
        job = await house.begin(prompt)
        await control.wait(prompt=prompt, polls=1)
    await control.finish_all(prompt=prompt)
    clock.start_ms += 3 * 86_400_000
    async with open_here() as house:
        assert (await house.engine.wait(job.id)).state is JobState.DONE


async def test_what_is_left_to_the_member_is_known_after_a_restart(open_here: OpenHouse) -> None:
    async with open_here() as house:
        accepted = await house.accept("a fox of modest means")
        left = remaining_credits(accepted.standing)
    async with open_here() as house:
        await house.engine.wait(accepted.job.id)
        assert {progress.remaining for _, progress in house.front.shown} == {left}


def test_a_crowd_is_taken_up_one_after_another() -> None:
    settings = settings_with(recovered_per_second=10.0)
    assert [recovery_delay(place, settings) for place in (0, 20, 21, 120)] == [0.0, 0.0, 0.1, 10.0]


async def test_jobs_of_other_fronts_are_left_alone(open_here: OpenHouse) -> None:
    async with open_here() as house:
        job = (await house.accept("a fox of another front")).job
    async with open_here(front_name="another") as house:
        await house.engine.recover()
        assert house.engine.open_jobs == 0
        stored = await house.store.jobs.get(job.id)
        assert stored is not None
        assert stored.state is JobState.QUEUED
