"""What a preset makes of a request."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import OPTIONS, Preset, applied, key_of, require_sense, worded
from bot.domain.request import ImageRequest

WISH = ImageRequest(prompt="a fox", model="brush")
_VALUES = ("one", "two", "three")


@given(
    st.dictionaries(st.sampled_from(OPTIONS), st.sampled_from(_VALUES)),
    st.dictionaries(st.sampled_from(OPTIONS), st.sampled_from(_VALUES)),
    st.sets(st.sampled_from(_VALUES)),
)
def test_what_is_named_stays_and_only_what_is_allowed_is_filled_in(named, wishes, allowed):
    asked = replace(WISH, **named)
    request = applied(Preset(name="p", wishes=wishes), asked, lambda _option: allowed)
    for option in OPTIONS:
        wish = wishes.get(option)
        expected = named.get(option, wish if wish in allowed else None)
        assert getattr(request, option) == expected


@pytest.mark.parametrize(
    ("prompt", "text", "whole"),
    [
        ("a fox", "in watercolour", "a fox, in watercolour"),
        ("A fox. ", "In watercolour", "A fox. In watercolour"),
        ("", "in watercolour", "in watercolour"),
        (" a fox", " ", "a fox"),
    ],
)
def test_the_words_follow_the_prompt(prompt: str, text: str, whole: str):
    assert worded(prompt, text) == whole


@given(st.text())
def test_a_name_is_one_however_it_is_typed(name: str):
    assert key_of(key_of(name)) == key_of(name) == key_of(f"  {name} ")


@pytest.mark.parametrize(
    ("preset", "fault"),
    [
        (Preset(name="p", text=" "), PresetFault.EMPTY),
        (Preset(name=" \u3000", text="soft"), PresetFault.NAMELESS),
    ],
)
def test_what_means_nothing_is_not_kept(preset: Preset, fault: PresetFault):
    with pytest.raises(PresetRefused) as refused:
        require_sense(preset)
    assert refused.value.fault is fault
