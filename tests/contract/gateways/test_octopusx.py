"""The OctopusX client against the stand-in: what was sent, what was understood."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.errors import GatewayError
from bot.domain.failure import DOCUMENTED
from bot.domain.outcome import RemoteImage, Succeeded
from bot.gateways.octopusx import OctopusX
from tests.contract.gateways.bench import OCTOPUSX, RealClock, fetched, images_of, wire
from tests.support.gateway import OCTOPUSX_KEY

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("ratio", OCTOPUSX.aspect_ratios)
async def test_every_preset_has_its_pixels(bench, wish, tmp_path, ratio):
    (image,) = await images_of(bench, wish(model=OCTOPUSX, aspect_ratio=ratio))
    _, size = await fetched(bench, image, tmp_path)
    assert "x".join(map(str, size)) == OCTOPUSX.sizes[ratio]


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_several_pictures_come_in_one_answer(bench, wish, count):
    request = wish(model=OCTOPUSX, count=count)
    images = await images_of(bench, request, count)
    assert len(images) == count
    assert all(image.revised_prompt for image in images)
    (job,) = await bench.control.jobs(prompt=request.prompt)
    assert job["body"].get("n") == (count if count > 1 else None)


@pytest.mark.parametrize("watermark", [None, True, False])
async def test_three_kinds_of_watermark_arrive(bench, wish, watermark):
    request = wish(model=OCTOPUSX, watermark=watermark)
    await images_of(bench, request)
    (job,) = await bench.control.jobs(prompt=request.prompt)
    assert job["body"].get("watermark") is watermark
    assert ("watermark" in job["body"]) == (watermark is not None)


@pytest.mark.parametrize("count", [1, 2, 4])
async def test_reference_pictures_arrive_as_they_were_kept(bench, wish, count):
    kept = [b"picture %d" % number for number in range(count)]
    names = tuple([await bench.references.keep(content) for content in kept])
    request = wish(model=OCTOPUSX, references=names)
    await images_of(bench, request)
    (job,) = await bench.control.jobs(prompt=request.prompt)
    sent = job["body"]["image"]
    assert isinstance(sent, str) == (count == 1)
    assert [b64decode(text) for text in ([sent] if count == 1 else sent)] == kept
    assert job["references"] == count


@pytest.mark.parametrize("shape", ["bare", "data"])
async def test_base64_pictures_are_read(bench, wish, shape):
    asking = OctopusX(
        wire(bench.running.octopusx, OCTOPUSX_KEY),
        clock=RealClock(),
        references=bench.references,
        submit_timeout=10,
        response_format="b64_json",
    )
    submitted = await asking.submit(OCTOPUSX, wish(f"[[b64_shape: {shape}]]", model=OCTOPUSX), 1)
    await asking.close()
    assert isinstance(submitted.outcome, Succeeded)
    (image,) = submitted.outcome.images
    with Image.open(BytesIO(image.data or b"")) as opened:
        opened.verify()


async def test_a_channel_without_response_format_is_served(bench, wish):
    fresh = OctopusX(
        wire(bench.running.octopusx, OCTOPUSX_KEY),
        clock=RealClock(),
        references=bench.references,
        submit_timeout=10,
    )
    request = wish("[[response_format: rejected]]", model=OCTOPUSX)
    submitted = await fresh.submit(OCTOPUSX, request, 1)
    await fresh.close()
    assert isinstance(submitted.outcome, Succeeded)
    (job,) = await bench.control.jobs(prompt=request.prompt)
    assert "response_format" not in job["body"]


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
@pytest.mark.parametrize("stage", ["submit", "task"])
async def test_only_a_refusal_and_an_explicit_503_prove_that_nothing_was_made(bench, wish, code, stage):
    with pytest.raises(GatewayError) as caught:
        await bench.octopusx.submit(OCTOPUSX, wish(f"[[fault: {code}@{stage}]]", model=OCTOPUSX), 1)
    assert caught.value.code == code
    status = DOCUMENTED[code].http_status or 0
    assert caught.value.maybe_accepted == (status >= 500 and status != 503)


@pytest.mark.parametrize("shape", ["documented", "string", "null", "bare", "success"])
async def test_every_shape_of_an_error_is_a_gateway_error(bench, wish, shape):
    fault = "[[fault: content_policy_violation@task]]"
    with pytest.raises(GatewayError) as caught:
        await bench.octopusx.submit(OCTOPUSX, wish(f"{fault} [[error_shape: {shape}]]", model=OCTOPUSX), 1)
    assert caught.value.code in ("content_policy_violation", "request_refused")
    assert not caught.value.maybe_accepted


@pytest.mark.parametrize(
    "fault",
    [
        "drop@submit taken",
        "reset@submit taken",
        "half_answer@submit",
        "not_http@submit taken",
        "html_502@submit taken",
        "broken_json@submit taken",
        "nonsense_json@submit taken",
    ],
)
async def test_a_lost_answer_is_in_doubt_and_not_asked_for_again(bench, wish, fault):
    request = wish(f"[[fault: {fault}]]", model=OCTOPUSX)
    with pytest.raises(GatewayError) as caught:
        await bench.octopusx.submit(OCTOPUSX, request, 1)
    assert caught.value.maybe_accepted
    (job,) = await bench.control.jobs(prompt=request.prompt)
    assert job["submits"] == 1


@pytest.mark.parametrize(("fault", "count"), [("fewer", 1), ("more", 3)])
async def test_another_number_of_pictures_is_taken_as_it_comes(bench, wish, fault, count):
    images = await images_of(bench, wish(f"[[fault: {fault}@task]]", model=OCTOPUSX, count=2), 2)
    assert len(images) == count
    assert all(isinstance(image, RemoteImage) for image in images)


async def test_the_check_tells_a_wrong_key(bench):
    await bench.octopusx.check()
    strange = OctopusX(
        wire(bench.running.octopusx, "sk-other"),
        clock=RealClock(),
        references=bench.references,
        submit_timeout=10,
    )
    with pytest.raises(GatewayError) as caught:
        await strange.check()
    with pytest.raises(GatewayError):
        await strange.has_funds()
    await strange.close()
    assert caught.value.code == "invalid_api_key"


async def test_the_balance_is_read_from_the_host_and_not_below_the_version(bench):
    assert await bench.octopusx.has_funds() is True
    await bench.control.set_balance(OCTOPUSX_KEY, 0)
    assert await bench.octopusx.has_funds() is False
    await bench.control.set_balance(OCTOPUSX_KEY, 1_000_000)
    assert await bench.openoctopus.has_funds() is None
