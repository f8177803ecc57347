"""Submits that bring no usable answer. What may have been taken is not sent twice."""

import pytest

from bot.domain.job import JobState
from bot.gateways.gateway import Gateway
from tests.support.gateway import GatewayControl
from tests.support.tables import history
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, SYNCHRONOUS, House, StandIn, open_gateways, settings_with

BOTH = pytest.mark.parametrize("model", [ASYNCHRONOUS, SYNCHRONOUS])


@BOTH
@pytest.mark.parametrize(
    "fault", ["drop", "reset", "half_answer", "broken_json", "html_502", "drop@submit taken"]
)
async def test_what_may_have_been_taken_is_not_sent_again(
    house: House, control: GatewayControl, model: str, fault: str
) -> None:
    where = fault if "@" in fault else f"{fault}@submit"
    prompt = f"a fox by {model} [[fault: {where}]]"
    job = await house.imagine(prompt, model=model)

    assert (job.state, job.failure_code) == (JobState.FAILED, "submit_unknown")
    assert len(await control.requests(prompt=prompt, kind="submit")) == 1
    assert await house.used() == (0, 0)
    assert house.engine.counters.unknown_submits == 1


@pytest.mark.parametrize(("drops", "state"), [(1, JobState.DONE), (2, JobState.FAILED)])
async def test_an_operator_may_accept_paying_twice_but_not_thrice(
    open_here: OpenHouse, control: GatewayControl, drops: int, state: JobState
) -> None:
    prompt = f"a fox worth {drops} [[fault: drop@submit x{drops}]]"
    async with open_here(settings=settings_with(resubmit_on_unknown=True)) as house:
        job = await house.imagine(prompt)
        assert job.state is state
        assert await house.used() == ((job.price,) * 2 if state is JobState.DONE else (0, 0))
        assert house.engine.counters.unknown_submits == drops
    assert len(await control.requests(prompt=prompt, kind="submit")) == 2


async def test_the_history_tells_why_a_task_was_sent_again(house: House) -> None:
    job = await house.imagine(
        "a fox [[fault: provider_offline@submit x1]] [[fault: upstream_failed@task x1]]"
    )
    assert job.state is JobState.DONE
    details = [row["detail"] for row in await history(house.store.database, job.id)]
    troubles = [trouble for detail in details for trouble in detail.get("troubles", [])]
    assert troubles == [
        {"task": 0, "code": "provider_offline", "http_status": 503},
        {"task": 0, "code": "upstream_failed", "http_status": None},
    ]


async def test_an_error_id_leads_from_what_people_read_to_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    job = await house.imagine("a fox by its id [[fault: invalid_request@submit]]")
    (logged,) = [vars(record) for record in caplog.records if hasattr(record, "error_id")]
    assert (logged["error_id"], logged["job_id"], logged["code"]) == (job.error_id, job.id, "invalid_request")


@BOTH
async def test_what_was_turned_away_is_sent_again(house: House, control: GatewayControl, model: str) -> None:
    prompt = f"a popular fox by {model} [[fault: rate_limited@submit x2 retry_after=1]]"
    job = await house.imagine(prompt, model=model)
    assert job.state is JobState.DONE
    assert len(await control.requests(prompt=prompt, kind="submit")) == 3


async def test_a_gateway_that_is_not_there_is_given_up(
    open_here: OpenHouse, clock: FastClock, unused_tcp_port: int
) -> None:
    nowhere = f"http://127.0.0.1:{unused_tcp_port}"
    async with (
        open_gateways(StandIn(nowhere, f"{nowhere}/v1", ""), clock) as gateways,
        open_here(gateways=gateways) as house,
    ):
        job = await house.imagine("a fox in the void")
        assert (job.state, job.failure_code) == (JobState.FAILED, "gateway_unreachable")
        assert job.tasks[0].submit_attempt == 8
        assert await house.used() == (0, 0)


async def test_a_submit_that_wakes_too_late_is_not_sent(
    open_here: OpenHouse, clock: FastClock, gateways: dict[str, Gateway], control: GatewayControl
) -> None:
    prompt = "a fox that overslept"

    def oversleep(name: str) -> None:
        if name == "submitting: committed" and clock.start_ms == before:
            clock.start_ms += 700_000

    before = clock.start_ms
    async with open_here(checkpoint=oversleep) as house:
        job = await house.imagine(prompt)
        assert job.tasks[0].submit_attempt == 2
    assert len(await control.requests(prompt=prompt, kind="submit")) == 1


async def test_a_model_that_went_away_ends_the_job(
    open_here: OpenHouse, gateways: dict[str, Gateway]
) -> None:
    async with open_here() as house:
        waiting = await house.accept("a fox of a model that goes")
    only = {"octopusx": gateways["octopusx"]}
    async with open_here(gateways=only) as house:
        job = await house.engine.wait(waiting.job.id)
        assert (job.state, job.failure_code) == (JobState.FAILED, "model_gone")
        assert await house.used() == (0, 0)


async def test_a_task_is_sent_again_while_its_siblings_run_on(house: House, control: GatewayControl) -> None:
    prompt = "a fox turned away from its pack [[seconds: 0.6]] [[fault: rate_limited@submit x1]]"
    job = await house.imagine(prompt, images=3)
    assert job.state is JobState.DONE
    assert [task.submit_attempt for task in job.tasks].count(2) == 1
    moves = [(row["from_state"], row["to_state"]) for row in await history(house.store.database, job.id)]
    assert ("running", "submitting") in moves
    assert len(house.front.delivered[0][2]) == 3
