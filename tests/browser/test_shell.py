"""The shell: the first visit, narrow pages, marks of what is unread, and a line that is lost."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NARROW


async def test_one_key_on_the_first_visit_shows_a_picture_being_made(demo, sit):
    room = await sit.down(newcomer=True)
    await expect(room.page.locator("#first")).to_be_focused()
    await room.page.keyboard.press("Enter")
    await room.picture("a red fox reading")
    await expect(room.page.locator("#welcome")).to_be_hidden()
    await room.page.reload()
    await room.is_in("images")
    await expect(room.message("a red fox reading")).to_be_visible()
    await expect(room.page.locator("#welcome")).to_be_hidden()


async def test_a_narrow_page_has_its_lists_in_drawers(demo, sit):
    room = await sit.down(viewport=NARROW)
    places = room.page.locator("#places")
    opener = room.page.get_by_role("button", name="Places")
    await expect(places).to_be_hidden()
    await opener.press("Enter")
    await expect(places).to_be_visible()
    await expect(room.page.locator("#places :focus")).to_have_count(1)
    await room.page.keyboard.press("Escape")
    await expect(places).to_be_hidden()
    await expect(opener).to_be_focused()

    await opener.click()
    await room.enter("after-dark")
    await expect(places).to_be_hidden()
    assert await room.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


async def test_the_theme_is_kept(demo, sit):
    room = await sit.down(color_scheme="light")
    ground = "getComputedStyle(document.querySelector('#room')).backgroundColor"
    light = await room.page.evaluate(ground)
    theme = room.page.locator("#theme")
    while "dark" not in (await theme.get_attribute("aria-label") or ""):
        await theme.click()
    dark = await room.page.evaluate(ground)
    assert dark != light
    await room.page.reload()
    await room.is_in("images")
    assert await room.page.evaluate(ground) == dark


async def test_what_is_unread_is_marked_until_it_is_read(demo, sit):
    room = await sit.down()
    club = (
        room.page.locator("#guilds")
        .get_by_role("listitem")
        .filter(has=room.page.get_by_label("Drawing Club"))
    )
    await expect(club.get_by_text("unread")).to_have_count(0)
    await demo.call("POST", "say", **{"as": "second"}, channel="club-images", text="a drawing")
    await expect(club.get_by_text("unread")).to_have_count(1)
    await room.page.reload()
    await expect(club.get_by_text("unread")).to_have_count(1)
    await club.get_by_role("button").click()
    await expect(room.message("a drawing")).to_be_visible()
    await expect(club.get_by_text("unread")).to_have_count(0)
    await room.page.reload()
    await expect(room.message("a drawing")).to_be_visible()
    await expect(club.get_by_text("unread")).to_have_count(0)


async def test_a_line_stands_above_what_is_new(demo, sit):
    room = await sit.down()
    await demo.call("POST", "say", **{"as": "second"}, channel="images", text="old")
    await expect(room.message("old")).to_be_visible()
    await room.enter("after-dark")
    for text in ("fresh", "fresher"):
        await demo.call("POST", "say", **{"as": "second"}, channel="images", text=text)
    await room.page.locator("#channels").get_by_role("button", name="images").click()
    await expect(room.page.locator(".message:has(.new-line)")).to_contain_text("fresh")
    await room.enter("after-dark")
    await room.enter("images")
    await expect(room.page.locator(".new-line")).to_have_count(0)


async def test_a_mention_elsewhere_is_in_the_title(demo, sit):
    room = await sit.down(channel="after-dark")
    await expect(room.page).to_have_title("after-dark · Inkling playground")
    mira = next(one["id"] for one in (await demo.call("GET", "world"))["people"] if one["key"] == "member")
    await demo.call("POST", "say", **{"as": "second"}, channel="images", text=f"<@{mira}>")
    await expect(room.page).to_have_title("(1) after-dark · Inkling playground")


async def test_messages_are_walked_through_by_keys(demo, sit):
    room = await sit.down()
    for text in ("first", "second"):
        await demo.call("POST", "say", **{"as": "member"}, channel="images", text=text)
    await expect(room.message("second")).to_be_visible()
    await room.page.locator("#messages").focus()
    await room.page.keyboard.press("ArrowUp")
    await expect(room.message("second")).to_be_focused()
    await room.page.keyboard.press("ArrowUp")
    await expect(room.message("first")).to_be_focused()
    await room.message("first").get_by_role("button", name="Delete message").press("Enter")
    await expect(room.message("first")).to_have_count(0)
    await expect(room.message("second")).to_be_focused()


async def test_a_lost_line_is_said_and_what_was_missed_is_read(demo, sit):
    sockets = []

    async def cut_off(page):
        await page.route_web_socket(
            re.compile("/_control/events"), lambda route: sockets.append(_passed(route))
        )

    room = await sit.down(before=cut_off)
    await expect(room.page.locator("#line")).to_be_empty()
    server, browser_side = sockets[-1]
    await server.close()
    await browser_side.close()
    await demo.call("POST", "say", **{"as": "second"}, channel="images", text="while you were away")
    await expect(room.message("while you were away")).to_be_visible()
    await expect(room.page.locator("#line")).to_be_empty()
    assert len(sockets) > 1


def _passed(route):
    """Pass everything on, for as long as nobody closes it."""
    return route.connect_to_server(), route
