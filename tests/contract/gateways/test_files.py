"""Finished pictures, from the stand-in to the disk."""

import pytest

from bot.domain.errors import GatewayError, ImageRejected
from bot.domain.outcome import Succeeded
from tests.contract.gateways.bench import OPENOCTOPUS, fetched, made

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("ratio", [None, *OPENOCTOPUS.aspect_ratios])
@pytest.mark.parametrize("output_format", OPENOCTOPUS.output_formats)
async def test_every_shape_and_format_arrives_as_asked(bench, wish, tmp_path, ratio, output_format):
    outcome, task_id = await made(bench, wish(aspect_ratio=ratio, output_format=output_format))
    assert isinstance(outcome, Succeeded)
    picture, size = await fetched(bench, outcome.images[0], tmp_path)
    assert picture.format == output_format
    assert size == (picture.width, picture.height)
    if ratio:
        width, height = map(int, ratio.split(":"))
        assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    job = await bench.control.job(task_id)
    assert job["body"]["input"].get("aspect_ratio") == ratio
    assert job["body"]["input"]["output_format"] == output_format


@pytest.mark.parametrize(
    "manner",
    [
        "submit_body: gateway",
        "submit_http: 200",
        "submit_http: 201",
        "task_body: example",
        "asset_storage: unheard-of",
        "asset_urls: relative",
        "output: outputs",
        "output: data",
        "raw: on",
        "raw: example",
        "nsfw: true",
        "nsfw: mismatch",
        "nsfw: absent",
    ],
)
async def test_every_manner_of_telling_ends_in_a_picture(bench, wish, tmp_path, manner):
    outcome, _ = await made(bench, wish(f"[[{manner}]]"))
    assert isinstance(outcome, Succeeded)
    await fetched(bench, outcome.images[0], tmp_path)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("not_an_image@file", "image_invalid"),
        ("truncated@file", "image_invalid"),
        ("empty_file@file", "image_invalid"),
        ("bomb@file", "image_bomb"),
        ("huge@file mib=5", "image_too_large"),
        ("huge@file mib=5 length=hidden", "image_too_large"),
    ],
)
async def test_a_spoilt_file_is_rejected_and_nothing_is_left(bench, wish, tmp_path, fault, code):
    outcome, _ = await made(bench, wish(f"[[fault: {fault}]]"))
    assert isinstance(outcome, Succeeded)
    with pytest.raises(ImageRejected) as caught:
        await fetched(bench, outcome.images[0], tmp_path)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "fault", ["wrong_mime@file", "other_format@file", "redirect@file", "file_not_found@file x2"]
)
async def test_a_file_that_is_only_odd_is_taken(bench, wish, tmp_path, fault):
    outcome, _ = await made(bench, wish(f"[[fault: {fault}]]"))
    assert isinstance(outcome, Succeeded)
    await fetched(bench, outcome.images[0], tmp_path)


@pytest.mark.parametrize("url", ["http://10.0.0.1/x.png", "https://169.254.169.254/x.png"])
async def test_a_file_elsewhere_is_not_fetched_from_the_inside(bench, wish, tmp_path, url):
    outcome, _ = await made(bench, wish(f"[[fault: elsewhere@task url={url}]]"))
    assert isinstance(outcome, Succeeded)
    with pytest.raises(GatewayError) as caught:
        await fetched(bench, outcome.images[0], tmp_path)
    assert (caught.value.code, caught.value.retryable) == ("download_failed", False)


async def test_downloads_carry_no_key(bench, wish, tmp_path):
    request = wish()
    outcome, _ = await made(bench, request)
    assert isinstance(outcome, Succeeded)
    await fetched(bench, outcome.images[0], tmp_path)
    (job,) = await bench.control.jobs(prompt=request.prompt)
    assert [entry["authorized"] for entry in job["download_log"]] == [False]
