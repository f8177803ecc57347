"""Charts: small, legible to all kinds of eyes, and true to their numbers."""

import subprocess
import sys
import warnings
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from bot.chat.charts import Bars, Chart, Drawing, Lines, Mark, Rank, Ranks, Series, Unit, png
from bot.chat.charts.fonts import can_write, families, legible, letters, shortened
from bot.chat.charts.look import ALONE, COLOURS, DASHES, GROUND, HATCHES, MARKERS, QUIET, SCALE, TEXT, WIDTH
from bot.chat.charts.png import png_of
from bot.chat.i18n import say, speaking
from bot.chat.words.usage import described

values = st.none() | st.integers(0, 10**7).map(float)
names = st.text(max_size=60)


@st.composite
def charts(draw) -> Chart:
    steps = draw(st.sampled_from([1, 24, 30, 168]))
    many = st.lists(names, min_size=1, max_size=7)
    series = tuple(
        Series(name, tuple(draw(st.lists(values, min_size=steps, max_size=steps)))) for name in draw(many)
    )
    shares = (Series(draw(names), tuple(draw(st.lists(st.floats(0, 1), min_size=steps, max_size=steps)))),)
    rows = tuple(Rank(name, float(number), name) for number, name in enumerate(draw(many)))
    return Chart(
        title=draw(names),
        steps=steps,
        marks=tuple(Mark(step, draw(names)) for step in range(0, steps, 30)),
        panels=(
            Bars(title=draw(names), series=series),
            Lines(title=draw(names), series=shares, unit=Unit.SHARE),
            Lines(title=draw(names), series=series, unit=Unit.SECONDS),
            Ranks(title=draw(names), rows=rows),
        ),
    )


@given(charts())
@settings(max_examples=12, deadline=None)
def test_any_chart_is_drawn_small_and_twice_as_fine(chart: Chart) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = png_of(chart)
    assert len(png) < 300_000
    with Image.open(BytesIO(png)) as drawn:
        assert drawn.format == "PNG"
        assert drawn.width == WIDTH * SCALE
        # Corners are see-through, so that the sheet lies on any ground.
        assert drawn.convert("RGBA").tobytes()[3] == 0


def _days(*heights: float) -> Chart:
    return Chart(title="t", steps=len(heights), panels=(Bars(title="p", series=(Series("s", heights),)),))


def _painted(png: bytes, colour: str, *, left: float, right: float) -> int:
    """Pixels of a colour between two shares of the width."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    with Image.open(BytesIO(png)) as drawn:
        width, height = drawn.size
        strip = drawn.convert("RGBA").crop((round(left * width), 0, round(right * width), height)).tobytes()
    pixels = zip(strip[0::4], strip[1::4], strip[2::4], strict=True)
    return sum(
        all(abs(one - other) < 8 for one, other in zip(pixel, wanted, strict=True)) for pixel in pixels
    )


def test_a_bar_is_as_high_as_its_number() -> None:
    png = png_of(_days(10.0, 30.0))
    low, high = (_painted(png, ALONE, left=left, right=left + 0.45) for left in (0.07, 0.52))
    assert high / low == pytest.approx(3, rel=0.05)


def test_a_rank_is_as_long_as_its_number() -> None:
    def bar(value: float) -> int:
        rows = (Rank("most", 40.0, ""), Rank("this", value, ""))
        return _painted(png_of(Chart(title="", panels=(Ranks(title="", rows=rows),))), ALONE, left=0, right=1)

    assert (bar(20.0) - bar(0.0)) / (bar(0.0)) == pytest.approx(0.5, rel=0.05)


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, bright = sorted((_light(one), _light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("colour", "least"), [*((each, 3.0) for each in (*COLOURS, ALONE)), (TEXT, 7), (QUIET, 7)]
)
def test_everything_stands_out_from_the_ground(colour: str, least: float) -> None:
    assert _contrast(colour, GROUND) >= least


def test_series_differ_without_any_colour() -> None:
    assert len(set(HATCHES)) == len(set(MARKERS)) == len(set(COLOURS)) == 7
    assert all(one != other for one, other in combinations(zip(MARKERS, DASHES, strict=True), 2))


def test_names_are_written_as_they_stand() -> None:
    plain, formula = (
        png_of(replace(_days(1.0), panels=(Ranks(title="", rows=(Rank(name, 1.0, ""),)),)))
        for name in ("x", "$x^2$ {} \\frac")
    )
    assert plain != formula


@given(names, st.integers(2, 40))
def test_a_name_takes_no_more_room_than_it_has(name: str, room: int) -> None:
    cut = shortened(name, room)
    assert letters(cut) <= room
    assert cut == name or cut.endswith("…")


def test_every_word_and_number_is_written_in_our_fonts(monkeypatch) -> None:
    drawn: list[Figure] = []

    def keep(figure: Figure) -> bytes:
        drawn.append(figure)
        return b""

    monkeypatch.setattr(png, "_packed", keep)
    several = Lines(title="l", series=(Series("a", (9.0,)), Series("b", (70.0,))), unit=Unit.SECONDS)
    ranks = Ranks(title="r", rows=(Rank("x", 1.0, "said"),))
    marked = replace(_days(1.0), marks=(Mark(0, "today"),))
    for chart in (replace(marked, panels=(several, ranks)), marked):
        png_of(chart)
    for figure in drawn:
        figure.canvas.draw()
        texts = [text for text in figure.findobj(Text) if text.get_text()]
        assert len(texts) > 4
        assert {text.get_text(): text.get_fontfamily() for text in texts} == {
            text.get_text(): list(families()) for text in texts
        }


def test_letters_no_font_has_are_left_out() -> None:
    assert can_write(["Größe", "Ünïcödé", "Ελλάδα", "Привет"])
    unwritable = "\U0001f98a\ue000"
    assert not can_write([unwritable])
    assert legible(f"a{unwritable}b") == "a…b"


@given(st.text(max_size=200), st.lists(st.text(max_size=300)))
def test_a_chart_is_described_in_as_many_words_as_discord_takes(title: str, parts: list[str]) -> None:
    said = described(title, parts)
    assert len(said) <= 1024
    assert said.startswith(title)
    assert said.endswith("…") or all(part in said for part in parts)


@pytest.mark.parametrize("size", range(1, 60))
def test_no_size_of_its_parts_makes_a_description_too_long(size: int) -> None:
    said = described("title", ["x" * size] * 1024)
    assert 1024 - 3 - 2 - size < len(said) <= 1024
    assert said.endswith("; …")


async def test_where_no_font_has_the_letters_of_a_language_it_is_told_in_english() -> None:
    told: list[str] = []

    def tell() -> Chart:
        # Stands for a language that this machine cannot write.
        title = say("Today") if told else "\ue000"
        told.append(title)
        return replace(_days(1.0), title=title)

    with speaking("de"):
        png = await Drawing().draw(tell)
    assert told == ["\ue000", "Today"]
    assert png == png_of(replace(_days(1.0), title="Today"))


def test_the_library_is_not_loaded_before_a_chart_is_drawn_and_its_shared_state_never() -> None:
    code = (
        "import sys; from bot.chat.charts import *; assert 'matplotlib' not in sys.modules;"
        "from bot.chat.charts.png import png_of;"
        "png_of(Chart(title='t', steps=1, panels=(Bars(title='p', series=(Series('s', (1.0,)),)),)));"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
