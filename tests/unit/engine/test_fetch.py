"""From finished at the gateway to paid and on disk."""

import pytest

from bot.domain.job import JobState
from tests.support.gateway import GatewayControl
from tests.unit.engine.house import ASYNCHRONOUS, GUILD, SYNCHRONOUS, House

BOTH = pytest.mark.parametrize("model", [ASYNCHRONOUS, SYNCHRONOUS])


@BOTH
@pytest.mark.parametrize(
    ("fault", "code"),
    [("not_an_image", "image_invalid"), ("truncated", "image_invalid"), ("bomb", "image_bomb")],
)
async def test_what_is_no_picture_is_not_paid(house: House, model: str, fault: str, code: str) -> None:
    job = await house.imagine(f"a fox by {model} [[fault: {fault}@file]]", model=model)
    assert (job.state, job.failure_code) == (JobState.FAILED, code)
    assert await house.used() == (0, 0)
    assert list(house.images.iterdir()) == []


@BOTH
@pytest.mark.parametrize("fault", ["drop", "half_answer", "html_502"])
async def test_a_broken_download_is_repeated(house: House, model: str, fault: str) -> None:
    job = await house.imagine(f"a fox by {model} [[fault: {fault}@file x2]]", model=model)
    assert job.state is JobState.DONE


@BOTH
async def test_a_download_that_never_works_is_given_up(house: House, model: str) -> None:
    job = await house.imagine(f"a fox by {model} [[fault: drop@file]]", model=model)
    assert (job.state, job.failure_code) == (JobState.FAILED, "download_failed")
    assert await house.used() == (0, 0)


async def test_an_address_that_ran_out_is_asked_for_again(house: House, control: GatewayControl) -> None:
    prompt = "a fox behind an old address [[fault: unauthorized@file x1]]"
    job = await house.imagine(prompt)
    assert job.state is JobState.DONE
    (taken,) = await control.jobs(prompt=prompt)
    assert (taken["polls"], taken["downloads"]) == (2, 2)


async def test_some_pictures_are_better_than_none(house: House) -> None:
    job = await house.imagine("foxes [[fault: content_policy_violation@task x1]]", images=3)
    assert job.state is JobState.DONE
    (_, _, pictures) = house.front.delivered[0]
    assert len(pictures) == job.made == 2
    assert await house.used() == (2 * job.unit_price,) * 2


async def test_the_part_that_failed_is_in_the_history_with_its_reason(house: House) -> None:
    job = await house.imagine("more foxes [[fault: content_policy_violation@task x1]]", images=3)
    assert (job.state, job.failure_code) == (JobState.DONE, None)
    (row,) = await house.store.failures.recent(GUILD, limit=5)
    assert (row.error_id, row.job_id) == (job.error_id, job.id)
    assert (row.code, row.category, row.told) == (
        "content_policy_violation",
        "safety",
        "content_policy_violation",
    )
    assert (row.wanted, row.missing, row.charged) == (3, 1, 2 * job.unit_price)


async def test_a_job_without_any_picture_misses_all_of_them(house: House) -> None:
    job = await house.imagine("no foxes [[fault: content_policy_violation@task]]", images=2)
    (row,) = await house.store.failures.recent(GUILD, limit=5)
    assert (job.made, row.wanted, row.missing, row.charged) == (0, 2, 2, 0)


async def test_fewer_pictures_than_asked_for_are_paid_as_such(house: House) -> None:
    job = await house.imagine("fewer foxes [[fault: fewer@task]]", model=SYNCHRONOUS, images=3)
    assert job.state is JobState.DONE
    assert await house.used() == (2 * job.unit_price,) * 2
    assert job.tasks[0].failure_code == "upstream_result_missing"


async def test_more_pictures_than_asked_for_are_not_taken(house: House) -> None:
    job = await house.imagine("more foxes [[fault: more@task]]", model=SYNCHRONOUS, images=2)
    assert len(house.front.delivered[0][2]) == 2
    assert await house.used() == (job.price, job.price)


async def test_base64_is_on_disk_before_it_is_paid(house: House) -> None:
    job = await house.imagine("a fox in letters [[base64: bare]]")
    (picture,) = await house.store.pictures.of(job.id)
    assert (house.images / picture.path).stat().st_size == picture.bytes
    assert await house.store.failures.recent(GUILD, limit=5) == []
