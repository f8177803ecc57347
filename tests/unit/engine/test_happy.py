"""From accepted to delivered, over both gateways."""

import pytest

from bot.domain.job import JobState, TaskState
from tests.support.gateway import GatewayControl
from tests.unit.engine.house import ASYNCHRONOUS, SYNCHRONOUS, House


@pytest.mark.parametrize(("model", "submits"), [(ASYNCHRONOUS, 3), (SYNCHRONOUS, 1)])
async def test_every_picture_is_delivered_and_paid_once(
    house: House, control: GatewayControl, model: str, submits: int
) -> None:
    prompt = f"three foxes by {model}"
    job = await house.imagine(prompt, model=model, images=3)

    assert job.state is JobState.DONE
    assert {task.state for task in job.tasks} == {TaskState.SUCCEEDED}
    assert len(await control.requests(prompt=prompt, kind="submit")) == submits
    (delivery,) = house.front.delivered
    assert delivery[:2] == (job.id, "original")
    assert [picture.index for picture in delivery[2]] == [0, 1, 2]
    assert all((house.images / picture.path).stat().st_size == picture.bytes for picture in delivery[2])
    assert await house.used() == (job.price, job.price)
    assert house.front.ended == [job]
    assert house.engine.open_jobs == 0


async def test_states_are_shown_in_order_and_the_row_keeps_the_message(house: House) -> None:
    job = await house.imagine("a fox, step by step")
    shown = [state for state, _ in house.front.shown]
    assert list(dict.fromkeys(shown)) == [
        JobState.SUBMITTING,
        JobState.RUNNING,
        JobState.FETCHING,
        JobState.READY,
        JobState.DELIVERING,
    ]
    stored = await house.store.jobs.get(job.id)
    assert stored is not None
    assert (stored.state, stored.delivered_message_id) == (JobState.DONE, 100)
    assert stored.origin.card_message_id == 55
    assert stored.origin.interaction_token is None


@pytest.mark.parametrize(("model", "painting"), [(ASYNCHRONOUS, False), (SYNCHRONOUS, True)])
async def test_a_gateway_that_answers_with_pictures_paints_from_the_submit_on(
    house: House, model: str, painting: bool
) -> None:
    await house.imagine(f"a fox by {model}, watched", model=model)
    shown = [progress.painting for state, progress in house.front.shown if state is JobState.SUBMITTING]
    assert shown == [painting]


async def test_the_place_in_the_gateways_queue_is_shown(house: House) -> None:
    await house.imagine("a patient fox [[queue: on]] [[position: 3]] [[seconds: 0.2]]")
    waiting = [progress for _, progress in house.front.shown if progress.position]
    assert waiting
    assert not any(progress.painting for progress in waiting)
    assert house.front.shown[-1][1].position is None


async def test_durations_are_learnt_from_what_succeeded_alone(house: House) -> None:
    before = (await house.engine.quote((await house.accept("a fox")).job.request)).usual_seconds
    await house.imagine("a refused fox [[fault: content_policy_violation@task]]")
    request = (await house.imagine("a quick fox [[seconds: 0.05]]")).request
    assert (await house.engine.quote(request)).usual_seconds < before
    learnt = await house.store.durations.learnt("openoctopus", request)
    assert learnt is not None
    assert learnt.samples == 1
