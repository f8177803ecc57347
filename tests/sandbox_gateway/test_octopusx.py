"""The OctopusX contract, request by request."""

import asyncio
import base64
from typing import Any

import pytest
from PIL import Image

from tests.sandbox_gateway.conftest import Api, Frozen
from tests.sandbox_gateway.schemas import IMAGES
from tests.sandbox_gateway.test_openoctopus import opened

TIERS = ("1024x1024", "1536x1152", "1536x1024", "1024x1536", "1920x1080", "1080x1920")
PIXEL = base64.b64encode(b"a reference picture").decode()


async def first_picture(api: Api, answer: dict[str, Any]) -> Image.Image:
    return opened((await api.octopusx.get(answer["data"][0]["url"])).content)


@pytest.mark.parametrize("size", TIERS)
async def test_tiers_have_exact_pixels(api: Api, size: str) -> None:
    answer = (await api.generate(size=size)).json()
    IMAGES.validate(answer)
    picture = await first_picture(api, answer)
    assert f"{picture.width}x{picture.height}" == size
    assert answer["data"][0]["revised_prompt"] == "a red fox"


@pytest.mark.parametrize(
    ("asked", "drawn", "ratio"),
    [
        ("1152x1536", (1024, 1536), "3:4"),
        ("2048X2048", (1024, 1024), None), ("1024*1024", (1024, 1024), None),
        ("2560x1080", (1920, 1080), "64:27"), ("16:9", (1920, 1080), None), ("4:5", (1024, 1536), "4:5"),
    ],
)  # fmt: skip
async def test_other_sizes_fall_back_and_keep_the_ratio_in_words(
    api: Api, asked: str, drawn: tuple[int, int], ratio: str | None
) -> None:
    answer = (await api.generate(size=asked)).json()
    assert (await first_picture(api, answer)).size == drawn
    appended = f", aspect ratio {ratio}" if ratio else ""
    assert answer["data"][0]["revised_prompt"] == f"a red fox{appended}"


@pytest.mark.parametrize(("fields", "count"), [({}, 1), ({"n": 0}, 1), ({"n": 1}, 1), ({"n": 4}, 4)])
async def test_n(api: Api, fields: dict[str, Any], count: int) -> None:
    answer = (await api.generate(**fields)).json()
    IMAGES.validate(answer)
    pictures = [(await api.octopusx.get(item["url"])).content for item in answer["data"]]
    assert len(set(pictures)) == len(pictures) == count


@pytest.mark.parametrize(
    "fields",
    [
        {"n": -1}, {"n": 11}, {"n": "2"}, {"n": 1.5}, {"n": True},
        {"n": None}, {"size": "big"}, {"size": 1024},
        {"size": "0x10"}, {"size": ""}, {"response_format": "jpeg"}, {"quality": 3}, {"style": 3},
        {"background": ["x"]}, {"watermark": "false"}, {"watermark": 0}, {"watermark": None}, {"image": 3},
        {"image": [3]}, {"image": [{}]}, {"image": "no base64!"}, {"image": ""}, {"prompt": " "},
        {"prompt": 5}, {"model": None},
    ],
)  # fmt: skip
async def test_wrong_fields_are_refused(api: Api, fields: dict[str, Any]) -> None:
    body = {"model": "gpt-image-2", "prompt": "x", **fields}
    answer = await api.octopusx.post("/images/generations", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")
    assert answer.json()["error"]["param"] == next(iter(fields))
    assert await api.control.jobs() == []


async def test_the_prompt_is_required(api: Api) -> None:
    answer = await api.octopusx.post("/images/generations", json={"model": "gpt-image-2"})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "prompt")


async def test_base64_answers_carry_the_picture(api: Api) -> None:
    answer = (await api.generate(response_format="b64_json", n=2)).json()
    IMAGES.validate(answer)
    assert [opened(base64.b64decode(item["b64_json"])).size for item in answer["data"]] == [(1024, 1024)] * 2


@pytest.mark.parametrize(
    ("image", "count"),
    [
        (PIXEL, 1), (f"data:image/png;base64,{PIXEL}", 1), ([PIXEL, PIXEL], 2), ({"b64_json": PIXEL}, 1),
        ("https://example.com/a.png", 1), ([], 0), (None, 0),
    ],
)  # fmt: skip
async def test_references_in_their_forms(api: Api, image: Any, count: int) -> None:
    assert (await api.generate(image=image)).status_code == 200
    (job,) = await api.control.jobs()
    assert job["references"] == count
    assert job["body"]["image"] == image


async def test_a_reference_shows_in_the_picture(api: Api) -> None:
    plain = await first_picture(api, (await api.generate(watermark=False)).json())
    marked = await first_picture(api, (await api.generate(watermark=False, image=PIXEL)).json())
    assert plain.tobytes() != marked.tobytes()


