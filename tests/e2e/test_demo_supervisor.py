"""What the page may do behind the curtain, through Discord's stand-in."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.demo.stage import Stage, staged, watched
from tests.support.discord import start_discord

pytestmark = pytest.mark.e2e


class Page:
    """Calls as the page makes them."""

    def __init__(self, stage: Stage, http: aiohttp.ClientSession) -> None:
        self.stage = stage
        self._http = http

    async def get(self, path, **query):
        async with self._http.get(f"{self.stage.control}/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path, **body):
        async with self._http.post(f"{self.stage.control}/{path}", json=body) as answer:
            assert answer.status in (200, 201), await answer.text()
            return await answer.json()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with staged(page_port=0, median_seconds=0.2) as stage, aiohttp.ClientSession() as http:
        yield Page(stage, http)


async def imagine(page: Page, prompt: str):
    return await page.post(
        "slash",
        **{
            "as": "member",
            "channel": "images",
            "command": "imagine",
            "options": {"prompt": prompt},
            "wait": 5,
        },
    )


async def test_a_killed_bot_is_another_process_afterwards_and_its_job_goes_on(page):
    asked = await imagine(page, "a red fox [[seconds: 600]]")
    await page.get("demo/gateway/wait", jobs="1", status="processing")
    before = await page.get("demo/bot")
    killed = await page.post("demo/bot/kill")
    assert (before["state"], killed["state"], killed["kills"]) == ("running", "killed", 1)
    assert page.stage.bot.child.process.returncode == -9
    assert (await page.post("demo/bot/start"))["pid"] != before["pid"]
    await page.post("demo/gateway/finish")
    await page.post("wait", message={"interaction": asked["id"], "files": 1}, timeout=30)
    assert len((await page.get("demo/gateway/jobs"))["jobs"]) == 1


async def test_killing_twice_and_starting_twice_change_nothing_more(page):
    await asyncio.gather(page.post("demo/bot/kill"), page.post("demo/bot/kill"))
    started = await asyncio.gather(page.post("demo/bot/start"), page.post("demo/bot/start"))
    assert {each["pid"] for each in started} == {page.stage.bot.child.process.pid}
    assert [each["kills"] for each in started] == [1, 1]


async def test_the_demo_goes_on_while_the_bot_is_killed_and_ends_when_it_dies_by_itself(page):
    async def look() -> None:
        await asyncio.Event().wait()

    died = asyncio.create_task(watched(page.stage.children, look()))
    await page.post("demo/bot/kill")
    await page.post("demo/bot/start")
    assert not died.done()
    page.stage.bot.child.process.kill()
    with pytest.raises(Exception, match="The bot ended with exit code -9"):
        await died


async def test_the_books_tell_what_is_held_paid_and_given_back(page):
    paid = await imagine(page, "a red fox")
    refused = await imagine(page, "[[fault: content_policy_violation@task]]")
    await page.post("wait", message={"interaction": paid["id"], "files": 1}, timeout=30)
    await page.post("wait", message={"interaction": refused["id"], "text": "safety rules"}, timeout=30)
    await imagine(page, "an owl [[seconds: 600]]")
    books = await page.get("demo/books")
    price = books["jobs"][0]["price"]
    assert [bucket["scope"] for bucket in books["buckets"]] == ["ceiling", "guild", "channel", "member"]
    for bucket in books["buckets"]:
        kept = {name: bucket[name] for name in ("reserved", "settled", "released", "used")}
        assert kept == {"reserved": price, "settled": price, "released": price, "used": 2 * price}
    assert [job["state"] for job in books["jobs"][1:]] == ["failed", "done"]


async def test_a_fault_set_from_the_page_strikes(page):
    await page.post("demo/gateway/faults", fault="content_policy_violation@submit x1")
    asked = await imagine(page, "a red fox")
    await page.post("wait", message={"interaction": asked["id"], "text": "safety rules"}, timeout=30)
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{page.stage.control}/demo/gateway/faults", json={"fault": "nonsense"}) as answer,
    ):
        assert (answer.status, "error" in await answer.json()) == (400, True)


async def test_a_stand_in_started_by_itself_says_that_there_is_no_demo():
    async with (
        start_discord() as discord,
        aiohttp.ClientSession() as http,
        http.get(f"{discord.control}/demo/bot") as answer,
    ):
        assert answer.status == 404
        assert "no demo" in (await answer.json())["error"]
