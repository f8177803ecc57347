"""When moderators are told that much fails, and when that it is over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alert import LEAST, Tally, Verdict, is_counted, judge, tally_of
from bot.domain.failure import KINDS, Category

thresholds = st.integers(1, 100)
tallies = st.builds(
    lambda worked, failed: Tally(worked=worked, failures={"gateway_timeout": failed}),
    st.integers(0, 200),
    st.integers(0, 200),
)


@pytest.mark.parametrize("code", KINDS)
def test_what_the_member_caused_does_not_count(code: str) -> None:
    assert is_counted(code) == (KINDS[code].category not in (Category.SAFETY, Category.VALIDATION))


def test_a_word_nobody_documented_counts() -> None:
    assert is_counted("moon_in_the_way")


@given(st.integers(0, 100), st.dictionaries(st.sampled_from(sorted(KINDS)), st.integers(1, 50)))
def test_what_does_not_count_changes_nothing(worked: int, failures: dict[str, int]) -> None:
    counted = {code: times for code, times in failures.items() if is_counted(code)}
    assert tally_of(worked, failures) == tally_of(worked, counted)
    assert tally_of(worked, failures).ended == worked + sum(counted.values())


@given(tallies, thresholds)
def test_an_alert_needs_enough_failures_and_a_large_enough_share(tally: Tally, above: int) -> None:
    raised = judge(tally, above=above, raised=False) is Verdict.RAISE
    assert raised == (tally.failed >= LEAST and tally.failed / tally.ended >= above / 100)


@given(tallies, thresholds)
def test_nothing_begins_and_ends_an_alert_at_once(tally: Tally, above: int) -> None:
    begins = judge(tally, above=above, raised=False) is Verdict.RAISE
    ends = judge(tally, above=above, raised=True) is Verdict.END
    assert not (begins and ends)


@given(tallies, thresholds, st.integers(1, 5))
def test_more_failures_never_end_an_alert(tally: Tally, above: int, more: int) -> None:
    worse = Tally(worked=tally.worked, failures={"gateway_timeout": tally.failed + more})
    if judge(tally, above=above, raised=True) is Verdict.STAY:
        assert judge(worse, above=above, raised=True) is Verdict.STAY


@pytest.mark.parametrize(
    ("worked", "failed", "verdict"),
    # Of a threshold of 40 percent, half is 20.
    [
        (0, 0, Verdict.END),
        (9, 0, Verdict.END),
        (8, 2, Verdict.STAY),
        (81, 19, Verdict.END),
        (0, 1, Verdict.STAY),
    ],
)
def test_it_is_over_well_below_the_threshold_or_when_nothing_fails(
    worked: int, failed: int, verdict: Verdict
) -> None:
    tally = Tally(worked=worked, failures={"gateway_timeout": failed} if failed else {})
    assert judge(tally, above=40, raised=True) is verdict


@pytest.mark.parametrize(("raised", "verdict"), [(False, Verdict.STAY), (True, Verdict.END)])
def test_who_wants_no_alerts_gets_none(raised: bool, verdict: Verdict) -> None:
    assert judge(Tally(worked=0, failures={"gateway_timeout": 99}), above=None, raised=raised) is verdict
