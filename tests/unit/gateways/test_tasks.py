"""OpenOctopus task descriptions: the documented ones, the provider's, and nonsense."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import GatewayError
from bot.domain.outcome import Cancelled, Failed, Queued, Running, Succeeded
from bot.gateways.tasks import read_task
from tests.unit.gateways.test_refusals import JSON

BASE = "https://gateway.example/"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))
PNG64 = base64.b64encode(PNG).decode()


def read(payload, words=None):
    return read_task(payload, base_url=BASE, unknown_status=(words if words is not None else []).append)


def succeeded(*assets, **more):
    payload = {"status": "succeeded", "output_payload": {"assets": list(assets)}, **more}
    outcome = read(payload)
    assert isinstance(outcome, Succeeded), outcome
    return outcome.images


#: "Final Output Example (Normalized)" of the OpenOctopus API guide, wrong types and all.
DOCUMENTED_EXAMPLE = {
    "capability": "image_generation",
    "status": "succeeded",
    "output_payload": {
        "format": "openoctopus.image.output.v1",
        "assets": [{"type": "image", "url": "https://example.com/result.png", "mimeType": "image/png"}],
        "raw": {
            "model": "example",
            "outputs": "example",
            "status": "example",
            "urls": "example",
            "created_at": "example",
            "has_nsfw_contents": "example",
            "id": "example",
        },
    },
}


def test_the_documented_final_example_is_read():
    outcome = read(DOCUMENTED_EXAMPLE)
    assert isinstance(outcome, Succeeded)
    (image,) = outcome.images
    assert (image.url, image.data, image.nsfw) == ("https://example.com/result.png", None, None)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *((word, Queued) for word in ("queued", "created", "pending", "starting", "submitted", "QUEUED")),
        *((word, Running) for word in ("processing", "running", "in_progress", " Processing ")),
        *((word, Failed) for word in ("failed", "error", "FAILED")),
        *((word, Cancelled) for word in ("cancelled", "canceled")),
    ],
)
def test_both_vocabularies_are_understood(word, kind):
    words: list[str] = []
    assert isinstance(read({"status": word}, words), kind)
    assert words == []


@pytest.mark.parametrize("word", ["succeeded", "completed", "success", "Completed"])
def test_success_has_several_names(word):
    outcome = read({"status": word, "output_payload": {"assets": [{"url": "https://h.example/a.png"}]}})
    assert isinstance(outcome, Succeeded)


def test_an_unknown_word_means_running_and_is_told():
    words: list[str] = []
    assert read({"status": "polishing"}, words) == Running()
    assert words == ["polishing"]


@pytest.mark.parametrize(
    ("queue", "expected"),
    [
        (
            {"enabled": True, "position": 3, "size": 9, "concurrency": 2},
            Queued(position=3, size=9, concurrency=2),
        ),
        ({"enabled": False, "position": None, "size": None, "concurrency": 1}, Queued(concurrency=1)),
        ({"position": "3", "size": 4.0, "concurrency": "2"}, Queued(position=3, size=4, concurrency=2)),
        ({"position": 0, "size": 0, "concurrency": 0}, Queued(size=0)),
        ({"position": -1}, Queued()),
        ({"position": True, "size": [1], "concurrency": {}}, Queued()),
        ({"position": 1e300, "size": 10**40}, Queued()),
        (None, Queued()),
        ("example", Queued()),
    ],
)
def test_a_place_in_the_queue_is_told_only_if_there_is_one(queue, expected):
    assert read({"status": "queued", "queue": queue}) == expected


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("https://cdn.example/a.png?sig=1", "https://cdn.example/a.png?sig=1"),
        ("/v1/files/1/assets/0", "https://gateway.example/v1/files/1/assets/0"),
        ("files/a.png", "https://gateway.example/files/a.png"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
    ],
)
def test_addresses_are_made_absolute(url, absolute):
    (image,) = succeeded({"type": "image", "url": url})
    assert (image.url, image.data) == (absolute, None)


@pytest.mark.parametrize(
    "asset",
    [
        {"url": f"data:image/png;base64,{PNG64}"},
        {"url": f"DATA:image/png;name=a;BASE64,{PNG64}"},
        {"url": PNG64},
        {"b64_json": PNG64},
        {"base64": PNG64, "url": None},
        {"b64_json": f"data:image/png;base64,{PNG64}", "url": "https://h.example/a.png"},
        {"b64_json": base64.urlsafe_b64encode(PNG).decode().rstrip("=")},
        {"b64_json": PNG64[:20] + "\n" + PNG64[20:]},
    ],
)
def test_base64_is_found_wherever_it_is_put(asset):
    (image,) = succeeded(asset)
    assert (image.url, image.data) == (None, PNG)


@pytest.mark.parametrize(
    "asset",
    [
        {"b64_json": "A"},
        {"b64_json": "größer"},
        {"base64": "data:image/png;base64"},
        {"url": "data:image/png;base64,A"},
        {"url": "iVBORw0KGgoA"[:-1] + "ß"},
    ],
)
def test_broken_base64_is_no_picture(asset):
    assert read({"status": "succeeded", "output_payload": {"assets": [asset]}}) == Failed(
        code="upstream_result_missing"
    )


def test_a_data_address_may_be_escaped_instead_of_base64():
    (image,) = succeeded({"url": "data:image/png,%89PNG"})
    assert image.data == b"\x89PNG"


def test_bare_jpeg_base64_is_no_path():
    jpeg = b"\xff\xd8\xff\xe0" + bytes(40)
    (image,) = succeeded({"url": base64.b64encode(jpeg).decode()})
    assert image.data == jpeg


@pytest.mark.parametrize(
    "url", ["ftp://h/a.png", "file:///etc/passwd", "http://", "http://[", "data:,", 7, None]
)
def test_what_is_no_place_to_fetch_from_is_no_picture(url):
    assert read({"status": "succeeded", "output_payload": {"assets": [{"url": url}]}}) == Failed(
        code="upstream_result_missing"
    )


@pytest.mark.parametrize(
    "output", [None, {}, {"assets": []}, {"assets": None}, {"assets": "example"}, {"assets": [None, 3]}]
)
def test_success_without_a_picture_is_a_missing_result(output):
    assert read({"status": "succeeded", "output_payload": output}) == Failed(code="upstream_result_missing")


def test_assets_are_ordered_by_their_index():
    images = succeeded(
        {"url": "https://h.example/b", "index": 1}, {"url": "https://h.example/a", "index": "0"}
    )
    assert [image.url for image in images] == ["https://h.example/a", "https://h.example/b"]


def test_only_pictures_are_taken():
    images = succeeded(
        {"type": "thumbnail", "url": "https://h.example/t"},
        {"mimeType": "video/mp4", "url": "https://h.example/v"},
        {"type": "image", "url": "https://h.example/a"},
    )
    assert [image.url for image in images] == ["https://h.example/a"]


def test_a_video_for_an_image_task_is_final():
    outcome = read({"status": "succeeded", "output_payload": {"format": "openoctopus.video.output.v1"}})
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retryable) == ("malformed_answer", False)


@pytest.mark.parametrize(
    ("flags", "verdicts"),
    [
        ([True, False], [True, False]),
        ([True, "yes"], [True, None]),
        ([True], [None, None]),
        ([], [None, None]),
        ("example", [None, None]),
        (None, [None, None]),
    ],
)
@pytest.mark.parametrize("place", ["task", "raw"])
def test_verdicts_belong_to_pictures_only_if_they_are_as_many(flags, verdicts, place):
    assets = [{"url": "https://h.example/a"}, {"url": "https://h.example/b"}]
    said = {"has_nsfw_contents": flags}
    task, raw = (said, {}) if place == "task" else ({}, said)
    payload = {"status": "succeeded", "output_payload": {"assets": assets, "raw": raw}, **task}
    assert [image.nsfw for image in read(payload).images] == verdicts


@pytest.mark.parametrize(
    "payload",
    [
        {"status": "completed", "outputs": ["https://h.example/a"]},
        {"status": "succeeded", "output_payload": {"raw": {"outputs": ["https://h.example/a"]}}},
        {"status": "succeeded", "data": [{"url": "https://h.example/a"}]},
        {"data": [{"url": "https://h.example/a"}]},
        {"outputs": ["https://h.example/a"], "urls": {}, "created_at": "2023-04-01T12:34:56.789Z"},
    ],
)
def test_other_shapes_are_a_fallback(payload):
    assert [image.url for image in read(payload).images] == ["https://h.example/a"]


def test_a_failed_task_tells_its_code():
    outcome = read(
        {
            "status": "failed",
            "error_code": "upstream_failed",
            "error": {"code": "content_policy_violation", "message": "No.", "retryable": False},
        }
    )
    assert outcome == Failed(code="content_policy_violation", retryable=False)


def test_not_found_with_http_200_is_an_error():
    with pytest.raises(GatewayError) as caught:
        read({"status": "not_found", "error_code": "task_not_found", "error_message": "m", "error": {}})
    assert caught.value.code == "task_not_found"


@pytest.mark.parametrize("payload", [None, [], "queued", 3, {}, {"status": None}, {"status": 4}, {"id": "x"}])
def test_what_is_no_task_is_malformed(payload):
    with pytest.raises(GatewayError) as caught:
        read(payload)
    assert caught.value.code == "malformed_answer"


#: Every key the reader looks at.
FIELDS = st.sampled_from(
    [
        *("id", "status", "queue", "output_payload", "outputs", "data", "error", "error_code", "raw"),
        *("has_nsfw_contents", "assets", "url", "position", "type", "index", "b64_json", "format"),
        *("retryable", "message"),
    ]
)
WORDS = st.sampled_from(
    ["queued", "processing", "succeeded", "completed", "failed", "cancelled", "not_found", "data:,x", "/9j/"]
)
TASKS = st.recursive(
    JSON | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=20,
)


@given(st.dictionaries(FIELDS, TASKS, max_size=6) | TASKS)
def test_arbitrary_json_is_an_outcome_or_a_gateway_error(payload):
    payload = json.loads(json.dumps(payload))
    try:
        outcome = read(payload)
    except GatewayError:
        return
    assert isinstance(outcome, Queued | Running | Succeeded | Failed | Cancelled)
    if isinstance(outcome, Succeeded):
        assert all((image.url is None) != (image.data is None) for image in outcome.images)
        assert outcome.images
