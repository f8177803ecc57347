"""The table of the 31 codes, kept against the document's own lines."""

import pytest

from bot.domain.errors import GatewayError
from bot.domain.failure import DOCUMENTED, KINDS, Category, is_retryable, lookup
from bot.domain.outcome import Failed

# code | HTTP | retryable | category, as the OpenOctopus API guide prints it (Step 4).
TABLE = """
invalid_request 400 No validation
unauthorized 401 No auth
invalid_api_key 401 No auth
insufficient_balance 402 No billing
model_not_available 404 No routing
task_not_found 404 No task
file_not_found 404 No asset
provider_offline 503 Yes upstream
provider_model_inactive 503 Yes routing
provider_credential_missing 503 Yes system
provider_credential_incomplete 503 Yes system
provider_credential_unusable 503 Yes system
provider_credential_legacy 503 Yes system
provider_credential_unavailable 503 Yes system
provider_credential_decrypt_failed 503 Yes system
model_billing_not_configured 503 No system
provider_pricing_not_configured 503 No system
database_operation_failed 503 Yes system
billing_resolution_failed 503 Yes system
request_record_write_failed 503 Yes system
api_key_touch_failed 503 Yes system
queue_unavailable 503 Yes system
provider_submit_failed 502 Yes upstream
provider_poll_failed 502 Yes upstream
upstream_failed 502 Yes upstream
content_policy_violation 400 No safety
upstream_timeout 504 Yes upstream
upstream_result_missing 502 Yes upstream
video_output_missing 502 Yes upstream
service_unavailable 503 Yes system
internal_error 500 Yes system
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("code", "http", "retryable", "category"), ROWS, ids=[row[0] for row in ROWS])
def test_a_documented_code_is_what_the_document_says(code, http, retryable, category):
    kind = lookup(code)
    assert (kind.http_status, kind.retryable, kind.category) == (int(http), retryable == "Yes", category)


def test_no_code_is_missing_or_invented():
    assert set(DOCUMENTED) == {row[0] for row in ROWS}
    assert len(DOCUMENTED) == 31
    assert all(code == kind.code for code, kind in KINDS.items())


def test_only_doubtful_submits_are_marked_so():
    doubtful = {code for code, kind in KINDS.items() if kind.maybe_accepted}
    assert doubtful == {
        "api_key_touch_failed",
        "gateway_timeout",
        "answer_lost",
        "malformed_answer",
        "gateway_error",
    }


def test_an_unknown_word_has_a_kind_of_its_own():
    kind = lookup("budget_exceeded")
    assert (kind.code, kind.category, kind.retryable) == ("budget_exceeded", Category.UNKNOWN, False)


@pytest.mark.parametrize(
    ("code", "explicit", "http_status", "expected"),
    [
        ("provider_offline", False, 503, False),
        ("invalid_request", True, 400, True),
        ("provider_offline", None, 409, True),
        ("model_billing_not_configured", None, 503, False),
        ("provider_pricing_not_configured", None, 503, False),
        ("budget_exceeded", None, 402, False),
        ("budget_exceeded", None, 409, False),
        ("something_new", None, 408, True),
        ("something_new", None, 425, True),
        ("something_new", None, 429, True),
        ("something_new", None, 503, True),
        ("something_new", False, 503, False),
        ("something_new", None, None, False),
    ],
)
def test_the_answer_outranks_the_table_outranks_the_status(code, explicit, http_status, expected):
    error = GatewayError(code=code, retryable=explicit, http_status=http_status)
    assert is_retryable(error) is expected


def test_a_failed_task_is_judged_without_a_status():
    assert is_retryable(Failed(code="upstream_failed"))
    assert not is_retryable(Failed(code="upstream_failed", retryable=False))
    assert not is_retryable(Failed(code="something_new"))