async def test_the_three_watermarks_differ_and_are_recorded(api: Api) -> None:
    pictures = {}
    for name, fields in {"true": {"watermark": True}, "false": {"watermark": False}, "omitted": {}}.items():
        answer = (await api.generate(f"x [[seconds: 0]] {name}", **fields)).json()
        (job,) = await api.control.jobs(prompt=name)
        assert job["watermark"] == name
        same = (await api.generate("same words", **fields)).json()
        pictures[name] = (await first_picture(api, same)).tobytes()
        IMAGES.validate(answer)
    assert len(set(pictures.values())) == 3


@pytest.mark.parametrize("value", ["vivid", {"anything": [1]}])
async def test_style_background_and_quality_pass_through(api: Api, value: Any) -> None:
    answer = await api.generate(style=value, background=value, quality="whatever", unknown=1)
    assert answer.status_code == 200
    (job,) = await api.control.jobs()
    assert (job["body"]["style"], job["body"]["background"]) == (value, value)


async def test_models(api: Api) -> None:
    listed = (await api.octopusx.get("/models")).json()
    assert listed["object"] == "list"
    (model,) = listed["data"]
    assert (model["id"], model["object"], type(model["created"])) == ("gpt-image-2", "model", int)
    assert (await api.octopusx.get("/models/gpt-image-2")).json() == model
    assert (await api.octopusx.get("/models/dall-e-9")).status_code == 404
    gone = await api.octopusx.post("/images/generations", json={"model": "dall-e-9", "prompt": "x"})
    assert gone.json()["error"]["code"] == "model_not_available"


async def test_the_balance_goes_down_with_what_succeeds(api: Api) -> None:
    url = str(api.octopusx.base_url.copy_with(path="/api/usage/token/"))
    before = (await api.octopusx.get(url)).json()
    assert before["code"] is True
    await api.generate(quality="high", n=2)
    await api.generate("x [[fault: upstream_failed@task]]")
    after = (await api.octopusx.get(url)).json()["data"]
    assert after["total_used"] - before["data"]["total_used"] == 8
    assert after["total_available"] == after["total_granted"] - after["total_used"]
    refused = await api.octopusx.get(url, headers={"Authorization": "Bearer sk-other"})
    assert (refused.status_code, refused.json()["success"]) == (401, False)
    await api.control.set_balance("sk-sandbox", 0)
    assert (await api.generate()).status_code == 402


@pytest.mark.parametrize(("key", "code"), [("", "unauthorized"), ("Bearer ooq_sandbox", "invalid_api_key")])
async def test_keys(api: Api, key: str, code: str) -> None:
    for path in ("/models", "/models/gpt-image-2"):
        answer = await api.octopusx.get(path, headers={"Authorization": key})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, code)
    answer = await api.octopusx.post("/images/generations", json={}, headers={"Authorization": key})
    assert answer.json()["error"]["code"] == code


async def test_the_liberties_of_such_gateways(api: Api) -> None:
    rejected = await api.generate("x [[response_format: rejected]]", response_format="url")
    assert (rejected.status_code, rejected.json()["error"]["code"]) == (400, "unknown_parameter")
    assert (await api.generate("x [[response_format: rejected]]")).status_code == 200
    text = (await api.generate("x [[created: string]] [[revised_prompt: off]]")).json()
    assert isinstance(text["created"], str)
    assert "revised_prompt" not in text["data"][0]
    assert "created" not in (await api.generate("x [[created: absent]]")).json()
    extra = (await api.generate("x [[extras: on]] [[b64_shape: data]]", response_format="b64_json")).json()
    assert extra["usage"]
    assert extra["data"][0]["url"] is None
    assert extra["data"][0]["b64_json"].startswith("data:image/png;base64,")
    relative = (await api.generate("x [[asset_urls: relative]]")).json()["data"][0]["url"]
    assert relative.startswith("/images/img-")


@pytest.mark.parametrize(
    ("fault", "data"), [("empty_assets", []), ("null_assets", None), ("no_assets", "missing")]
)
async def test_answers_without_pictures(api: Api, fault: str, data: Any) -> None:
    answer = await api.generate(f"x [[fault: {fault}]]")
    assert answer.status_code == 200
    assert answer.json().get("data", "missing") == data


@pytest.mark.parametrize(("fault", "count"), [("fewer", 1), ("more", 3)])
async def test_fewer_or_more_than_asked(api: Api, fault: str, count: int) -> None:
    assert len((await api.generate(f"x [[fault: {fault}]]", n=2)).json()["data"]) == count


async def test_an_error_body_with_status_200(api: Api) -> None:
    answer = await api.generate("x [[fault: error_200@submit]]")
    assert (answer.status_code, set(answer.json())) == (200, {"error"})


async def test_the_post_lasts_as_long_as_the_work(frozen: Frozen) -> None:
    posting = asyncio.create_task(frozen.api.generate("slow [[seconds: 40]]"))
    await frozen.api.control.wait(prompt="slow", jobs=1)
    frozen.world.clock.advance(39.9)
    (job,) = await frozen.api.control.jobs()
    assert (job["status"], posting.done()) == ("processing", False)
    frozen.world.clock.advance(0.2)
    answer = (await posting).json()
    assert answer["created"] == 1_735_689_640
