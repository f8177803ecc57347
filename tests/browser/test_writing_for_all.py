"""Writing for everyone: what is open while one writes keeps nobody out, and fits a narrow page."""

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.desk import Desk
from tests.browser.test_looks import ENLARGED, OVERFLOW, serious

LONG = "a fox under a birch, " * 30


async def fits(room) -> bool:
    """Whether nobody is kept out, and nothing is cut off."""
    assert await serious(room) == []
    assert await room.page.evaluate(OVERFLOW) == {"page": 0, "cut": []}
    return True


@pytest.mark.parametrize("viewport", [WIDE, NARROW, ENLARGED], ids=["wide", "narrow", "enlarged"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_state_of_writing(demo, sit, theme: str, viewport: ViewportSize):
    room = await sit.down(viewport=viewport, color_scheme=theme, person="moderator")
    desk = Desk(room.page)
    await desk.box.fill("/")
    await expect(desk.rows.first).to_be_in_viewport()
    assert await fits(room)
    await desk.box.fill("/quota set member ")
    await desk.press("Escape", "Enter")
    await expect(desk.help).to_contain_text("Choose a person of the list.")
    assert await fits(room)
    await desk.press("Escape")
    await desk.box.fill(f"/imagine prompt: {LONG} quality: ")
    await expect(desk.rows).to_have_count(3)
    await expect(desk.option("quality")).to_be_in_viewport()
    assert await fits(room)
    await desk.press("Escape", "Escape")
    await desk.command("imagine")
    await desk.press("Enter")
    await desk.window.get_by_role("button", name="Submit").click()
    await expect(desk.window.get_by_role("button", name="Submit")).to_be_in_viewport()
    assert await fits(room)


async def test_the_menu_of_a_message_is_worked_by_keys(sit):
    room = await sit.down(viewport=NARROW)
    desk = Desk(room.page)
    await desk.box.fill("a word")
    await desk.press("Enter")
    more = room.message("a word").get_by_role("button", name="More")
    await room.message("a word").focus()
    await more.focus()
    await desk.press("Enter")
    menu = room.page.get_by_role("menu")
    await expect(menu.get_by_role("menuitem", name="Reply")).to_be_focused()
    assert await fits(room)
    await desk.press("End")
    await expect(menu.get_by_role("menuitem", name="Delete message")).to_be_focused()
    await desk.press("ArrowDown")
    await expect(menu.get_by_role("menuitem", name="Reply")).to_be_focused()
    await desk.press("Escape")
    await expect(menu).to_have_count(0)
    await expect(more).to_be_focused()
