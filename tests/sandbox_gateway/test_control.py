"""The control API, and what it counts."""

import asyncio

import httpx
import pytest

from tests.sandbox_gateway.conftest import Api, Frozen


async def test_counts_of_a_job(api: Api) -> None:
    task = await api.task("count me")
    for _ in range(3):
        await api.poll(task)
    await api.openoctopus.get(f"/v1/files/{task}/assets/0")
    job = await api.control.job(task)
    assert (job["submits"], job["polls"], job["downloads"]) == (1, 3, 1)
    assert job["body"] == {"model": "openoctopus/gpt-image-2-text-input", "prompt": "count me"}
    assert "ooq_sandbox" not in str(job)
    assert {name.lower() for name in job["headers"]} >= {"host", "user-agent", "content-type"}


async def test_the_journal_holds_every_request_without_its_key(api: Api) -> None:
    await api.submit("one")
    await api.submit("")
    await api.generate("two", n=2)
    entries = await api.control.requests()
    assert [(entry["gateway"], entry["kind"], entry["http"]) for entry in entries] == [
        ("openoctopus", "submit", 202), ("openoctopus", "submit", 400), ("octopusx", "submit", 200),
    ]  # fmt: skip
    assert all(entry["authorized"] for entry in entries)
    assert "sk-sandbox" not in str(entries)
    assert [entry["prompt"] for entry in await api.control.requests(gateway="octopusx")] == ["two"]
    assert await api.control.requests(kind="download") == []


async def test_a_wait_ends_with_the_condition(api: Api) -> None:
    waiting = asyncio.create_task(api.control.wait(prompt="patient", submits=2, timeout=20))
    await api.submit("patient 1")
    assert not waiting.done()
    await api.submit("patient 2 [[fault: internal_error@submit]]")
    answer = await waiting
    assert (answer["holds"], answer["submits"], len(answer["jobs"])) == (True, 2, 1)


async def test_a_wait_for_a_status_needs_no_request(api: Api) -> None:
    await api.submit("soon [[seconds: 0.2]]")
    answer = await api.control.wait(prompt="soon", status="succeeded", timeout=20)
    assert answer["jobs"][0]["polls"] == 0


async def test_a_wait_in_vain_tells_how_things_stand(api: Api) -> None:
    await api.submit("short")
    with pytest.raises(TimeoutError, match="short"):
        await api.control.wait(prompt="short", submits=2, timeout=0.05)


async def test_faults_for_the_next_requests(api: Api) -> None:
    await api.control.fault("provider_offline@submit x2", match="fox", gateway="openoctopus")
    assert (await api.submit("a cat")).status_code == 202
    assert (await api.generate("a fox")).status_code == 200
    assert [(await api.submit(f"fox {index}")).status_code for index in range(3)] == [503, 503, 202]
    (rule,) = await api.control.faults()
    assert (rule["struck"], rule["times"], rule["stage"]) == (2, 2, "submit")
    await api.control.clear_faults()
    assert await api.control.faults() == []


async def test_faults_at_the_other_stages(api: Api) -> None:
    task = await api.task("late to know")
    await api.control.fault("upstream_timeout@poll x1")
    await api.control.fault("file_not_found@file x1")
    assert [(await api.poll(task)).status_code for _ in range(2)] == [504, 200]
    url = f"/v1/files/{task}/assets/0"
    assert [(await api.openoctopus.get(url)).status_code for _ in range(2)] == [404, 200]
    await api.control.fault("upstream_failed@task x1")
    assert [(await api.result(f"job {index}"))["status"] for index in range(2)] == ["failed", "succeeded"]


async def test_cancel_and_forget(api: Api) -> None:
    before = (await api.control.keys())["ooq_sandbox"]["used"]
    task = await api.task("x [[seconds: 60]]")
    await api.control.cancel(task)
    assert (await api.poll(task)).json()["status"] == "cancelled"
    assert (await api.control.keys())["ooq_sandbox"]["used"] == before
    with pytest.raises(RuntimeError, match="ended already"):
        await api.control.cancel(task)
    await api.control.forget(task)
    assert (await api.poll(task)).json()["error"]["code"] == "task_not_found"


async def test_finish_all_ends_the_long_posts_of_octopusx(api: Api) -> None:
    posting = asyncio.create_task(api.generate("long [[seconds: 600]]"))
    await api.control.wait(prompt="long", jobs=1)
    await api.control.finish_all(gateway="octopusx")
    assert (await posting).status_code == 200


async def test_advancing_moves_both_gateways(frozen: Frozen) -> None:
    task = await frozen.api.task("x [[seconds: 100]]")
    seen = []
    for seconds in (0.9, 0.2, 98.8, 0.2):
        await frozen.api.control.advance(seconds)
        seen.append((await frozen.api.poll(task)).json()["status"])
    assert seen == ["queued", "processing", "processing", "succeeded"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/faults", {"fault": "nonsense"}), ("/faults", {"fault": "drop@task"}), ("/faults", {}),
        ("/faults", {"fault": "drop", "gateway": "other"}), ("/settings", {"nothing": "on"}),
        ("/settings", {"queue": "maybe"}), ("/settings", {"concurrency": 0}), ("/advance", {"seconds": -1}),
        ("/advance", {}), ("/keys/none", {}), ("/models", {}), ("/jobs/none/finish", {}), ("/advance", []),
    ],
)  # fmt: skip
async def test_mistakes_are_told_in_a_sentence(api: Api, path: str, body: object) -> None:
    async with httpx.AsyncClient(base_url=api.control.url, trust_env=False) as client:
        answer = await client.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_settings_change_all_or_nothing(api: Api) -> None:
    with pytest.raises(RuntimeError, match="vocabulary"):
        await api.control.settings(queue="on", vocabulary="klingon")
    assert (await api.control.settings())["queue"] == "off"
