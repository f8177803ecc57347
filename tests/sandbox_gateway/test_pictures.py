"""What is drawn: exact, the same again, different where it should be."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat

from sandbox.gateway.pictures.painting import Canvas, draw, paint
from sandbox.gateway.pictures.subjects import SUBJECTS
from sandbox.gateway.pictures.words import SUBJECT_WORDS


def canvas(text: str = "a red fox", **changes: object) -> Canvas:
    values = {
        "text": text, "width": 160, "height": 120, "output_format": "png", "quality": "medium",
        "watermark": "unknown", "references": (), "variant": 0,
    }  # fmt: skip
    return Canvas(**{**values, **changes})  # type: ignore[arg-type]  # the values are of mixed types


@given(
    text=st.text(max_size=60),
    width=st.integers(48, 300),
    height=st.integers(48, 300),
    output_format=st.sampled_from(["png", "jpeg", "webp"]),
    quality=st.sampled_from(["low", "medium", "high", "?"]),
)
@settings(max_examples=25, deadline=None)
def test_any_prompt_gives_the_exact_size_and_format(
    text: str, width: int, height: int, output_format: str, quality: str
) -> None:
    asked = canvas(text, width=width, height=height, output_format=output_format, quality=quality)
    picture = paint(asked)
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.size, image.format) == ((width, height), output_format.upper())
    assert picture.mime == f"image/{output_format}"


@pytest.mark.parametrize("subject", sorted(SUBJECTS))
def test_every_subject_is_drawn_the_same_again(subject: str) -> None:
    assert paint(canvas(f"a {subject}")) == paint(canvas(f"a {subject}"))


def test_what_should_differ_differs() -> None:
    asked = [
        canvas(), canvas("a blue fox"), canvas("a red cat"), canvas(variant=1), canvas(quality="high"),
        canvas(watermark="true"), canvas(watermark="omitted"), canvas(references=("ab",)),
        canvas("a red fox at night"), canvas("a red fox in the snow"),
    ]  # fmt: skip
    assert len({draw(each).tobytes() for each in asked}) == len(asked)


def test_colour_words_colour_the_subject() -> None:
    red, blue = (draw(canvas(f"a {name} octopus by day")) for name in ("red", "blue"))
    reds, blues = (ImageStat.Stat(image.crop((60, 60, 100, 100))).mean for image in (red, blue))
    assert reds[0] - reds[2] > blues[0] - blues[2] + 40


def test_every_subject_word_leads_to_a_sketch() -> None:
    assert set(SUBJECT_WORDS) == set(SUBJECTS)


def test_the_mark_is_in_the_corner() -> None:
    """The pill of the mark darkens the lower right corner against the plain ground beside it."""
    image = draw(canvas(width=1024, height=1024)).convert("L")
    corner = image.crop((900, 950, 1010, 1010))
    assert max(corner.tobytes()) > 230
