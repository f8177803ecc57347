"""Light and dark, wide and narrow, large type, and what a screen reader is given."""

from contextlib import asynccontextmanager
from importlib.resources import files

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import NARROW, WIDE

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
#: What a 1280 pixel wide window holds at 200 %.
ENLARGED = ViewportSize(width=640, height=400)
TABS = ("Switches", "Wire", "Events", "Jobs", "Books")
SERIOUS = """
async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)
"""
OVERFLOW = """() => ({
  page: document.documentElement.scrollWidth - innerWidth,
  cut: [...document.querySelectorAll("#room *, #curtain *")]
    .filter((one) => one.checkVisibility() && !one.closest("pre, .unseen"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)),
})"""


async def serious(room):
    """Findings of axe that keep someone from using the page."""
    await room.page.evaluate(AXE)
    return await room.page.evaluate(SERIOUS)


@asynccontextmanager
async def scene(demo, owl):
    """A picture, a failure, and one at work, which makes way for the next at the end."""
    await demo.shown(await demo.imagine("a red fox"), files=1)
    # Not one that counts against who asks.
    await demo.shown(await demo.imagine("[[fault: invalid_request@task]]"), "did not accept")
    asked = await demo.imagine(f"{owl} [[seconds: 600]]")
    await demo.at_work(owl)
    yield
    await demo.cancel(await demo.shown(asked, "Cancel"))
    await demo.shown(asked, "Cancelled")


async def look_around(demo, sit, theme, viewport):
    """The room and every tab of the drawer, by theme and size."""
    async with scene(demo, f"an owl by {theme} from {viewport['width']}"):
        room = await sit.down(viewport=viewport, color_scheme=theme)
        await room.picture("a red fox")
        assert await serious(room) == []
        assert await room.page.evaluate(OVERFLOW) == {"page": 0, "cut": []}
        for tab in TABS:
            await room.curtain(tab)
            assert await serious(room) == []
            assert await room.page.evaluate(OVERFLOW) == {"page": 0, "cut": []}


@pytest.mark.parametrize(
    ("theme", "viewport"), [("light", WIDE), ("dark", NARROW)], ids=["light-wide", "dark-narrow"]
)
async def test_nothing_serious_stands_in_anyones_way(demo, sit, theme, viewport):
    await look_around(demo, sit, theme, viewport)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("theme", "viewport"),
    [("light", NARROW), ("light", ENLARGED), ("dark", WIDE), ("dark", ENLARGED)],
    ids=["light-narrow", "light-enlarged", "dark-wide", "dark-enlarged"],
)
async def test_nor_in_any_other_light_and_size(demo, sit, theme, viewport):
    await look_around(demo, sit, theme, viewport)


async def test_the_first_visit_is_one_key_press_from_a_picture(demo, sit):
    room = await sit.down(newcomer=True)
    assert await serious(room) == []
    await room.page.keyboard.press("Enter")
    await room.picture("a red fox reading under an umbrella")


async def test_the_theme_is_chosen_kept_and_seen(demo, sit):
    room = await sit.down(color_scheme="light")
    background = "() => getComputedStyle(document.querySelector('#room')).backgroundColor"
    day = await room.page.evaluate(background)
    switch = room.page.get_by_role("button", name="Theme")
    while "dark" not in (await switch.get_attribute("aria-label") or ""):
        await switch.click()
    night = await room.page.evaluate(background)
    assert day != night
    await room.page.reload()
    await room.is_in("images")
    assert await room.page.evaluate(background) == night


async def test_on_a_narrow_page_every_place_can_be_reached(demo, sit):
    room = await sit.down(viewport=NARROW)
    await expect(room.channel("after-dark")).not_to_be_in_viewport()
    await room.page.get_by_role("button", name="Places").click()
    await room.channel("after-dark").click()
    await room.is_in("after-dark")
    await expect(room.channel("after-dark")).not_to_be_in_viewport()


async def test_a_drawer_that_covers_all_lets_nothing_behind_it_be_reached(demo, sit):
    room = await sit.down(viewport=NARROW)
    await room.curtain()
    for _ in range(40):
        await room.page.keyboard.press("Tab")
        assert await room.page.evaluate("document.activeElement.closest('#room, #places') === null")
    await room.page.locator("#curtain").get_by_role("button", name="Close").click()
    await expect(room.page.get_by_role("button", name="Behind the curtain")).to_be_focused()
