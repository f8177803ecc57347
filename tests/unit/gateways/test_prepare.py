"""What becomes of a person's picture before a gateway sees it."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.domain.errors import ReferenceFault, ReferenceRejected
from bot.domain.reference import MAX_BYTES
from bot.gateways.prepare import LONG_SIDE, MAX_SENT, fitted, prepare
from tests.unit.gateways.pictures import claiming, drawn, from_a_phone, half_and_half, moving


@pytest.fixture
def prepared(tmp_path):
    """What is sent of a file, opened."""

    def prepare_one(content, name="me.png"):
        path = tmp_path / "given"
        path.write_bytes(content)
        sent = prepare(path, name=name)
        assert len(sent) <= MAX_SENT
        return Image.open(BytesIO(sent))

    return prepare_one


def _is(colour, pixel):
    wanted = {"red": (255, 0, 0), "blue": (0, 0, 255), "grey": (156, 156, 156)}[colour]
    return all(abs(a - b) < 12 for a, b in zip(wanted, pixel, strict=False))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ReferenceFault.EMPTY),
        (b"<html>not found</html>", ReferenceFault.NO_PICTURE),
        (b"%PDF-1.7" + bytes(100), ReferenceFault.NO_PICTURE),
        (b"MZ" + bytes(100), ReferenceFault.NO_PICTURE),
        (drawn("BMP"), ReferenceFault.NO_PICTURE),
        (drawn("TIFF"), ReferenceFault.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ReferenceFault.NO_PICTURE),
        (drawn("PNG")[:-60], ReferenceFault.DAMAGED),
        (drawn("JPEG")[:300], ReferenceFault.DAMAGED),
        (drawn("WEBP")[:-40], ReferenceFault.DAMAGED),
        (drawn("GIF")[:-60], ReferenceFault.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), ReferenceFault.DAMAGED),
        (b"\xff\xd8\xff" + bytes(100), ReferenceFault.DAMAGED),
        (b"GIF89a" + bytes(100), ReferenceFault.DAMAGED),
        (claiming(8200, 8200), ReferenceFault.TOO_MANY_PIXELS),
        (claiming(9600, 9600), ReferenceFault.TOO_MANY_PIXELS),
        (claiming(30_000, 30_000), ReferenceFault.TOO_MANY_PIXELS),
        (claiming(2_000_000_000, 2_000_000_000), ReferenceFault.TOO_MANY_PIXELS),
    ],
    ids=str,
)
def test_what_is_not_taken_has_a_reason(prepared, content, fault):
    with pytest.raises(ReferenceRejected) as caught:
        prepared(content, "holiday.png")
    assert (caught.value.name, caught.value.fault) == ("holiday.png", fault)


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    with (tmp_path / "large").open("wb") as file:
        file.write(drawn())
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReferenceRejected) as caught:
        prepare(tmp_path / "large", name="large.png")
    assert caught.value.fault is ReferenceFault.TOO_LARGE


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_bytes_decide_not_the_name(prepared, kind):
    sent = prepared(half_and_half(kind), "lie.exe")
    assert (sent.format, sent.size) == ("JPEG", (400, 200))
    assert _is("red", sent.getpixel((20, 100)))
    assert _is("blue", sent.getpixel((380, 100)))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_taken(prepared, kind):
    sent = prepared(moving(kind))
    assert (sent.format, getattr(sent, "n_frames", 1)) == ("JPEG", 1)
    assert _is("red", sent.getpixel((20, 15)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_and_tells_nothing_of_its_maker(prepared, kind, tmp_path):
    sent = prepared(from_a_phone(kind))
    assert sent.size == (200, 400)
    assert _is("red", sent.getpixel((100, 20)))
    assert _is("blue", sent.getpixel((100, 380)))
    assert dict(sent.getexif()) == {}
    assert not {"comment", "exif", "xmp", "icc_profile"} & sent.info.keys()


def test_what_shows_through_stays_so(prepared):
    clear = Image.new("RGBA", (30, 20), (255, 0, 0, 0))
    buffer = BytesIO()
    clear.save(buffer, "PNG", icc_profile=b"secret")
    sent = prepared(buffer.getvalue())
    assert (sent.format, sent.mode, sent.getpixel((0, 0))[3]) == ("PNG", "RGBA", 0)
    assert "icc_profile" not in sent.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_is_read(prepared, mode):
    buffer = BytesIO()
    grey = {"I;16": 156 * 256}.get(mode, (156, 156, 156)) if mode in ("I;16", "RGB") else None
    picture = Image.new(mode, (30, 20), grey) if grey else Image.new("RGB", (30, 20), "red").convert(mode)
    picture.save(buffer, "JPEG" if mode == "CMYK" else "PNG")
    sent = prepared(buffer.getvalue())
    assert (sent.format, sent.mode) == ("JPEG", "RGB")
    assert mode != "I;16" or _is("grey", sent.getpixel((5, 5)))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA")])
def test_a_large_picture_is_made_to_fit(prepared, kind, mode):
    content = drawn(kind, (3000, 2000), mode="RGB") if mode == "RGB" else _speckled((1500, 1000))
    sent = prepared(content)
    assert max(sent.size) <= LONG_SIDE
    assert abs(sent.width / sent.height - 1.5) < 0.01


def _speckled(size):
    """Noise, transparent in places."""
    bands = [Image.effect_noise(size, 80) for _ in range(4)]
    buffer = BytesIO()
    Image.merge("RGBA", bands).save(buffer, "PNG")
    return buffer.getvalue()


@given(st.integers(1, 60_000), st.integers(1, 60_000))
def test_sizes_fit_keep_their_shape_and_never_grow(width, height):
    new = fitted(width, height)
    assert 1 <= min(new) <= max(new) <= LONG_SIDE
    assert new[0] <= width
    assert new[1] <= height
    if max(width, height) > LONG_SIDE:
        assert max(new) == LONG_SIDE
        scale = LONG_SIDE / max(width, height)
        assert abs(new[0] - width * scale) < 1
        assert abs(new[1] - height * scale) < 1
    else:
        assert new == (width, height)
