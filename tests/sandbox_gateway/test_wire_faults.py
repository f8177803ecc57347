"""Faults of the connection, as real sockets see them."""

import asyncio
import json
from email.utils import parsedate_to_datetime

import httpx
import pytest

from tests.sandbox_gateway.conftest import Api, Frozen

BROKEN = {
    "drop": httpx.RemoteProtocolError,
    "reset": httpx.ReadError,
    "not_http": httpx.RemoteProtocolError,
    "half_answer": httpx.RemoteProtocolError,
}


@pytest.mark.parametrize("name", sorted(BROKEN))
async def test_broken_connections_at_submit(api: Api, name: str) -> None:
    with pytest.raises(BROKEN[name]):
        await api.submit(f"x [[fault: {name}@submit x1]]")
    assert len(await api.control.jobs()) == (1 if name == "half_answer" else 0)
    assert (await api.submit(f"x [[fault: {name}@submit x1]]")).status_code == 202


@pytest.mark.parametrize("name", ["drop", "reset", "not_http", "html_502", "rate_limited", "broken_json"])
async def test_taken_means_taken(api: Api, name: str) -> None:
    try:
        await api.submit(f"x [[fault: {name}@submit taken x1]]")
    except httpx.TransportError:
        assert name in BROKEN
    (job,) = await api.control.jobs()
    assert (job["submits"], job["charged"]) == (1, 2)


@pytest.mark.parametrize("name", sorted(BROKEN))
async def test_broken_connections_at_poll_and_file(api: Api, name: str) -> None:
    body = await api.result(f"x [[fault: {name}@file x1]]")
    url = body["output_payload"]["assets"][0]["url"]
    with pytest.raises(httpx.TransportError):
        await api.openoctopus.get(url)
    assert (await api.openoctopus.get(url)).status_code == 200
    task = await api.task(f"y [[fault: {name}@poll x1]]")
    with pytest.raises(httpx.TransportError):
        await api.poll(task)
    assert (await api.poll(task)).json()["status"] == "succeeded"


@pytest.mark.parametrize("name", sorted(BROKEN))
async def test_broken_connections_at_octopusx(api: Api, name: str) -> None:
    with pytest.raises(BROKEN[name]):
        await api.generate(f"x [[fault: {name}@submit x1]]")
    assert (await api.generate(f"x [[fault: {name}@submit x1]]")).status_code == 200


async def test_rate_limits_in_three_forms(api: Api) -> None:
    seconds = await api.submit("x [[fault: rate_limited@submit retry_after=7]]")
    assert (seconds.status_code, seconds.headers["retry-after"]) == (429, "7")
    date = await api.submit("x [[fault: rate_limited@submit retry_date=90]]")
    answered = parsedate_to_datetime(date.headers["date"])
    ahead = (parsedate_to_datetime(date.headers["retry-after"]) - answered).total_seconds()
    assert 88 <= ahead <= 91
    milliseconds = await api.submit("x [[fault: rate_limited@submit retry_ms=1500]]")
    assert milliseconds.headers["retry-after-ms"] == "1500"
    assert "retry-after" not in milliseconds.headers
    assert "retry-after" not in (await api.submit("x [[fault: rate_limited@submit]]")).headers


@pytest.mark.parametrize("stage", ["submit", "poll", "file"])
async def test_answers_that_are_no_json(api: Api, stage: str) -> None:
    answers = {}
    for name in ("html_502", "broken_json", "nonsense_json"):
        prompt = f"x [[fault: {name}@{stage}]]"
        if stage == "submit":
            answers[name] = await api.submit(prompt)
        elif stage == "poll":
            answers[name] = await api.poll(await api.task(prompt))
        else:
            answers[name] = await api.picture(prompt)
    assert (answers["html_502"].status_code, answers["html_502"].text[:6]) == (502, "<html>")
    assert answers["nonsense_json"].json() == ["nonsense", 42, None]
    with pytest.raises(json.JSONDecodeError):
        answers["broken_json"].json()


@pytest.mark.parametrize("name", ["never", "late", "slow_body"])
async def test_a_client_that_gives_up_waiting(api: Api, name: str) -> None:
    taken = 0 if name == "never" else 1
    waiting = asyncio.create_task(api.submit(f"x [[fault: {name}@submit]]"))
    await api.control.wait(prompt="x", submits=1, jobs=taken)
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert len(await api.control.jobs()) == taken


@pytest.mark.parametrize("name", ["late", "slow_body"])
async def test_a_patient_client_gets_the_whole_answer(frozen: Frozen, name: str) -> None:
    waiting = asyncio.create_task(frozen.api.submit(f"x [[fault: {name}@submit seconds=20]]"))
    await frozen.api.control.wait(prompt="x", jobs=1)
    while not waiting.done():
        frozen.world.clock.advance(2)
        await asyncio.sleep(0)
    assert set((await waiting).json()) == {"id", "status", "model"}


async def test_bodies_that_lie(api: Api) -> None:
    assert "id" not in (await api.submit("x [[fault: missing_id]]")).json()
    assert (await api.submit("x [[fault: unknown_status@submit status=odd]]")).json()["status"] == "odd"
    assert (await api.result("x [[fault: unknown_status x1]]"))["status"] == "reticulating"
    lost = await api.result("x [[fault: not_found_200 x1]]")
    assert (lost["status"], lost["error"]["code"]) == ("not_found", "task_not_found")
    assert "error" in await api.result("x [[fault: error_200@poll]]")
    assert (await api.result("x [[fault: empty_assets]]"))["output_payload"]["assets"] == []
    assert (await api.result("x [[fault: null_assets]]"))["output_payload"]["assets"] is None
    assert "output_payload" not in await api.result("x [[fault: no_assets]]")


async def test_not_found_then_ok(api: Api) -> None:
    task = await api.task("x [[fault: task_not_found@poll x2]]")
    assert [(await api.poll(task)).status_code for _ in range(3)] == [404, 404, 200]


async def test_faults_strike_in_the_order_written(api: Api) -> None:
    prompt = "x [[fault: provider_offline@submit x2]] [[fault: html_502@submit x1]]"
    assert [(await api.submit(prompt)).status_code for _ in range(4)] == [503, 503, 502, 202]
    (job,) = await api.control.jobs()
    assert job["submits"] == 4


async def test_a_directive_that_means_nothing_is_refused_in_words(api: Api) -> None:
    for text in (
        "[[fault: no_such_thing]]",
        "[[seconds: soon]]",
        "[[vocabulary: klingon]]",
        "[[colour: red]]",
    ):
        answer = await api.submit(f"x {text}")
        assert answer.status_code == 400
        assert text in answer.json()["error"]["message"]
