"""The OpenOctopus contract, request by request."""

import base64
import io
import itertools
from typing import Any

import pytest
from PIL import Image

from tests.sandbox_gateway.conftest import Api
from tests.sandbox_gateway.schemas import REFUSED, SUBMIT, TASK
from tests.support.gateway import OPENOCTOPUS_MODEL

RATIOS = ("1:1", "3:2", "2:3", "4:3", "16:9", "9:16", "3:4", "5:4", "21:9")
SIZES_1K = {
    "1:1": (1024, 1024), "3:2": (1248, 832), "2:3": (832, 1248), "4:3": (1152, 864), "3:4": (864, 1152),
    "5:4": (1120, 896), "16:9": (1280, 720), "9:16": (720, 1280), "21:9": (1344, 576),
}  # fmt: skip


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


async def test_a_minimal_body_runs_with_the_documented_defaults(api: Api) -> None:
    answer = await api.submit("a red fox [[seconds: 60]]")
    assert answer.status_code == 202
    SUBMIT.validate(answer.json())
    assert answer.json()["status"] == "queued"
    await api.control.finish(answer.json()["id"])
    done = (await api.poll(answer.json()["id"])).json()
    TASK.validate(done)
    assert done["output_payload"]["assets"][0]["mimeType"] == "image/png"
    picture = opened((await api.openoctopus.get(done["output_payload"]["assets"][0]["url"])).content)
    assert (picture.format, picture.size) == ("PNG", (1024, 1024))


async def test_every_answer_on_the_way_fits_the_schema(api: Api) -> None:
    task = await api.task("[[position: 2]] [[seconds: 60]] a boat")
    seen = []
    for _ in range(5):
        body = (await api.poll(task)).json()
        TASK.validate(body)
        seen.append((body["status"], body["queue"]["position"]))
        await api.control.advance(30)
    assert seen == [("queued", 2), ("queued", 1), ("processing", 0), ("processing", 0), ("succeeded", 0)]


@pytest.mark.parametrize("ratio", RATIOS)
async def test_ratios_have_exact_pixels(api: Api, ratio: str) -> None:
    picture = opened((await api.picture(aspect_ratio=ratio, output_format="jpeg")).content)
    assert (picture.format, picture.size) == ("JPEG", SIZES_1K[ratio])


@pytest.mark.parametrize(("resolution", "size"), [("2k", (2560, 1440)), ("4k", (3840, 2160))])
async def test_resolutions_have_exact_pixels(api: Api, resolution: str, size: tuple[int, int]) -> None:
    answer = await api.picture(aspect_ratio="16:9", resolution=resolution, output_format="webp")
    assert (answer.headers["content-type"], opened(answer.content).size) == ("image/webp", size)


async def test_every_combination_of_options_is_taken(api: Api) -> None:
    combinations = itertools.product(("1k", "4k"), ("low", "medium", "high"), ("png", "jpeg", "webp"))
    for resolution, quality, output_format in combinations:
        options = {"resolution": resolution, "quality": quality, "output_format": output_format}
        TASK.validate(await api.result(**options))


@pytest.mark.parametrize(
    "body",
    [
        {}, {"model": OPENOCTOPUS_MODEL}, {"prompt": "x"}, {"model": 3, "prompt": "x"},
        {"model": OPENOCTOPUS_MODEL, "prompt": "  "}, {"model": OPENOCTOPUS_MODEL, "prompt": ["x"]},
        {"model": OPENOCTOPUS_MODEL, "prompt": "x", "input": []},
        {"model": OPENOCTOPUS_MODEL, "prompt": "x", "input": None},
        [], "text", None,
    ],
)  # fmt: skip
async def test_a_body_without_its_parts_is_refused(api: Api, body: Any) -> None:
    answer = await api.openoctopus.post("/v1/images/generations", json=body)
    assert answer.status_code == 400
    REFUSED.validate(answer.json())
    assert answer.json()["error"]["code"] == "invalid_request"
    assert await api.control.jobs() == []


