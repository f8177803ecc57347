"""What a channel's settings make of a request."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import allowed_models, allowed_values, filled, require_allowed
from bot.domain.errors import AboveHighest, ModelNotAllowed
from bot.domain.guild import ChannelSettings, GuildSettings, Nsfw
from bot.domain.job import Picture
from bot.domain.model import Model
from bot.domain.request import ImageRequest
from bot.domain.showing import Showing, showing

BRUSH = Model(
    name="brush",
    label="Brush",
    gateway="one",
    slug="brush",
    aspect_ratios=("1:1", "16:9"),
    resolutions=("1k", "2k", "4k"),
    qualities=("low", "medium", "high"),
    default_quality="medium",
    default_resolution="1k",
    prices={(size, care): 1 for size in ("1k", "2k", "4k") for care in ("low", "medium", "high")},
)
PEN = Model(name="pen", label="Pen", gateway="one", slug="pen", prices={("", ""): 1})
WISH = ImageRequest(prompt="a fox", model="brush")
_maybe = st.sampled_from


def test_without_settings_nothing_is_filled_in_or_objected_to():
    assert filled(ChannelSettings(), BRUSH, WISH, member={}) == WISH
    require_allowed(ChannelSettings(), BRUSH, BRUSH.fit(WISH))
    assert allowed_models(ChannelSettings(), [BRUSH, PEN]) == (BRUSH, PEN)


def test_the_option_goes_before_the_member_and_the_member_before_the_channel():
    channel = ChannelSettings(default_aspect_ratio="16:9")
    assert filled(channel, BRUSH, WISH, member={}).aspect_ratio == "16:9"
    assert filled(channel, BRUSH, WISH, member={"aspect_ratio": "1:1"}).aspect_ratio == "1:1"
    asked = replace(WISH, aspect_ratio="16:9")
    assert filled(ChannelSettings(), BRUSH, asked, member={"aspect_ratio": "1:1"}).aspect_ratio == "16:9"


def test_a_wish_that_the_model_cannot_fulfil_is_passed_over():
    channel = ChannelSettings(default_aspect_ratio="21:9")
    assert filled(channel, BRUSH, WISH, member={"quality": "extreme"}) == WISH
    assert filled(channel, PEN, WISH, member={"quality": "low"}) == replace(WISH, model="pen")


def test_who_names_no_quality_gets_the_highest_there_is_and_no_refusal():
    channel = ChannelSettings(highest_quality="low")
    request = filled(channel, BRUSH, WISH, member={"quality": "high"})
    assert request.quality == "low"
    require_allowed(channel, BRUSH, BRUSH.fit(request))


@pytest.mark.parametrize(
    ("option", "value", "highest"), [("quality", "high", "medium"), ("resolution", "4k", "1k")]
)
def test_what_is_above_the_highest_is_refused_with_the_highest(option, value, highest):
    channel = ChannelSettings(highest_quality="medium", highest_resolution="1k")
    with pytest.raises(AboveHighest) as refused:
        require_allowed(channel, BRUSH, BRUSH.fit(replace(WISH, **{option: value})))
    assert (refused.value.option, refused.value.highest) == (option, highest)


def test_a_model_that_is_not_offered_is_refused_with_those_that_are():
    channel = ChannelSettings(models=("pen",))
    assert allowed_models(channel, [BRUSH, PEN]) == (PEN,)
    with pytest.raises(ModelNotAllowed) as refused:
        require_allowed(channel, BRUSH, WISH)
    assert refused.value.allowed == ("pen",)


@given(
    st.builds(
        ChannelSettings,
        highest_quality=_maybe([None, "low", "medium", "high", "hd"]),
        highest_resolution=_maybe([None, "1k", "2k", "4k", "8k"]),
        default_aspect_ratio=_maybe([None, "1:1", "3:2"]),
    ),
    st.dictionaries(
        _maybe(["quality", "resolution", "aspect_ratio"]), _maybe(["low", "high", "4k", "16:9", "?"])
    ),
    _maybe([BRUSH, PEN]),
)
def test_what_is_filled_in_is_always_allowed(channel, member, model):
    request = filled(channel, model, WISH, member=member)
    require_allowed(channel, model, model.fit(request))
    for option in ("quality", "resolution", "aspect_ratio"):
        value = getattr(request, option)
        assert value is None or value in allowed_values(channel, model, option)


def _showing(nsfw: bool | None, **how) -> Showing:
    picture = Picture(index=0, path="p", format="png", bytes=1, width=1, height=1, sha256="", nsfw=nsfw)
    usual: dict[str, Any] = {
        "guild": GuildSettings(),
        "channel": ChannelSettings(),
        "age_restricted": False,
        "in_person": False,
    }
    return showing(picture, **(usual | {"hide_unrated": False} | how))


_WITHHOLD = GuildSettings(nsfw=Nsfw.WITHHOLD)


@pytest.mark.parametrize(
    ("nsfw", "how", "shown"),
    [
        (False, {}, Showing.OPEN),
        (None, {}, Showing.OPEN),
        (None, {"hide_unrated": True}, Showing.SPOILER),
        (None, {"hide_unrated": True, "guild": _WITHHOLD}, Showing.SPOILER),
        (True, {}, Showing.SPOILER),
        (True, {"guild": _WITHHOLD}, Showing.WITHHELD),
        (True, {"guild": _WITHHOLD, "in_person": True}, Showing.SPOILER),
        (True, {"age_restricted": True, "guild": _WITHHOLD}, Showing.OPEN),
        (True, {"age_restricted": True, "channel": ChannelSettings(allow_nsfw=False)}, Showing.SPOILER),
        (True, {"age_restricted": True, "channel": ChannelSettings(auto_spoiler=True)}, Showing.SPOILER),
        (False, {"channel": ChannelSettings(auto_spoiler=True)}, Showing.SPOILER),
        (False, {"channel": ChannelSettings(auto_spoiler=True), "in_person": True}, Showing.OPEN),
    ],
)
def test_how_a_picture_is_shown(nsfw, how, shown):
    assert _showing(nsfw, **how) is shown
