"""Text is made comparable in one way, whatever it is dressed up with, and its places are kept."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.normal import normalise

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u180e\u115f\u3164\ufe0f"
_ACCENTS = "\u0300\u0308\u0323\u0336\u0489"


@given(st.text())
def test_doing_it_twice_changes_nothing(text):
    once = normalise(text).text
    assert normalise(once).text == once


def test_every_character_there_is_comes_out_as_it_would_again():
    changed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if normalise(once := normalise(chr(code)).text).text != once
    ]
    assert changed == []


@given(st.text(), st.data())
def test_every_part_knows_where_it_came_from(text, data):
    normal = normalise(text)
    assert len(normal.origins) == len(normal.text) + 1
    assert list(normal.origins) == sorted(normal.origins)
    if normal.text:
        start = data.draw(st.integers(0, len(normal.text) - 1))
        end = data.draw(st.integers(start + 1, len(normal.text)))
        first, last = normal.original_span(start, end)
        assert normal.text[start:end] in normalise(text[first:last]).text


@pytest.mark.parametrize(
    "dressed",
    [
        "FOX",
        "Fóx̶",
        "ｆｏｘ",
        "𝐟𝒐𝔁",
        "ⓕⓞⓧ",
        "ᶠᵒˣ",
        "ꜰᴏx",
        "fох",  # the last two are Cyrillic
        "fοχ",  # Greek
        "føx",
        "f\u200bo\u00adx",
        "\u202ef\u2060ox",
    ],
)
def test_what_looks_like_a_fox_is_one(dressed):
    assert normalise(dressed).text == "fox"


@given(st.text(st.sampled_from("fox é裸Я"), max_size=20), st.data())
def test_what_cannot_be_seen_and_accents_change_nothing(text, data):
    place = data.draw(st.integers(0, len(text)))
    put_in = data.draw(st.text(st.sampled_from(_INVISIBLE + _ACCENTS), max_size=3))
    assert normalise(text[:place] + put_in + text[place:]).text == normalise(text).text


@pytest.mark.parametrize("pair", [("กิน", "กน"), ("か", "が"), ("कि", "क")])
def test_marks_that_make_another_word_stay(pair):
    one, other = pair
    assert normalise(one).text != normalise(other).text
