"""What OpenOctopus turns away: ids, keys, an empty wallet, routes that there are not."""

import uuid

import pytest

from tests.sandbox_gateway.conftest import Api


async def test_ids_that_are_unknown_or_no_uuid(api: Api) -> None:
    unknown = await api.poll(str(uuid.uuid4()))
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "task_not_found")
    odd = await api.poll("task_id_from_previous_response")
    assert (odd.status_code, odd.json()["error"]["code"]) == (400, "invalid_request")
    missing = await api.openoctopus.get(f"/v1/files/{uuid.uuid4()}/assets/0")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "file_not_found")
    task = await api.task()
    assert (await api.openoctopus.get(f"/v1/files/{task}/assets/1")).status_code == 404


async def test_an_unfinished_job_has_no_file(api: Api) -> None:
    task = await api.task("x [[seconds: 60]]")
    assert (await api.openoctopus.get(f"/v1/files/{task}/assets/0")).status_code == 404


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "unauthorized"), ("", "unauthorized"), ("Bearer", "unauthorized"),
        ("Basic abc", "unauthorized"),
        ("Bearer ooq_other", "invalid_api_key"), ("Bearer sk-sandbox", "invalid_api_key"),
    ],
)  # fmt: skip
async def test_keys(api: Api, header: str | None, code: str) -> None:
    del api.openoctopus.headers["Authorization"]
    headers = {} if header is None else {"Authorization": header}
    for answer in (
        await api.openoctopus.post("/v1/images/generations", json={}, headers=headers),
        await api.openoctopus.get(f"/v1/tasks/{uuid.uuid4()}", headers=headers),
        await api.openoctopus.get("/v1/models", headers=headers),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, code)


async def test_a_key_revoked_while_the_job_runs(api: Api) -> None:
    task = await api.task("x [[seconds: 60]]")
    await api.control.revoke("ooq_sandbox")
    assert (await api.poll(task)).json()["error"]["code"] == "invalid_api_key"
    await api.control.restore("ooq_sandbox")
    assert (await api.poll(task)).json()["status"] == "queued"


async def test_an_empty_wallet(api: Api) -> None:
    await api.control.set_balance("ooq_sandbox", 3)
    assert (await api.submit(quality="high")).json()["error"]["code"] == "insufficient_balance"
    assert (await api.submit(quality="medium")).status_code == 202
    refused = await api.submit()
    assert (refused.status_code, refused.json()["error"]["retryable"]) == (402, False)


async def test_unknown_routes_and_methods_answer_json(api: Api) -> None:
    assert (await api.openoctopus.get("/v1/nothing")).json()["error"]["code"] == "not_found"
    assert (await api.openoctopus.get("/v1/images/generations")).status_code == 405
