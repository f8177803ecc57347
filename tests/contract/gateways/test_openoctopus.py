"""The OpenOctopus client against the stand-in: what was sent, what was understood."""

from random import Random

import pytest

from bot.domain.errors import GatewayError
from bot.domain.failure import DOCUMENTED
from bot.domain.outcome import Cancelled, Failed, Queued, Running, Succeeded
from bot.domain.retry import Ambiguous, GiveUp, Resubmit, judge_failed_task, judge_submit
from bot.gateways.openoctopus import OpenOctopus
from tests.contract.gateways.bench import OPENOCTOPUS, made, wire
from tests.support.gateway import OPENOCTOPUS_KEY

pytestmark = pytest.mark.asyncio(loop_scope="module")


def judged(error):
    return judge_submit(error, 1, resubmit_on_unknown=False, random=Random(1))


@pytest.mark.parametrize("resolution", OPENOCTOPUS.resolutions)
@pytest.mark.parametrize("quality", OPENOCTOPUS.qualities)
async def test_every_tier_and_quality_is_taken(bench, wish, resolution, quality):
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, wish(resolution=resolution, quality=quality), 1)
    body = (await bench.control.job(submitted.task_id))["body"]
    assert (body["input"]["resolution"], body["input"]["quality"]) == (resolution, quality)


@pytest.mark.parametrize("vocabulary", ["standard", "provider"])
async def test_a_task_goes_from_waiting_to_done_in_either_vocabulary(bench, wish, vocabulary):
    request = wish(f"[[seconds: 1000]] [[vocabulary: {vocabulary}]]")
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, request, 1)
    assert isinstance(submitted.outcome, Queued)
    await bench.control.advance(500)
    assert await bench.openoctopus.poll(submitted.task_id) == Running()
    await bench.control.advance(501)
    assert isinstance(await bench.openoctopus.poll(submitted.task_id), Succeeded)


@pytest.mark.parametrize(("shape", "place"), [("full", 3), ("strings", 3), ("null", None), ("absent", None)])
async def test_a_place_in_the_queue_is_read_in_every_shape(bench, wish, shape, place):
    request = wish(f"[[position: 3]] [[seconds: 900]] [[queue: on]] [[queue_shape: {shape}]]")
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, request, 1)
    outcome = await bench.openoctopus.poll(submitted.task_id)
    assert isinstance(outcome, Queued)
    assert outcome.position == place
    await bench.control.finish(submitted.task_id)


async def test_the_gateway_s_verdict_belongs_to_its_picture(bench, wish):
    outcome, _ = await made(bench, wish("[[raw: on]] [[nsfw: true]]"))
    assert isinstance(outcome, Succeeded)
    assert outcome.images[0].nsfw is True
    outcome, _ = await made(bench, wish("[[nsfw: absent]]"))
    assert isinstance(outcome, Succeeded)
    assert outcome.images[0].nsfw is None


async def test_a_video_is_no_picture(bench, wish):
    outcome, _ = await made(bench, wish("[[media: video]]"))
    assert isinstance(outcome, Failed)
    assert isinstance(judge_failed_task(outcome, 1, random=Random(1)), GiveUp)


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
async def test_every_code_at_a_submit(bench, wish, code):
    with pytest.raises(GatewayError) as caught:
        await bench.openoctopus.submit(OPENOCTOPUS, wish(f"[[fault: {code}@submit]]"), 1)
    kind = DOCUMENTED[code]
    assert (caught.value.code, caught.value.http_status) == (code, kind.http_status)
    expected = Ambiguous if kind.maybe_accepted else Resubmit if kind.retryable else GiveUp
    assert isinstance(judged(caught.value), expected)


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
async def test_every_code_at_a_poll(bench, wish, code):
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, wish(f"[[fault: {code}@poll x1]]"), 1)
    with pytest.raises(GatewayError) as caught:
        await bench.openoctopus.poll(submitted.task_id)
    assert caught.value.code == code
    assert isinstance(await bench.openoctopus.poll(submitted.task_id), Queued | Running | Succeeded)


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
async def test_every_code_as_a_failed_task(bench, wish, code):
    outcome, _ = await made(bench, wish(f"[[fault: {code}@task]]"))
    assert isinstance(outcome, Failed)
    assert outcome.code == code
    decision = judge_failed_task(outcome, 1, random=Random(1))
    assert isinstance(decision, Resubmit if DOCUMENTED[code].retryable else GiveUp)


