"""Retry decisions, by tables and properties."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import GatewayError
from bot.domain.failure import DOCUMENTED, KINDS
from bot.domain.outcome import Failed
from bot.domain.retry import (
    MAX_UNTAKEN_SUBMITS,
    Ambiguous,
    GiveUp,
    PollAgain,
    Resubmit,
    judge_failed_task,
    judge_poll_error,
    judge_submit,
    next_delay,
)

RETRYABLE = sorted(code for code, kind in DOCUMENTED.items() if kind.retryable and not kind.maybe_accepted)
FINAL = sorted(code for code, kind in DOCUMENTED.items() if not kind.retryable)
DOUBTFUL = sorted(code for code, kind in KINDS.items() if kind.maybe_accepted)


def judged(error, attempt=1, *, opted_in=False):
    return judge_submit(error, attempt, resubmit_on_unknown=opted_in, random=Random(1))


def polled(error, failures, since_submit=60.0):
    return judge_poll_error(error, failures, since_submit=since_submit, random=Random(1))


@given(st.integers(1, 10_000), st.integers())
def test_backoff_has_full_jitter_below_its_ceiling(attempt, seed):
    ceiling = min(8.0, 0.5 * 2 ** min(attempt - 1, 10))
    assert 0 <= next_delay(attempt, retry_after=None, random=Random(seed)) <= ceiling


def test_backoff_grows_to_eight_seconds_and_no_further():
    longest = [
        max(next_delay(attempt, retry_after=None, random=Random(seed)) for seed in range(300))
        for attempt in range(1, 8)
    ]
    assert longest == pytest.approx([0.5, 1, 2, 4, 8, 8, 8], rel=0.05)


@given(st.integers(1, 20), st.floats(min_value=0, max_value=1e9), st.integers())
def test_retry_after_is_waited_for_up_to_a_minute(attempt, asked, seed):
    delay = next_delay(attempt, retry_after=asked, random=Random(seed))
    assert delay >= min(asked, 60.0)
    assert delay <= max(60.0, 8.0)


@pytest.mark.parametrize("code", RETRYABLE)
def test_a_retryable_answer_is_sent_three_times_in_all(code):
    error = GatewayError(code=code, http_status=503)
    assert isinstance(judged(error, 1), Resubmit)
    assert isinstance(judged(error, 2), Resubmit)
    assert judged(error, 3) == GiveUp(code)


@pytest.mark.parametrize("code", FINAL)
@pytest.mark.parametrize("opted_in", [False, True])
def test_a_final_answer_is_final_at_once(code, opted_in):
    assert judged(GatewayError(code=code, http_status=503), opted_in=opted_in) == GiveUp(code)


@pytest.mark.parametrize("code", DOUBTFUL)
def test_what_may_be_taken_is_never_sent_again_unasked(code):
    for attempt in range(1, 9):
        assert judged(GatewayError(code=code, http_status=503, retryable=True), attempt) == Ambiguous()


@pytest.mark.parametrize("code", DOUBTFUL)
def test_an_operator_may_accept_one_double_payment(code):
    error = GatewayError(code=code)
    assert isinstance(judged(error, 1, opted_in=True), Resubmit)
    assert judged(error, 2, opted_in=True) == Ambiguous()


@given(code=st.sampled_from(sorted(KINDS)), attempt=st.integers(1, 9), retryable=st.none() | st.booleans())
def test_the_transport_s_doubt_outranks_every_code(code, attempt, retryable):
    error = GatewayError(code=code, maybe_accepted=True, retryable=retryable)
    assert judged(error, attempt) == Ambiguous()


@pytest.mark.parametrize("code", ["gateway_unreachable", "rate_limited"])
def test_what_was_surely_not_taken_is_tried_for_longer(code):
    error = GatewayError(code=code, http_status=429 if code == "rate_limited" else None)
    assert isinstance(judged(error, MAX_UNTAKEN_SUBMITS - 1), Resubmit)
    assert judged(error, MAX_UNTAKEN_SUBMITS) == GiveUp(code)


def test_a_submit_waits_as_long_as_it_was_told():
    error = GatewayError(code="rate_limited", http_status=429, retry_after=7.0)
    assert judged(error) == Resubmit(7.0)


@pytest.mark.parametrize("code", RETRYABLE)
def test_a_failed_task_is_submitted_anew_twice_at_most(code):
    again = [judge_failed_task(Failed(code=code), attempt, random=Random(2)) for attempt in (1, 2, 3)]
    assert isinstance(again[0], Resubmit)
    assert isinstance(again[1], Resubmit)
    assert again[2] == GiveUp(code)


@pytest.mark.parametrize("code", FINAL)
def test_a_failed_task_with_a_final_code_is_over(code):
    assert judge_failed_task(Failed(code=code), 1, random=Random(2)) == GiveUp(code)


@given(
    code=st.sampled_from(sorted(code for code, kind in KINDS.items() if kind.retryable)),
    failures=st.integers(1, 500),
)
def test_reads_outlast_whatever_may_pass(code, failures):
    assert isinstance(polled(GatewayError(code=code), failures), PollAgain)


@pytest.mark.parametrize("code", [*FINAL, "request_refused"])
def test_a_refused_read_is_believed_the_third_time(code):
    error = GatewayError(code=code, http_status=400)
    assert isinstance(polled(error, 2), PollAgain)
    ending = polled(error, 3)
    assert ending == GiveUp("task_lost" if code == "task_not_found" else code)


def test_a_task_may_be_invisible_just_after_its_submit():
    error = GatewayError(code="task_not_found", http_status=404)
    assert isinstance(polled(error, 9, since_submit=9.9), PollAgain)
    assert polled(error, 9, since_submit=10.0) == GiveUp("task_lost")


def test_any_other_refusal_needs_no_time():
    assert polled(GatewayError(code="invalid_api_key"), 3, since_submit=0.1) == GiveUp("invalid_api_key")


def test_a_404_without_a_code_is_a_lost_task_too():
    assert polled(GatewayError(code="request_refused", http_status=404), 3) == GiveUp("task_lost")
