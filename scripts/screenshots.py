"""Draw the page in each state of a request, by day and by night, wide and narrow, into `docs/screenshots/`.

It runs the demo and looks at it with headless Chromium; nothing in the pictures is made up.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, ViewportSize, expect

from tests.browser.processes import chromium, open_browser, run_demo
from tests.browser.room import Room
from tests.browser.sitting import Demo

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
WIDTHS = {"wide": ViewportSize(width=1280, height=800), "narrow": ViewportSize(width=360, height=740)}
PATIENCE_MS = 60_000
_ENDED = ("done", "failed", "cancelled", "undeliverable")
#: Enough for flat colours and a picture; keeps a file under 200 KB.
_COLOURS = 255
_KNOWS_THE_PLACE = 'localStorage.setItem("inkling.welcomed", "yes")'


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One window on the same demo."""

    name: str
    room: Room


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
    State(name="failed", act=_failed, words="safety rules"),
)


async def main() -> int:
    """Exit code 1 where there is no Chromium."""
    if chromium() is None:
        sys.stderr.write("No Chromium here: install Debian's package chromium.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    async with (
        open_browser() as browser,
        run_demo(median_seconds=1.0) as demo,
        _views(browser, demo) as views,
    ):
        for state in STATES:
            await _draw(state, demo, views)
        await _draw_curtain(demo, next(view for view in views if view.name == "dark-wide"))
    return 0


async def _draw(state: State, demo: Demo, views: list[View]) -> None:
    await _begin(demo)
    await state.act(demo)
    for view in views:
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
    path = FOLDER / f"{name}-{view.name}.png"
    with Image.open(BytesIO(await view.room.page.screenshot())) as image:
        image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT).save(path, optimize=True)
    sys.stdout.write(f"{path.name} {path.stat().st_size // 1024} KB\n")


@asynccontextmanager
async def _views(browser: Browser, demo: Demo) -> AsyncIterator[list[View]]:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    async with AsyncExitStack() as stack:
        views = []
        for scheme in schemes:
            for width, viewport in WIDTHS.items():
                context = await browser.new_context(viewport=viewport, color_scheme=scheme, locale="en-GB")
                stack.push_async_callback(context.close)
                await context.add_init_script(_KNOWS_THE_PLACE)
                room = Room(await context.new_page())
                await room.page.goto(f"{demo.page}#member/images")
                await room.is_in("images")
                views.append(View(name=f"{scheme}-{width}", room=room))
        yield views


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