@pytest.mark.parametrize("shape", ["documented", "guide", "sample", "string", "null", "bare", "success"])
async def test_every_shape_of_a_failed_task_is_a_failure(bench, wish, shape):
    outcome, _ = await made(bench, wish(f"[[fault: provider_offline@task]] [[error_shape: {shape}]]"))
    assert isinstance(outcome, Failed)
    assert outcome.code in ("provider_offline", "upstream_failed")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("drop@submit taken", "answer_lost"),
        ("reset@submit taken", "answer_lost"),
        ("half_answer@submit", "answer_lost"),
        ("not_http@submit taken", "answer_lost"),
        ("html_502@submit taken", "gateway_error"),
        ("broken_json@submit taken", "malformed_answer"),
        ("nonsense_json@submit taken", "malformed_answer"),
        ("missing_id@submit", "malformed_answer"),
        ("api_key_touch_failed@submit taken", "api_key_touch_failed"),
    ],
)
async def test_a_submit_that_was_taken_unheard_is_sent_once(bench, wish, fault, code):
    request = wish(f"[[fault: {fault}]]")
    with pytest.raises(GatewayError) as caught:
        await bench.openoctopus.submit(OPENOCTOPUS, request, 1)
    assert caught.value.code == code
    assert judged(caught.value) == Ambiguous()
    jobs = await bench.control.jobs(prompt=request.prompt)
    assert [job["submits"] for job in jobs] == [1]


async def test_a_submit_that_is_never_answered_is_given_up(bench, wish):
    impatient = OpenOctopus(wire(bench.running.openoctopus, OPENOCTOPUS_KEY), submit_timeout=0.3)
    with pytest.raises(GatewayError) as caught:
        await impatient.submit(OPENOCTOPUS, wish("[[fault: never@submit taken]]"), 1)
    await impatient.close()
    assert (caught.value.code, caught.value.maybe_accepted) == ("gateway_timeout", True)


@pytest.mark.parametrize("fault", ["half_answer", "not_http", "html_502", "broken_json", "nonsense_json"])
async def test_a_poll_that_is_spoilt_is_an_error(bench, wish, fault):
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, wish(f"[[fault: {fault}@poll]]"), 1)
    with pytest.raises(GatewayError):
        await bench.openoctopus.poll(submitted.task_id)


@pytest.mark.parametrize("fault", ["drop", "reset", "half_answer", "not_http", "html_502", "not_found_200"])
async def test_a_task_survives_a_fault_of_its_polls(bench, wish, fault):
    """A reused connection that ends may have died idle: the transport then asks again by itself."""
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, wish(f"[[fault: {fault}@poll x1]]"), 1)
    await bench.control.finish(submitted.task_id)
    try:
        outcome = await bench.openoctopus.poll(submitted.task_id)
    except GatewayError:
        outcome = await bench.openoctopus.poll(submitted.task_id)
    assert isinstance(outcome, Succeeded)


@pytest.mark.parametrize(
    ("option", "least"), [("retry_after=7", 7), ("retry_ms=1500", 1.5), ("retry_date=30", 28)]
)
async def test_being_told_to_wait_is_heard(bench, wish, option, least):
    with pytest.raises(GatewayError) as caught:
        await bench.openoctopus.submit(OPENOCTOPUS, wish(f"[[fault: rate_limited@submit {option}]]"), 1)
    assert (caught.value.code, caught.value.http_status) == ("rate_limited", 429)
    decision = judged(caught.value)
    assert isinstance(decision, Resubmit)
    assert least <= decision.delay <= 60


@pytest.mark.parametrize("fault", ["empty_assets", "no_assets", "null_assets"])
async def test_a_success_without_a_picture_may_be_tried_again(bench, wish, fault):
    outcome, _ = await made(bench, wish(f"[[fault: {fault}@task]]"))
    assert outcome == Failed(code="upstream_result_missing")
    assert isinstance(judge_failed_task(outcome, 1, random=Random(1)), Resubmit)


async def test_a_cancelled_and_a_forgotten_task_are_told(bench, wish):
    submitted = await bench.openoctopus.submit(OPENOCTOPUS, wish("[[seconds: 500]]"), 1)
    await bench.control.cancel(submitted.task_id)
    assert await bench.openoctopus.poll(submitted.task_id) == Cancelled()
    await bench.control.forget(submitted.task_id)
    with pytest.raises(GatewayError) as caught:
        await bench.openoctopus.poll(submitted.task_id)
    assert caught.value.code == "task_not_found"


async def test_the_check_tells_a_wrong_key(bench):
    await bench.openoctopus.check()
    strange = OpenOctopus(wire(bench.running.openoctopus, "ooq_other"), submit_timeout=5)
    with pytest.raises(GatewayError) as caught:
        await strange.check()
    await strange.close()
    assert caught.value.code == "invalid_api_key"
