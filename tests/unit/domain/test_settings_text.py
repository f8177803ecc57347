"""Decisions are read as people write them, or refused with what there is instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.settings_text import (
    MOST_RULES,
    read_models,
    read_quiet_hours,
    read_rules,
    read_value,
    read_zone,
)

NAMES = ("brush", "pen", "chalk")


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("all", ()),
        ("", ()),
        ("pen", ("pen",)),
        (" chalk ,brush, chalk", ("brush", "chalk")),
        ("pen,", ("pen",)),
        ("pen、chalk，brush", NAMES),
    ],
)
def test_models_come_once_and_in_the_order_of_the_catalogue(text, models):
    assert read_models(text, NAMES) == models


def test_what_is_not_offered_is_refused_with_what_is():
    with pytest.raises(SettingInvalid) as refused:
        read_models("pen, crayon", NAMES)
    assert (refused.value.value, refused.value.allowed) == ("crayon", NAMES)
    with pytest.raises(SettingInvalid):
        read_value("best", "highest_quality", ("low", "high"))
    assert read_value(" high ", "highest_quality", ("low", "high")) == "high"
    assert read_value("any", "highest_quality", ("low", "high")) is None


def test_off_is_no_quiet_hours():
    assert read_quiet_hours("off") is None
    assert read_quiet_hours("22-7") is not None


@given(st.text(max_size=2 * MOST_RULES))
def test_rules_are_kept_as_they_are_or_refused(text):
    if len(text.strip()) <= MOST_RULES:
        assert read_rules(text) == text.strip()
    else:
        with pytest.raises(SettingInvalid) as refused:
            read_rules(text)
        assert refused.value.fault is SettingFault.TOO_WORDY


@pytest.mark.parametrize(
    ("text", "zone"), [("europe/berlin", "Europe/Berlin"), ("America/New York", "America/New_York")]
)
def test_time_zones_are_found_however_they_are_capitalised(text, zone):
    assert read_zone(text) == zone


@pytest.mark.parametrize("text", ["Europe/Entenhausen", "", "../../etc/passwd", "localtime"])
def test_no_time_zone_is_made_up(text):
    with pytest.raises(SettingInvalid):
        read_zone(text)
