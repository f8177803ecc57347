"""A bot that asks for everything: options of each type, windows with each field, files, context menus."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.browser.asking import Asking
from tests.browser.conftest import seated
from tests.browser.desk import Desk
from tests.browser.room import Room
from tests.browser.sitting import Demo
from tests.sandbox_discord.bot import PIXEL, point_at, running
from tests.support.discord import DiscordControl, start_discord

PICTURE = {"name": "fox.png", "mimeType": "image/png", "buffer": PIXEL}


@pytest_asyncio.fixture(loop_scope="session")
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordControl]:
    """The stand-in with the asking bot in it; no rule of Discord may be broken."""
    async with start_discord() as server:
        point_at(server, monkeypatch)
        async with running(server, Asking()):
            yield server
        assert await server.violations() == []


@pytest_asyncio.fixture(loop_scope="session")
async def room(discord: DiscordControl, browser: Browser) -> AsyncIterator[Room]:
    """The page of that stand-in."""
    async with Demo.at(discord.page) as demo, seated(browser, demo) as sitting:
        yield await sitting.down()


@pytest.fixture
def desk(room: Room) -> Desk:
    """Its composer."""
    return Desk(room.page)


async def choose(desk: Desk, field: Locator, *names: str) -> None:
    """Choose in a select, several if the list stays open."""
    await field.click()
    for name in names:
        await desk.page.get_by_role("option", name=name).click()
    if len(names) > 1:
        await desk.press("Tab")


async def test_options_of_each_type_are_checked_before_they_are_sent(room, desk):
    await desk.command("order")
    await expect(desk.option("ink")).to_be_focused()
    await desk.press("Enter")
    await expect(desk.option("ink")).to_have_value("black")
    await desk.type("12")
    await desk.press("Tab")
    await desk.type("so")
    await desk.press("Enter")
    await expect(desk.option("who")).to_have_value("Sol")
    await desk.press("Enter")
    await expect(desk.help).to_have_text("copies: At most 9.")
    await expect(desk.option("copies")).to_be_focused()
    await expect(desk.option("copies")).to_have_attribute("aria-invalid", "true")
    await desk.press("Backspace")
    await desk.press("Enter")
    await expect(room.message("1 black for sol, note=None")).to_be_visible()


async def test_a_required_option_cannot_be_left_out(room, desk):
    await desk.command("order")
    await desk.press("Escape", "Enter")
    await expect(desk.help).to_have_text("ink: Choose one of the list.")
    await expect(room.message()).to_have_count(0)


async def test_numbers_texts_and_yes_or_no(room, desk):
    await desk.box.fill("/order ink: blue copies: 2 note: for the wall weight: 1,5")
    await expect(desk.option("who")).to_be_focused()
    await desk.type("mira")
    await desk.press("Enter")
    await desk.type("framed")
    await desk.press("Enter", "Enter")
    await expect(desk.option("framed")).to_have_value("True")
    await desk.press("Enter")
    await expect(room.message("2 blue for mira, note=for the wall weight=1.5 framed=True")).to_be_visible()


async def test_a_window_of_words_and_choices(room, desk):
    await desk.command("words")
    await desk.press("Enter")
    window = desk.window
    await expect(window).to_have_accessible_name("Words and choices")
    await expect(window.locator("strong")).to_have_text("about")
    await window.get_by_label("Name").fill("Fo")
    await choose(desk, window.get_by_role("button", name="Inks"), "sepia", "black")
    await window.get_by_label("Small").check()
    await window.get_by_label("frame").check()
    await window.get_by_label("seal").check()
    await window.get_by_role("button", name="Submit").click()
    await expect(window).to_contain_text("At least 3 characters; this is 2.")
    await expect(window).to_contain_text("Choose at most one.")
    await expect(window.get_by_label("Name")).to_be_focused()
    await window.get_by_label("Name").fill("Foxes")
    await window.get_by_label("frame").uncheck()
    await desk.press("Enter")
    said = "name=Foxes inks=['black', 'sepia'] size=s extras=['seal']"
    await expect(room.message(said)).to_be_visible()


async def test_a_window_of_people_places_and_files(room, desk):
    await desk.command("things")
    await desk.press("Enter")
    window = desk.window
    await choose(desk, window.get_by_role("button", name="Who"), "Noor")
    await choose(desk, window.get_by_role("button", name="Where"), "#after-dark")
    await window.get_by_role("button", name="Submit").click()
    await expect(window).to_contain_text("Choose at least one.")
    async with desk.page.expect_file_chooser() as chooser:
        await window.get_by_role("button", name="Pictures").click()
    await (await chooser.value).set_files([PICTURE, PICTURE])
    await window.get_by_label("I may show it").check()
    await window.get_by_role("button", name="Submit").click()
    size = len(PIXEL)
    said = f"'' who=['noor'] where=['after-dark'] files=[{size}, {size}] agreed=True"
    await expect(room.message(said)).to_be_visible()


async def test_a_dropped_picture_goes_to_the_command_that_takes_one(room, desk):
    await desk.drop(fox=PIXEL)
    await expect(desk.option("reference")).to_contain_text("fox.png")
    await expect(desk.option("prompt")).to_be_focused()
    await desk.type("like this")
    await desk.press("Enter")
    await expect(room.message("done like this")).to_be_visible()


async def test_a_command_that_takes_no_file_says_so(room, desk):
    await desk.command("order")
    await desk.drop(fox=PIXEL)
    await expect(room.page.locator("#toasts")).to_contain_text("/order takes no further file.")


async def test_context_menus_of_a_message_and_of_a_person(room, desk):
    await desk.box.fill("look here")
    await desk.press("Enter")
    await room.message("look here").hover()
    await room.message("look here").get_by_role("button", name="More").click()
    await expect(room.page.get_by_role("menuitem").first).to_be_focused()
    await desk.press("l", "Enter")
    await expect(room.message("looked at look here")).to_contain_text("Only you can see this")
    await room.page.locator("#members").get_by_role("button", name="Sol").click()
    await room.page.get_by_role("menuitem", name="Greet").click()
    await expect(room.message("hello sol")).to_be_visible()
    await expect(room.page.get_by_role("menu")).to_have_count(0)


async def test_a_select_in_a_message(room, desk):
    await desk.command("pick")
    await desk.press("Enter")
    await choose(desk, room.message("pick").get_by_role("button", name="Choose").first, "fig", "plum")
    await expect(room.message("chose fig, plum")).to_be_visible()


async def test_silence_is_told(room, desk):
    await desk.command("silent")
    await desk.press("Enter")
    await expect(desk.help).to_have_text("Sending /silent…")
    await expect(room.page.locator("#toasts")).to_contain_text("The application did not respond.")
    await expect(room.page.locator(".command-name")).to_have_text("/silent")
