"""Amounts are read as people write them, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amounts import LONGEST_GRANT, LONGEST_PAUSE, read_expiry, read_limit, read_number
from bot.domain.errors import AmountFault, AmountRefused
from bot.domain.quota import MOST, Measure

M = Measure
_DAY = 86_400_000


@given(st.integers(0, MOST), st.sampled_from(["{}", " {} ", "{:,}", "+{}", "{} credits", "{} credit"]))
def test_every_amount_there_can_be_is_read_however_it_is_written(number, way):
    assert read_number(way.format(number)) == number


@pytest.mark.parametrize("text", ["1.000", "1 000", "1'000", "1’000", "“1000”", "01000"])
def test_thousands_are_read_as_languages_set_them_apart(text):
    assert read_number(text) == 1000


@pytest.mark.parametrize(
    ("text", "fault", "bound"),
    [
        ("-1", AmountFault.NEGATIVE, None),
        ("− 5", AmountFault.NEGATIVE, None),
        ("-1.5", AmountFault.NEGATIVE, None),
        ("1.5", AmountFault.FRACTION, None),
        ("0,25", AmountFault.FRACTION, None),
        (".5", AmountFault.FRACTION, None),
        (str(MOST + 1), AmountFault.TOO_LARGE, MOST),
        ("9" * 5000, AmountFault.TOO_LARGE, MOST),
        ("ten", AmountFault.NO_NUMBER, None),
        ("", AmountFault.NO_NUMBER, None),
        ("1e9", AmountFault.NO_NUMBER, None),
        ("1,00", AmountFault.FRACTION, None),
        ("10 20", AmountFault.NO_NUMBER, None),
        ("no limit", AmountFault.NO_NUMBER, None),
    ],
)
def test_what_is_no_amount_is_refused_for_what_is_wrong_with_it(text, fault, bound):
    with pytest.raises(AmountRefused) as refused:
        read_number(text)
    assert (refused.value.fault, refused.value.bound, refused.value.text) == (fault, bound, text)


@given(st.text())
def test_whatever_is_written_is_read_or_refused(text):
    for read in (read_number, lambda each: read_limit(each, M.COOLDOWN), lambda each: read_expiry(each, 0)):
        try:
            found = read(text)
        except AmountRefused:
            continue
        assert found is None or found >= 0


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("text", ["no limit", "No  Limit", "unlimited", "∞"])
def test_no_limit_is_a_decision(measure, text):
    assert read_limit(text, measure) is None


def test_zero_is_taken_except_where_nothing_would_ever_run():
    assert read_limit("0", M.CREDITS_DAY) == 0
    assert read_limit("0", M.WAITING) == 0
    with pytest.raises(AmountRefused) as refused:
        read_limit("0", M.RUNNING)
    assert (refused.value.fault, refused.value.bound) == (AmountFault.TOO_SMALL, 1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30", 30), ("30s", 30), ("5 min", 300), ("1h 30m", 5400), ("off", 0), ("none", 0), ("0", 0)],
)
def test_a_pause_is_a_length_of_time(text, seconds):
    assert read_limit(text, M.COOLDOWN) == seconds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("soon", AmountFault.NO_TIME),
        ("1.5h", AmountFault.NO_TIME),
        ("-5m", AmountFault.NEGATIVE),
        (f"{LONGEST_PAUSE + 1}d", AmountFault.TOO_LONG),
    ],
)
def test_a_pause_that_is_none_is_refused(text, fault):
    with pytest.raises(AmountRefused) as refused:
        read_limit(text, M.COOLDOWN)
    assert refused.value.fault is fault


def test_extra_credits_end_after_a_length_of_time_or_never():
    assert read_expiry("7d", 5) == 5 + 7 * _DAY
    assert read_expiry("never", 5) is None
    assert read_expiry("forever", 5) is None
    assert read_expiry("", 5) is None
    for text in ("0d", "yesterday"):
        with pytest.raises(AmountRefused):
            read_expiry(text, 5)
    with pytest.raises(AmountRefused) as refused:
        read_expiry(f"{LONGEST_GRANT + 1}d", 5)
    assert refused.value.bound == LONGEST_GRANT
