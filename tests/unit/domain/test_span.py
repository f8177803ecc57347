"""Slow mode is read as people write it, and refused with what is wrong about it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.span import LONGEST, read_slow_mode, seconds_in


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 30),
        ("90 s", 90),
        ("5m", 300),
        ("1h 30m", 5400),
        ("2 hours", 7200),
        ("1h30", 5400),
        ("2m5", 125),
        ("1,800 s", 1800),
        ("off", 0),
        ("", 0),
        ("1d", LONGEST),
    ],
)
def test_what_people_write(text, seconds):
    assert read_slow_mode(text) == seconds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("-5", SettingFault.NEGATIVE),
        ("soon", SettingFault.NOT_A_TIME),
        ("5 parsecs", SettingFault.NOT_A_TIME),
        ("1.5h", SettingFault.NOT_A_TIME),
        ("30s5", SettingFault.NOT_A_TIME),
        ("2d", SettingFault.TOO_LONG),
        ("9" * 50, SettingFault.TOO_LONG),
    ],
)
def test_what_is_wrong_is_told_apart(text, fault):
    with pytest.raises(SettingInvalid) as caught:
        read_slow_mode(text)
    assert caught.value.fault is fault


@given(st.text(max_size=30))
def test_anything_is_read_or_refused(text):
    with suppress(SettingInvalid):
        assert 0 <= read_slow_mode(text) <= LONGEST


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12h", 43_200),
        ("2 weeks", 1_209_600),
        ("1w 1d", 691_200),
        ("2 months", 5_184_000),
        ("0", 0),
        ("", None),
        ("forever", None),
    ],
)
def test_a_length_of_time_is_read_or_is_none(text, seconds):
    assert seconds_in(text) == seconds
