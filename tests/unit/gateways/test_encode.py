"""Fitting a picture under an upload limit."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image

from bot.domain.errors import ImageRejected
from bot.gateways.encode import fit_under


@pytest.fixture
def noisy(tmp_path):
    """A picture that compresses badly."""

    def draw(size=(200, 150), mode="RGB", name="a.png"):
        bands = len(mode)
        content = Random(5).randbytes(size[0] * size[1] * bands)
        path = tmp_path / name
        Image.frombytes(mode, size, content).save(path)
        return path

    return draw


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


async def test_what_fits_is_handed_on_as_it_is(noisy):
    path = noisy()
    assert await fit_under(path, path.stat().st_size) == path


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
@pytest.mark.parametrize("share", [0.9, 0.5, 0.1, 0.02])
async def test_what_does_not_fit_is_made_to(noisy, mode, share):
    path = noisy(mode=mode)
    limit = int(path.stat().st_size * share)
    content = await fit_under(path, limit)
    assert isinstance(content, bytes)
    assert len(content) <= limit
    image = opened(content)
    assert image.format == "WEBP"
    assert image.width / image.height == pytest.approx(200 / 150, rel=0.05)
    assert image.has_transparency_data == (mode == "RGBA")


async def test_quality_falls_before_size_does(noisy):
    path = noisy()
    content = await fit_under(path, path.stat().st_size - 1)
    assert isinstance(content, bytes)
    assert opened(content).size == (200, 150)


async def test_a_palette_picture_keeps_its_transparency(noisy, tmp_path):
    source = Image.open(noisy(mode="RGBA")).quantize(64)
    path = tmp_path / "palette.png"
    source.save(path)
    content = await fit_under(path, path.stat().st_size // 2)
    assert isinstance(content, bytes)
    assert opened(content).mode == "RGBA"


async def test_sides_beyond_webp_become_jpeg(noisy):
    path = noisy(size=(16400, 40))
    content = await fit_under(path, path.stat().st_size // 2)
    assert isinstance(content, bytes)
    assert opened(content).format == "JPEG"


async def test_no_limit_is_too_small_to_be_told(noisy):
    with pytest.raises(ImageRejected) as caught:
        await fit_under(noisy(), 20)
    assert caught.value.code == "image_too_large"


@pytest.mark.parametrize("content", [None, b"not a picture" * 100])
async def test_what_cannot_be_read_is_told(tmp_path, content):
    path = tmp_path / "b.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImageRejected) as caught:
        await fit_under(path, 20)
    assert caught.value.code == "image_invalid"