@pytest.mark.parametrize(
    "options",
    [
        {"aspect_ratio": "4:5"}, {"aspect_ratio": "2:1"}, {"aspect_ratio": 1}, {"resolution": "8k"},
        {"resolution": "1K"}, {"quality": "best"}, {"output_format": "gif"}, {"output_format": None},
        {"enable_sync_mode": 1}, {"enable_base64_output": "yes"}, {"enable_sync_mode": None},
    ],
)  # fmt: skip
async def test_options_outside_the_enum_are_refused(api: Api, options: dict[str, Any]) -> None:
    answer = await api.submit(**options)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")


async def test_the_ratio_that_only_the_prose_knows_has_a_switch(api: Api) -> None:
    await api.control.settings(allow_4_5=True)
    assert opened((await api.picture(aspect_ratio="4:5")).content).size == (896, 1120)


async def test_unknown_keys_are_ignored_and_recorded(api: Api) -> None:
    body = {
        "model": OPENOCTOPUS_MODEL, "prompt": "x", "aspect_ratio": "21:9",
        "input": {"seed": 3, "quality": "low"},
    }  # fmt: skip
    answer = await api.openoctopus.post("/v1/images/generations", json=body)
    job = await api.control.job(answer.json()["id"])
    assert job["body"] == body
    assert (job["width"], job["height"]) == (1024, 1024)


async def test_a_body_of_another_type_is_refused(api: Api) -> None:
    answer = await api.openoctopus.post("/v1/images/generations", data={"model": OPENOCTOPUS_MODEL})
    assert answer.status_code == 400


async def test_the_placeholder_model_is_not_available(api: Api) -> None:
    body = {"model": "openoctopus/your-model", "prompt": "x"}
    answer = await api.openoctopus.post("/v1/images/generations", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "model_not_available")


async def test_models_are_listed_and_can_go(api: Api) -> None:
    listed = (await api.openoctopus.get("/v1/models")).json()["data"]
    assert [entry["id"] for entry in listed] == [OPENOCTOPUS_MODEL]
    await api.control.set_models("openoctopus", [])
    assert (await api.submit()).json()["error"]["code"] == "model_not_available"


@pytest.mark.parametrize("text", ["false", "False", "FALSE"])
async def test_a_false_in_letters_is_false(api: Api, text: str) -> None:
    """The guide's own example sends the text "false"; read as a truth value it would be true."""
    answer = await api.submit("x [[seconds: 60]]", enable_sync_mode=text, enable_base64_output=text)
    assert answer.json()["status"] == "queued"


@pytest.mark.parametrize("flag", [True, "true", "True"])
async def test_sync_mode_answers_with_the_finished_task(api: Api, flag: bool | str) -> None:
    answer = await api.submit("x [[seconds: 0.01]]", enable_sync_mode=flag)
    assert answer.status_code == 200
    TASK.validate(answer.json())
    assert answer.json()["status"] == "succeeded"


async def test_sync_mode_tells_of_a_failure_too(api: Api) -> None:
    answer = await api.submit("x [[fault: upstream_failed@task]]", enable_sync_mode=True)
    assert (answer.status_code, answer.json()["status"]) == (200, "failed")


@pytest.mark.parametrize("place", ["data", "bare", "b64_json", "base64", "raw"])
async def test_base64_output_in_every_place(api: Api, place: str) -> None:
    prompt = f"x [[base64: {place}]]"
    payload = (await api.result(prompt, enable_base64_output=True, output_format="webp"))["output_payload"]
    asset = payload["assets"][0]
    text = {
        "data": asset.get("url"),
        "bare": asset.get("url"),
        "b64_json": asset.get("b64_json"),
        "base64": asset.get("base64"),
        "raw": payload.get("raw", {}).get("outputs", [None])[0],
    }[place]
    assert text.startswith("data:image/webp;base64,") == (place in ("data", "raw"))
    assert opened(base64.b64decode(text.rpartition(",")[2])).size == (1024, 1024)


async def test_both_vocabularies(api: Api) -> None:
    seen = []
    task = await api.task("x [[vocabulary: provider]] [[seconds: 10]]")
    for seconds in (0.5, 2, 20):
        seen.append((await api.poll(task)).json()["status"])
        await api.control.advance(seconds)
    seen.append((await api.poll(task)).json()["status"])
    assert seen == ["created", "created", "processing", "completed"]
    assert (await api.result("x [[vocabulary: provider]] [[fault: upstream_failed@task]]"))[
        "status"
    ] == "failed"


