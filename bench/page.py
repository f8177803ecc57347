"""The page in headless Chromium: first paint, transfer, and the longest frame in a busy channel."""

import json
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from playwright.async_api import Browser, Request

from bench.figures import Figure, Part, percentile
from tests.browser.processes import chromium, open_browser, run_demo
from tests.browser.room import Room
from tests.browser.sitting import Demo

Json = dict[str, Any]
VISITS = 7
MESSAGES = 500
EDITS_PER_SECOND = 100
PROMPT = "a busy channel"
ROUNDS = 3
SECONDS = 5
#: Seconds of scrolling that nobody counts: every card has been laid out once.
WARM_UP = 3
#: Pixels scrolled in each frame, up and then down again.
STEP = 60
_KNOWS_THE_PLACE = 'localStorage.setItem("inkling.welcomed", "yes")'
_FIRST_PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""
#: Keeps the page's websockets within reach, so that edits can be heard on them.
_KEEP_THE_LINE = """
globalThis.lines = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(...about) { super(...about); lines.push(this); }
};
"""
#: From now on so many edits per second, of all cards in turn.
_EDIT = """([cards, perSecond]) => {
  let told = 0;
  const tell = () => {
    const data = cards[told % cards.length].replaceAll("edit 0", `edit ${++told}`);
    lines.at(-1).dispatchEvent(new MessageEvent("message", {data: `{"kind": "message", "data": ${data}}`}));
  };
  if (perSecond) setInterval(tell, 1000 / perSecond);
}"""
#: Scrolls for so many seconds, and tells how long each frame took, in milliseconds.
_SCROLL = """([seconds, step]) => new Promise((done) => {
  const list = document.querySelector("#messages"), frames = [];
  const begun = performance.now();
  let before = begun, way = -1;
  const frame = (now) => {
    frames.push(now - before);
    before = now;
    if (list.scrollTop <= 0) way = 1;
    if (list.scrollTop >= list.scrollHeight - list.clientHeight - 1) way = -1;
    list.scrollTop += way * step;
    if (now - begun < seconds * 1000) requestAnimationFrame(frame);
    else done(frames.slice(1));
  };
  requestAnimationFrame(frame);
})"""


async def measure() -> Part:
    """Visits in turn, each with an empty cache; then one channel that is never quiet."""
    if chromium() is None:
        return Part(title="The page", figures=(), note="Not measured: there is no Chromium here.")
    async with open_browser() as browser, run_demo(median_seconds=1.0) as demo:
        visits = [await _visit(browser, demo) for _ in range(VISITS + 1)][1:]
        rounds = [
            (await _frames(browser, demo, edits=0), await _frames(browser, demo, edits=EDITS_PER_SECOND))
            for _ in range(ROUNDS)
        ]
    paints, sizes = zip(*visits, strict=True)
    quiet, busy = zip(*rounds, strict=True)
    figures = [
        Figure(what="first paint", ours=median(paints), unit="ms", target=200),
        Figure(what="transfer without pictures", ours=max(sizes) / 1000, unit="KB", target=150),
        Figure(what="longest frame, scrolling", ours=_of(max, busy), floor=_of(max, quiet), unit="ms"),
        Figure(what="frame, scrolling (p99)", ours=_of(_p99, busy), floor=_of(_p99, quiet), unit="ms"),
    ]
    note = (
        f"Median of {VISITS} visits in fresh contexts. Frames: median of {ROUNDS} rounds of {SECONDS} s of "
        f"scrolling through {MESSAGES} cards with {EDITS_PER_SECOND} live edits per second; the floor is the "
        "same without edits."
    )
    return Part(title="The page, in headless Chromium", figures=figures, note=note)


def _of(measured: Callable[[Sequence[float]], float], rounds: Sequence[Sequence[float]]) -> float:
    return median(measured(frames) for frames in rounds)


def _p99(frames: Sequence[float]) -> float:
    return percentile(frames, 0.99)


async def _visit(browser: Browser, demo: Demo) -> tuple[float, int]:
    """Milliseconds to the first contentful paint, and bytes received."""
    context = await browser.new_context()
    try:
        page = await context.new_page()
        requests: list[Request] = []
        page.on("requestfinished", lambda request: requests.append(request))
        await page.goto(f"{demo.page}#member/images")
        await Room(page).is_in("images")
        await page.wait_for_load_state("networkidle")
        paint = float(await page.evaluate(_FIRST_PAINT))
        sizes = [await each.sizes() for each in requests if "/attachments/" not in each.url]
        return paint, sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    finally:
        await context.close()


async def _frames(browser: Browser, demo: Demo, *, edits: int) -> Sequence[float]:
    """Milliseconds of each frame while somebody scrolls, with so many edits per second."""
    await demo.tidy()
    await demo.call("POST", "demo/gateway/settings", median_seconds=600)
    await demo.shown(await demo.imagine(PROMPT), PROMPT)
    asked = {"as": "member", "channel": "images", "versions": "none"}
    (card,) = await demo.call("GET", "messages", **asked)
    context = await browser.new_context()
    try:
        await context.add_init_script(_KNOWS_THE_PLACE)
        await context.add_init_script(_KEEP_THE_LINE)
        page = await context.new_page()
        await page.route("**/_control/messages?*", lambda route: route.fulfill(json=_crowd(card)))
        await page.goto(f"{demo.page}#member/images")
        await Room(page).message(f"card {MESSAGES - 1} ").wait_for()
        await page.evaluate(_EDIT, [[json.dumps(view) for view in _crowd(card)], edits])
        await page.evaluate(_SCROLL, [WARM_UP, STEP])
        frames: list[float] = await page.evaluate(_SCROLL, [SECONDS, STEP])
        return frames
    finally:
        await context.close()


def _crowd(card: Json) -> list[Json]:
    """Many cards like one that the bot really made."""
    written, first = json.dumps(card), int(card["id"])
    return [
        json.loads(written.replace(card["id"], str(first + number)).replace(PROMPT, f"card {number} edit 0"))
        for number in range(MESSAGES)
    ]
