"""The page in each state of a request, by day and by night, wide and narrow."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Browser, expect

from scripts.screenshots.views import NARROW, WIDE, View, keep, views
from tests.browser.sitting import Demo

_ENDED = ("done", "failed", "cancelled", "undeliverable")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a request: how it is brought about, and the words by which it is known."""

    name: str
    act: Callable[[Demo], Awaitable[object]]
    words: str


async def _queued(demo: Demo) -> None:
    await demo.call("POST", "demo/gateway/settings", median_seconds=600, queue="on", concurrency=1)
    for prompt in ("a harbour in the rain", "a garden on the moon"):
        await demo.imagine(prompt, person="second", channel="club-images")
    await demo.imagine("a paper boat on a moonlit pond")


async def _painting(demo: Demo) -> None:
    await demo.call("POST", "demo/gateway/settings", median_seconds=600)
    await demo.imagine("a lighthouse at dusk, oil on canvas")


async def _done(demo: Demo) -> None:
    await demo.imagine("a red fox reading under an umbrella, watercolour")


async def _refused(demo: Demo) -> None:
    books = await demo.call("GET", "demo/books")
    used = max(bucket["used"] for bucket in books["buckets"] if bucket["scope"] == "member")
    await _limit(demo, str(used + 1))
    await demo.imagine("an owl with spectacles")
    await _limit(demo, "no limit")


async def _limit(demo: Demo, amount: str) -> None:
    asked = {"as": "moderator", "channel": "moderators", "command": "quota set everyone"}
    await demo.call("POST", "slash", **asked, options={"amount": amount}, wait=20)


async def _failed(demo: Demo) -> None:
    await demo.call("POST", "demo/gateway/faults", fault="content_policy_violation@task x1")
    await demo.imagine("a portrait of somebody famous")


STATES = (
    State(name="done", act=_done, words="1024×1024"),
    State(name="queued", act=_queued, words="In the queue"),
    # A third of the bar is filled.
    State(name="painting", act=_painting, words="▰▰▰▰▰"),
    State(name="refused", act=_refused, words="Only you can see this"),
    State(name="failed", act=_failed, words="This did not work out"),
)


async def draw_states(browser: Browser, demo: Demo) -> None:
    """Each state in each window, and what is behind the curtain."""
    async with views(browser, demo, widths={"wide": WIDE, "narrow": NARROW}) as opened:
        for state in STATES:
            await _draw(state, demo, opened)
        await _draw_curtain(demo, next(view for view in opened if view.name == "dark-wide"))


async def _draw(state: State, demo: Demo, opened: list[View]) -> None:
    await _begin(demo)
    await state.act(demo)
    for view in opened:
        await expect(view.room.message(state.words)).to_be_visible()
        if state.name == "done":
            await view.room.picture(state.words)
        await _save(view, state.name)
    await _over(demo)


async def _draw_curtain(demo: Demo, view: View) -> None:
    """A job goes on at the gateway while the bot is dead."""
    await _begin(demo)
    await demo.call("POST", "demo/gateway/settings", median_seconds=20)
    await demo.imagine("a garden on the far side of the moon")
    await expect(view.room.message("▰▰▰▰")).to_be_visible()
    await view.room.curtain("Jobs")
    drawer = view.room.page.locator("#curtain")
    await drawer.get_by_role("button", name="Kill the bot").click()
    await expect(drawer).to_contain_text("Killed at")
    await _save(view, "curtain")
    await demo.tidy()
    await _over(demo)


async def _begin(demo: Demo) -> None:
    await demo.tidy()
    await demo.call("POST", "demo/gateway/settings", queue="off")
    await demo.call(
        "POST", "say", **{"as": "second"}, channel="images", text="Who paints the first one today?"
    )


async def _over(demo: Demo) -> None:
    """Return when no job is at work any more."""
    while True:
        jobs = (await demo.call("GET", "demo/books"))["jobs"]
        if all(job["state"] in _ENDED for job in jobs):
            return
        await demo.finish()
        await asyncio.sleep(0.2)


async def _save(view: View, name: str) -> None:
    keep(await view.room.page.screenshot(), f"{name}-{view.name}")