async def test_a_cancelled_task(api: Api) -> None:
    assert (await api.result("x [[fault: cancelled]]"))["status"] == "cancelled"


async def test_the_queue_is_off_unless_asked_for(api: Api) -> None:
    queue = (await api.result())["queue"]
    assert queue == {
        "enabled": False, "position": None, "size": None, "concurrency": 1,
        "upstreamQueueSupported": True, "upstreamCancelSupported": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "expected"),
    [("null", None), ("strings", "0"), ("snake", 0), ("absent", "nothing")],
)
async def test_shapes_of_the_queue(api: Api, shape: str, expected: Any) -> None:
    body = await api.result(f"x [[queue: on]] [[queue_shape: {shape}]]")
    queue = body.get("queue", "nothing")
    assert (queue["position"] if isinstance(queue, dict) else queue) == expected
    if shape == "snake":
        assert "upstream_queue_supported" in queue


async def test_relative_and_absolute_addresses_lead_to_the_same_picture(api: Api) -> None:
    bodies = [await api.result(f"x [[asset_urls: {kind}]]") for kind in ("absolute", "relative")]
    urls = [body["output_payload"]["assets"][0]["url"] for body in bodies]
    assert urls[0].startswith("http://127.0.0.1:")
    assert urls[1].startswith("/v1/files/")
    pictures = [(await api.openoctopus.get(url)).content for url in urls]
    assert pictures[0] == pictures[1]


async def test_files_need_no_key_and_may_be_cached(api: Api) -> None:
    url = (await api.result())["output_payload"]["assets"][0]["url"]
    answer = await api.openoctopus.get(url, headers={"Authorization": ""})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"


async def test_raw_is_off_by_default_and_has_the_flags(api: Api) -> None:
    assert "raw" not in (await api.result())["output_payload"]
    flags = {}
    for nsfw in ("false", "true", "first", "mismatch", "absent"):
        body = await api.result(f"x [[raw: on]] [[nsfw: {nsfw}]]")
        TASK.validate(body)
        flags[nsfw] = body["output_payload"]["raw"].get("has_nsfw_contents")
    ones = {"false": [False], "true": [True], "first": [True]}
    assert flags == {**ones, "mismatch": [False, True], "absent": None}
    assert (await api.result("x [[raw: example]]"))["output_payload"]["raw"]["outputs"] == "example"


async def test_results_in_other_places(api: Api) -> None:
    outputs = await api.result("x [[output: outputs]] [[vocabulary: provider]]")
    assert "output_payload" not in outputs
    assert (await api.openoctopus.get(outputs["outputs"][0])).headers["content-type"] == "image/png"
    data = await api.result("x [[output: data]]")
    assert (await api.openoctopus.get(data["data"][0]["url"])).status_code == 200
    example = await api.result("x [[task_body: example]]")
    assert set(example) >= {"capability", "status", "output_payload"}
    assert not {"id", "model"} & set(example)
    video = await api.result("x [[media: video]]")
    assert video["capability"] == "video_generation"
    assert video["output_payload"]["format"] == "openoctopus.video.output.v1"
    edit = await api.result("x [[media: edit]] [[extras: on]]", aspect_ratio="16:9")
    assert edit["capability"] == "image_edit"
    (asset,) = edit["output_payload"]["assets"]
    assert (asset["index"], asset["width"], asset["height"]) == (0, 1280, 720)


async def test_the_submit_answer_of_the_gateway(api: Api) -> None:
    await api.control.settings(submit_http="200")
    answer = await api.submit("x [[submit_body: gateway]]")
    assert answer.status_code == 200
    assert set(answer.json()) == {"id", "status", "queue", "asset_storage"}


async def test_an_unheard_of_storage(api: Api) -> None:
    assert (await api.result("x [[asset_storage: unheard-of]]"))["asset_storage"]["provider"] == "unheard-of"
    assert "asset_storage" not in await api.result("x [[asset_storage: absent]]")
