"""OpenOctopus: what is sent equals what was asked; what comes back is understood."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import GatewayError
from bot.domain.outcome import Failed, Queued, Running, Succeeded
from bot.domain.request import ImageRequest
from bot.gateways.catalogue import load_catalogue
from bot.gateways.openoctopus import OpenOctopus, encode

MODEL = load_catalogue().get("gpt-image-2")
REQUEST = ImageRequest(prompt="a red fox", model="gpt-image-2")


@pytest.fixture
def gateway(open_wire, script):
    return OpenOctopus(open_wire(script.url), submit_timeout=5)


def offered(values):
    return st.none() | st.sampled_from(values)


@given(
    prompt=st.text(min_size=1),
    options=st.fixed_dictionaries(
        {
            "aspect_ratio": offered(MODEL.aspect_ratios),
            "resolution": offered(MODEL.resolutions),
            "quality": offered(MODEL.qualities),
            "output_format": offered(MODEL.output_formats),
        }
    ),
)
def test_exactly_what_was_chosen_is_sent(prompt, options):
    body = encode(MODEL, ImageRequest(prompt=prompt, model="gpt-image-2", **options))
    chosen = {name: value for name, value in options.items() if value is not None}
    assert body.pop("input", {}) == chosen
    assert body == {"model": "openoctopus/gpt-image-2-text-input", "prompt": prompt}


def test_the_smallest_body_has_no_options():
    assert set(encode(MODEL, REQUEST)) == {"model", "prompt"}


async def test_a_submit_is_a_json_post_to_the_documented_path(gateway, script):
    script.will((202, {"id": "t-1", "status": "queued", "model": "m"}))
    submitted = await gateway.submit(MODEL, REQUEST, 1)
    assert (submitted.task_id, submitted.outcome) == ("t-1", Queued())
    request, body = script.seen[0]
    assert (request.method, request.path) == ("POST", "/v1/images/generations")
    assert request.headers["Content-Type"] == "application/json"
    assert body == encode(MODEL, REQUEST)


async def test_more_pictures_in_a_task_is_a_bug_not_a_request(gateway):
    with pytest.raises(ValueError, match="one picture"):
        await gateway.submit(MODEL, REQUEST, 2)


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"id": "t"}, Queued()),
        ({"id": "t", "status": "created", "queue": {"position": 2}}, Queued(position=2)),
        ({"task_id": "t", "status": "processing"}, Running()),
        ({"id": "t", "status": "reticulating"}, Running()),
        (
            {"id": "t", "status": "failed", "error": {"code": "upstream_failed"}},
            Failed(code="upstream_failed"),
        ),
        ({"id": "t", "status": "not_found"}, Queued()),
        ({"id": "t", "error": None, "status": 7}, Queued()),
    ],
)
async def test_an_id_makes_it_a_task_whatever_else_is_said(gateway, script, status, answer, outcome):
    script.will((status, answer))
    submitted = await gateway.submit(MODEL, REQUEST, 1)
    assert (submitted.task_id, submitted.outcome) == ("t", outcome)


@pytest.mark.parametrize("task_id", ["t", None])
async def test_a_submit_may_answer_with_the_picture(gateway, script, task_id):
    assets = [{"type": "image", "url": "https://h.example/a.png"}]
    script.will((200, {"id": task_id, "status": "completed", "output_payload": {"assets": assets}}))
    submitted = await gateway.submit(MODEL, REQUEST, 1)
    assert submitted.task_id == task_id
    assert isinstance(submitted.outcome, Succeeded)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>ok</html>", b"null", b"[]", b'{"status": "queued"}', b'{"id": ""}', b'{"id": "t'],
)
async def test_a_taken_submit_without_an_id_is_in_doubt(gateway, script, content):
    script.will((200, content))
    with pytest.raises(GatewayError) as caught:
        await gateway.submit(MODEL, REQUEST, 1)
    assert (caught.value.code, caught.value.maybe_accepted) == ("malformed_answer", True)


async def test_an_error_with_http_200_is_a_refusal(gateway, script):
    script.will((200, {"error": {"code": "insufficient_balance", "message": "m"}}))
    with pytest.raises(GatewayError) as caught:
        await gateway.submit(MODEL, REQUEST, 1)
    assert (caught.value.code, caught.value.maybe_accepted) == ("insufficient_balance", False)


@pytest.mark.parametrize(
    ("status", "content", "code", "maybe_accepted"),
    [
        (400, b'{"error": {"code": "content_policy_violation"}}', "content_policy_violation", False),
        (502, b"<html>Bad Gateway</html>", "gateway_error", True),
        (503, b'{"error": {"code": "queue_unavailable"}}', "queue_unavailable", False),
        (404, b"<html>", "request_refused", False),
        (302, b"", "request_refused", False),
    ],
)
async def test_a_refused_submit_is_told_by_its_code(gateway, script, status, content, code, maybe_accepted):
    script.will((status, content))
    with pytest.raises(GatewayError) as caught:
        await gateway.submit(MODEL, REQUEST, 1)
    assert (caught.value.code, caught.value.maybe_accepted) == (code, maybe_accepted)


async def test_a_poll_asks_for_the_task(gateway, script):
    script.will((200, {"status": "processing"}))
    assert await gateway.poll("a/b c?d") == Running()
    request, _ = script.seen[0]
    assert (request.method, request.raw_path) == ("GET", "/v1/tasks/a%2Fb%20c%3Fd")


@pytest.mark.parametrize(
    ("status", "content", "code"),
    [
        (404, b'{"error": {"code": "task_not_found", "message": "m"}}', "task_not_found"),
        (200, b'{"status": "not_found", "error_code": "task_not_found"}', "task_not_found"),
        (200, b"<html>", "malformed_answer"),
        (200, b"{}", "malformed_answer"),
        (503, b'{"error": {"code": "queue_unavailable"}}', "queue_unavailable"),
        (502, b"<html>", "gateway_error"),
        (429, b"", "rate_limited"),
    ],
)
async def test_a_poll_that_fails_names_its_task(gateway, script, status, content, code):
    script.will((status, content))
    with pytest.raises(GatewayError) as caught:
        await gateway.poll("t-1")
    assert caught.value.code == code


async def test_an_unknown_status_is_logged_once(gateway, script, caplog):
    script.will((200, {"status": "reticulating"}))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert await gateway.poll("t") == Running()
    assert len([record for record in caplog.records if record.name.startswith("bot.")]) == 1


async def test_the_check_lists_models(gateway, script):
    script.will((200, {"data": []}))
    await gateway.check()
    assert [request.path for request, _ in script.seen] == ["/v1/models"]


async def test_without_a_list_of_models_the_check_asks_for_no_task(gateway, script):
    script.will((404, b"<html>"), (404, {"error": {"code": "task_not_found", "message": "m"}}))
    await gateway.check()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([(401, {"error": {"code": "invalid_api_key"}})], "invalid_api_key"),
        ([(200, b"<html>a hotel's login page</html>")], "malformed_answer"),
        ([(404, b""), (401, {"error": {"code": "unauthorized"}})], "unauthorized"),
        ([(404, b""), (404, b"")], "request_refused"),
    ],
)
async def test_the_check_says_why_not(gateway, script, answers, code):
    script.will(*answers)
    with pytest.raises(GatewayError) as caught:
        await gateway.check()
    assert caught.value.code == code
