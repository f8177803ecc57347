"""Error answers in every shape these gateways and their kind send."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.failure import DOCUMENTED, KINDS
from bot.gateways.refusals import read_failed, read_retry_after, refusal

NOW = 1_800_000_000_000

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def refused(status, payload, headers=None):
    return refusal(status, payload, headers or {}, now_ms=NOW)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"error": {"code": "provider_offline", "message": "Later."}}, "provider_offline"),
        ({"error_code": "upstream_failed", "error_message": "No.", "message": "x"}, "upstream_failed"),
        ({"error": {"code": "a_code"}, "error_code": "b_code", "code": "c_code"}, "a_code"),
        ({"code": "budget_exceeded", "message": "Broke."}, "budget_exceeded"),
        ({"error": "content_policy_violation"}, "content_policy_violation"),
        ({"error": "Something broke."}, None),
        ({"success": False, "message": "No such token."}, None),
        ({"detail": "Not here."}, None),
        ({"error": {"message": "m", "type": "insufficient_quota", "code": None}}, "insufficient_balance"),
        ({"error": {"message": "m", "type": "upstream_error", "code": None}}, None),
        ({"error": {"message": "m", "code": 17}}, None),
        ({"error": {"code": "moderation_blocked"}}, "content_policy_violation"),
        ({"error": {"code": "model_not_found"}}, "model_not_available"),
        ({"error": {"code": " INVALID_API_KEY "}}, "invalid_api_key"),
        ({"code": "success"}, None),
        ({"error": None}, None),
        ([1, 2], None),
        ("oops", None),
        (None, None),
    ],
)
def test_the_code_is_found(payload, code):
    assert refused(400, payload).code == (code or "request_refused")


@pytest.mark.parametrize(
    ("status", "code", "maybe_accepted"),
    [
        (301, "request_refused", False),
        (400, "request_refused", False),
        (401, "invalid_api_key", False),
        (402, "insufficient_balance", False),
        (404, "request_refused", False),
        (408, "gateway_timeout", True),
        (422, "request_refused", False),
        (429, "rate_limited", False),
        (500, "gateway_error", True),
        (502, "gateway_error", True),
        (599, "gateway_error", True),
    ],
)
def test_without_a_code_the_status_speaks(status, code, maybe_accepted):
    error = refused(status, None)
    assert (error.code, error.maybe_accepted, error.http_status) == (code, maybe_accepted, status)


@pytest.mark.parametrize("code", sorted(DOCUMENTED))
def test_a_readable_code_is_a_definite_answer_under_any_status(code):
    for status in (400, 409, 500, 503):
        error = refused(status, {"error": {"code": code, "message": "m"}})
        assert (error.code, error.maybe_accepted) == (code, False)


@pytest.mark.parametrize(("said", "heard"), [(True, True), ("false", False), (1, None), (None, None)])
def test_the_gateway_s_own_opinion_is_kept(said, heard):
    assert refused(503, {"error": {"code": "x_code", "retryable": said}}).retryable is heard
    assert refused(503, {"error": {"code": "x_code"}, "retryable": said}).retryable is heard


def test_an_unknown_word_with_429_is_still_a_limit():
    assert refused(429, {"error": {"code": "slow_down_please"}}).code == "rate_limited"
    assert refused(429, {"error": {"code": "insufficient_quota"}}).code == "insufficient_balance"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"retry-after": "Fri, 15 Jan 2027 07:00:00 GMT"}, 0.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers, seconds):
    assert read_retry_after(headers, now_ms=NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_the_reader(value):
    seconds = read_retry_after({"retry-after": value}, now_ms=NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(100, 599), JSON)
def test_no_error_answer_breaks_the_reader(status, payload):
    assert refused(status, payload).code


@given(
    st.dictionaries(st.sampled_from(["error", "error_code", "code", "message", "detail", "retryable"]), JSON)
)
def test_no_failed_task_breaks_the_reader(payload):
    assert read_failed(payload).code


def test_a_failed_task_without_a_code_is_the_provider_s_failure():
    assert read_failed({"status": "failed", "error": None}).code == "upstream_failed"


def test_gateway_text_is_not_kept():
    error = refused(400, {"error": {"code": "x_code", "message": "a private prompt"}})
    failed = read_failed({"error": {"code": "x_code", "message": "a private prompt"}})
    assert "private" not in str(vars(error)) + str(error) + repr(asdict(failed))


@pytest.mark.parametrize(
    "word", ["internal", "undeliverable", "disk_full", "gateway_unreachable", "model_gone"]
)
def test_a_word_that_means_something_else_here_is_not_taken_for_ours(word):
    code = refused(502, {"error": {"code": word}}).code
    assert code not in KINDS
    assert word in code


@pytest.mark.parametrize("word", ["rate_limited", "gateway_timeout", "malformed_answer"])
def test_a_word_that_means_the_same_here_and_there_is_kept(word):
    assert refused(502, {"error": {"code": word}}).code == word
