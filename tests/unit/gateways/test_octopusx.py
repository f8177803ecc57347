"""OctopusX: what is sent equals what was asked; one answer holds the pictures or the reason."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import GatewayError
from bot.domain.model import Model
from bot.domain.outcome import Failed, Succeeded
from bot.domain.request import ImageRequest
from bot.domain.retry import perhaps_taken
from bot.gateways.catalogue import load_catalogue
from bot.gateways.octopusx import OctopusX, encode, read_images
from bot.gateways.references import References
from tests.unit.gateways.test_refusals import JSON

MODEL = load_catalogue().get("gpt-image-2-x")
STYLED = Model(
    name="styled",
    label="Styled",
    gateway="octopusx",
    slug="gpt-image-2",
    styles=("vivid", "natural"),
    backgrounds=("transparent",),
    prices={("", ""): 1},
)
REQUEST = ImageRequest(prompt="a red fox", model="gpt-image-2-x")
PICTURE = {"created": 1735689600, "data": [{"url": "https://h.example/a.png", "revised_prompt": "better"}]}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def references(tmp_path, clock):
    return References(tmp_path / "references", clock=clock)


@pytest.fixture
def gateway(open_wire, script, clock, references):
    return OctopusX(open_wire(script.url + "/v1"), clock=clock, references=references, submit_timeout=5)


@pytest.fixture
def answered(gateway, script):
    """What a submit makes of one answer."""

    async def submit(status, content):
        script.will((status, content))
        return await gateway.submit(MODEL, REQUEST, 1)

    return submit


@given(
    prompt=st.text(min_size=1),
    ratio=st.none() | st.sampled_from(MODEL.aspect_ratios),
    quality=st.none() | st.sampled_from(MODEL.qualities),
    style=st.none() | st.sampled_from(STYLED.styles),
    background=st.none() | st.sampled_from(STYLED.backgrounds),
    watermark=st.none() | st.booleans(),
    images=st.integers(1, 4),
    references=st.lists(st.binary(min_size=1), max_size=4),
)
def test_exactly_what_was_chosen_is_sent(
    prompt, ratio, quality, style, background, watermark, images, references
):
    request = ImageRequest(
        prompt=prompt,
        model=MODEL.name,
        aspect_ratio=ratio,
        quality=quality,
        style=style,
        background=background,
        watermark=watermark,
    )
    body = encode(MODEL, request, images, references)
    assert body.pop("model") == "gpt-image-2"
    assert body.pop("prompt") == prompt
    assert body.pop("n", 1) == images
    assert body.pop("size", None) == (MODEL.sizes[ratio] if ratio else None)
    assert body.pop("quality", None) == quality
    assert body.pop("style", None) == style
    assert body.pop("background", None) == background
    assert body.pop("watermark", None) is watermark
    sent = body.pop("image", [])
    assert [base64.b64decode(text) for text in ([sent] if isinstance(sent, str) else sent)] == references
    assert isinstance(sent, str) == (len(references) == 1)
    assert body == {}


@pytest.mark.parametrize(
    ("asked", "sent"), [(None, {}), (False, {"watermark": False}), (True, {"watermark": True})]
)
async def test_no_watermark_and_nothing_said_are_different(gateway, script, asked, sent):
    script.will((200, PICTURE))
    request = ImageRequest(prompt="x", model=MODEL.name, watermark=asked)
    await gateway.submit(MODEL, request, 1)
    assert script.bodies == [{"model": "gpt-image-2", "prompt": "x", "response_format": "url", **sent}]


async def test_a_submit_is_a_json_post_below_the_base_url(gateway, script):
    script.will((200, PICTURE))
    submitted = await gateway.submit(MODEL, REQUEST, 1)
    assert submitted.task_id is None
    assert isinstance(submitted.outcome, Succeeded)
    (image,) = submitted.outcome.images
    assert (image.url, image.revised_prompt, image.nsfw) == ("https://h.example/a.png", "better", None)
    assert script.seen[0][0].path == "/v1/images/generations"


@pytest.mark.parametrize("response_format", ["url", "b64_json"])
@pytest.mark.parametrize(
    "item",
    [
        {"b64_json": base64.b64encode(PNG).decode(), "url": None},
        {"b64_json": "data:image/png;base64," + base64.b64encode(PNG).decode()},
        {"url": "data:image/png;base64," + base64.b64encode(PNG).decode()},
    ],
)
async def test_pictures_come_in_either_form_whatever_was_asked(
    open_wire, script, clock, references, response_format, item
):
    gateway = OctopusX(
        open_wire(script.url),
        clock=clock,
        references=references,
        submit_timeout=5,
        response_format=response_format,
    )
    script.will((200, {"created": "yesterday", "data": [item], "usage": {}, "size": "auto"}))
    submitted = await gateway.submit(MODEL, REQUEST, 1)
    assert isinstance(submitted.outcome, Succeeded)
    assert [image.data for image in submitted.outcome.images] == [PNG]
    assert script.bodies[0]["response_format"] == response_format


@pytest.mark.parametrize("count", [1, 3, 6])
async def test_fewer_or_more_pictures_are_taken_as_they_come(gateway, script, count):
    script.will((200, {"data": [{"url": f"/{n}.png"} for n in range(count)]}))
    submitted = await gateway.submit(MODEL, REQUEST, 4)
    assert isinstance(submitted.outcome, Succeeded)
    assert [image.url for image in submitted.outcome.images] == [
        f"{script.url}/{n}.png" for n in range(count)
    ]


@pytest.mark.parametrize("data", [[], None, [None], [{}], [{"url": ""}], "example"])
async def test_no_picture_in_a_success_is_a_missing_result(answered, data):
    submitted = await answered(200, {"created": 1, "data": data})
    assert submitted.outcome == Failed(code="upstream_result_missing")


@pytest.mark.parametrize(
    ("status", "content", "code", "maybe_accepted"),
    [
        (200, {"error": {"code": "insufficient_user_quota", "message": "m"}}, "insufficient_balance", False),
        (200, {"error": {"message": "m", "type": "upstream_error", "code": None}}, "gateway_error", True),
        (200, {"success": False, "message": "m"}, "gateway_error", True),
        (200, {}, "malformed_answer", True),
        (200, [], "malformed_answer", True),
        (200, b"<html>", "malformed_answer", True),
        (400, {"error": {"code": "content_policy_violation"}}, "content_policy_violation", False),
        (401, {"error": {"message": "m", "code": None}}, "invalid_api_key", False),
        (429, b"", "rate_limited", False),
        (503, {"error": {"code": "provider_offline"}}, "provider_offline", False),
        (503, b"<html>", "gateway_error", True),
        (500, {"error": {"code": "internal_error"}}, "internal_error", True),
        (502, {"error": {"code": "upstream_failed"}}, "upstream_failed", True),
        (504, {"error": {"code": "upstream_timeout"}}, "upstream_timeout", True),
        (504, b"<html>", "gateway_error", True),
    ],
)
async def test_only_a_clear_refusal_is_free_of_doubt(answered, status, content, code, maybe_accepted):
    with pytest.raises(GatewayError) as caught:
        await answered(status, content)
    assert (caught.value.code, caught.value.maybe_accepted) == (code, maybe_accepted)


@pytest.mark.parametrize(
    "error",
    [
        {"code": "unknown_parameter", "message": "m"},
        {"code": None, "param": "response_format", "message": "Unknown parameter: 'response_format'."},
    ],
)
async def test_a_channel_that_knows_no_response_format_is_asked_without_it(gateway, script, error):
    script.will((400, {"error": error}), (200, PICTURE))
    for _ in range(2):
        submitted = await gateway.submit(MODEL, REQUEST, 1)
        assert isinstance(submitted.outcome, Succeeded)
    assert ["response_format" in body for body in script.bodies] == [True, False, False]


async def test_another_unknown_parameter_is_a_refusal(gateway, script):
    script.will((400, {"error": {"code": "unknown_parameter", "param": "watermark", "message": "m"}}))
    with pytest.raises(GatewayError):
        await gateway.submit(MODEL, REQUEST, 1)
    assert len(script.seen) == 1


async def test_a_refusal_without_the_field_is_not_repeated(gateway, script):
    script.will((400, {"error": {"code": "unknown_parameter", "message": "m"}}))
    with pytest.raises(GatewayError) as caught:
        await gateway.submit(MODEL, REQUEST, 1)
    assert caught.value.code == "unknown_parameter"
    assert len(script.seen) == 2


async def test_there_are_no_tasks_to_ask_for(gateway):
    with pytest.raises(GatewayError) as caught:
        await gateway.poll("t")
    assert caught.value.code == "task_not_found"


async def test_the_check_lists_models(gateway, script):
    script.will((200, {"object": "list", "data": []}), (401, {"error": {"code": "invalid_api_key"}}))
    await gateway.check()
    assert script.seen[0][0].path == "/v1/models"
    with pytest.raises(GatewayError) as caught:
        await gateway.check()
    assert caught.value.code == "invalid_api_key"


@given(payload=JSON | st.fixed_dictionaries({"data": JSON}, optional={"error": JSON, "success": JSON}))
def test_arbitrary_json_breaks_no_reader(payload):
    images = list(read_images(payload, "https://h.example/"))
    assert all((image.url is None) != (image.data is None) for image in images)


async def test_a_reference_picture_that_is_gone_is_told_before_anything_is_sent(gateway, script):
    with pytest.raises(GatewayError) as caught:
        await gateway.submit(MODEL, replace(REQUEST, references=("0" * 64,)), 1)
    assert (caught.value.code, perhaps_taken(caught.value)) == ("reference_lost", False)
    assert script.seen == []
