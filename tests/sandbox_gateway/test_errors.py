"""All 31 codes, wherever they can appear."""

import pytest

from sandbox.gateway.errors import ERRORS
from tests.sandbox_gateway.conftest import Api
from tests.sandbox_gateway.schemas import REFUSED, TASK

FINAL_CODES = {
    "invalid_request", "content_policy_violation", "unauthorized", "invalid_api_key", "insufficient_balance",
    "model_not_available", "task_not_found", "file_not_found", "model_billing_not_configured",
    "provider_pricing_not_configured",
}  # fmt: skip
HTTP_COUNTS = {400: 2, 401: 2, 402: 1, 404: 3, 500: 1, 502: 5, 503: 16, 504: 1}
CODES = pytest.mark.parametrize("code", sorted(ERRORS))


async def test_the_table_counts(api: Api) -> None:
    rows = await api.control.errors()
    assert len(rows) == 31
    assert {row["code"] for row in rows if not row["retryable"]} == FINAL_CODES
    assert {http: sum(row["http"] == http for row in rows) for http in HTTP_COUNTS} == HTTP_COUNTS


@CODES
async def test_at_submit(api: Api, code: str) -> None:
    answer = await api.submit(f"x [[fault: {code}@submit]]")
    row = ERRORS[code]
    assert answer.status_code == row.http
    REFUSED.validate(answer.json())
    assert answer.json()["error"] == {"code": code, "message": row.message, "retryable": row.retryable}
    assert await api.control.jobs() == []


@CODES
async def test_at_poll(api: Api, code: str) -> None:
    task = await api.task(f"x [[fault: {code}@poll x1]]")
    answer = await api.poll(task)
    assert answer.status_code == ERRORS[code].http
    REFUSED.validate(answer.json())
    assert answer.json()["error"]["code"] == code
    assert (await api.poll(task)).json()["status"] == "succeeded"


@CODES
async def test_as_a_failed_task(api: Api, code: str) -> None:
    body = await api.result(f"x [[fault: {code}@task]]")
    TASK.validate(body)
    row = ERRORS[code]
    assert body["status"] == "failed"
    assert body["error"] == {"code": code, "message": row.message, "retryable": row.retryable}
    assert (body["error_code"], body["error_message"]) == (code, row.message)
    (job,) = await api.control.jobs()
    assert (job["error"], job["charged"]) == (code, 0)


@CODES
@pytest.mark.parametrize("stage", ["submit", "task"])
async def test_at_octopusx(api: Api, code: str, stage: str) -> None:
    answer = await api.generate(f"x [[fault: {code}@{stage}]]")
    assert answer.status_code == ERRORS[code].http
    assert answer.json()["error"]["code"] == code
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


@pytest.mark.parametrize("code", ["file_not_found", "internal_error"])
async def test_at_the_file(api: Api, code: str) -> None:
    answer = await api.picture(f"x [[fault: {code}@file]]")
    assert answer.json()["error"]["code"] == code


async def test_a_code_that_no_document_knows(api: Api) -> None:
    answer = await api.submit(
        "x [[fault: budget_exceeded@submit http=402 retryable=no message=Out_of_budget]]"
    )
    assert answer.status_code == 402
    assert answer.json() == {
        "error": {"code": "budget_exceeded", "message": "Out of budget", "retryable": False}
    }


async def test_a_known_code_with_another_status(api: Api) -> None:
    answer = await api.submit("x [[fault: provider_offline@submit http=409 retryable=absent]]")
    assert answer.status_code == 409
    assert "retryable" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("shape", "keys"),
    [
        ("documented", {"error", "error_code", "error_message"}), ("guide", {"error"}),
        ("sample", {"error_message"}), ("string", {"error"}),
        ("null", {"error", "error_code", "error_message"}), ("bare", {"code", "message"}),
        ("success", {"success", "message"}),
    ],
)  # fmt: skip
async def test_shapes_of_a_failed_task(api: Api, shape: str, keys: set[str]) -> None:
    body = await api.result(f"x [[fault: upstream_failed@task]] [[error_shape: {shape}]]")
    words = {"error", "error_code", "error_message", "code", "message", "success"}
    assert words & set(body) == keys
    assert (body.get("error") is None) == (shape in ("sample", "null", "bare", "success"))


async def test_shapes_of_a_refusal(api: Api) -> None:
    await api.control.settings(error_shape="success", retry_header=True)
    answer = await api.generate("x [[fault: model_billing_not_configured@submit]]")
    assert set(answer.json()) == {"success", "message"}
    assert answer.headers["x-should-retry"] == "false"
    await api.control.settings(error_shape="string")
    assert isinstance((await api.submit(" ")).json()["error"], str)
