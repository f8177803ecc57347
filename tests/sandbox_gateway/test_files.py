"""Pictures that are not what they seem."""

import io

import pytest
from PIL import Image

from tests.sandbox_gateway.conftest import Api
from tests.sandbox_gateway.test_openoctopus import opened


async def test_wrong_types(api: Api) -> None:
    odd = await api.picture("x [[fault: wrong_mime]]")
    assert (odd.headers["content-type"], opened(odd.content).format) == ("image/webp", "PNG")
    html = await api.picture("x [[fault: wrong_mime mime=text/html]]")
    assert html.headers["content-type"] == "text/html"
    other = await api.picture("x [[fault: other_format]]")
    assert (other.headers["content-type"], opened(other.content).format) == ("image/png", "JPEG")


@pytest.mark.parametrize("name", ["not_an_image", "truncated", "empty_file"])
async def test_files_that_do_not_open(api: Api, name: str) -> None:
    answer = await api.picture(f"x [[fault: {name}]]")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    with pytest.raises((OSError, SyntaxError)):
        opened(answer.content)


async def test_a_huge_file(api: Api) -> None:
    declared = await api.picture("x [[fault: huge mib=30]]")
    assert int(declared.headers["content-length"]) == len(declared.content) == 30 * 1024 * 1024
    hidden = await api.picture("x [[fault: huge mib=2 length=hidden]]")
    assert "content-length" not in hidden.headers
    assert len(hidden.content) == 2 * 1024 * 1024


async def test_a_bomb_is_small_and_claims_much(api: Api) -> None:
    answer = await api.picture("x [[fault: bomb]]")
    assert len(answer.content) < 200_000
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(answer.content))
    small = await api.picture("x [[fault: bomb side=64]]")
    assert opened(small.content).size == (64, 64)


async def test_a_file_that_is_there_a_moment_later(api: Api) -> None:
    body = await api.result("x [[fault: file_not_found@file x1]]")
    url = body["output_payload"]["assets"][0]["url"]
    assert [(await api.openoctopus.get(url)).status_code for _ in range(2)] == [404, 200]
    (job,) = await api.control.jobs()
    assert job["downloads"] == 2
    assert [entry["http"] for entry in job["download_log"]] == [404, 200]


async def test_a_redirect_tells_whether_the_key_came_along(api: Api) -> None:
    first = await api.picture("x [[fault: redirect]]")
    assert first.status_code == 302
    target = first.headers["location"]
    assert target.startswith(str(api.octopusx.base_url.copy_with(path="/")))
    assert (await api.octopusx.get(target, headers={"Authorization": ""})).status_code == 200
    assert (await api.octopusx.get(target)).status_code == 200
    (job,) = await api.control.jobs()
    assert [entry["gateway"] for entry in job["download_log"]] == ["openoctopus", "octopusx", "octopusx"]
    elsewhere = await api.picture("y [[fault: redirect to=http://10.0.0.1/x.png]]")
    assert elsewhere.headers["location"] == "http://10.0.0.1/x.png"


async def test_an_address_elsewhere(api: Api) -> None:
    body = await api.result("x [[fault: elsewhere url=http://10.0.0.1/x.png]]")
    assert body["output_payload"]["assets"][0]["url"] == "http://10.0.0.1/x.png"
    answer = (await api.generate("x [[fault: elsewhere]]")).json()
    assert answer["data"][0]["url"].startswith("http://169.254.169.254/")


async def test_faults_reach_pictures_inside_an_answer(api: Api) -> None:
    body = await api.result("x [[fault: not_an_image]]", enable_base64_output=True)
    assert body["output_payload"]["assets"][0]["url"].startswith("data:image/png;base64,PCFkb2N0eXBl")


async def test_octopusx_files_have_faults_too(api: Api) -> None:
    answer = (await api.generate("x [[fault: truncated@file x1]]")).json()
    url = answer["data"][0]["url"]
    sizes = [len((await api.octopusx.get(url)).content) for _ in range(2)]
    assert sizes[0] == sizes[1] // 2
