"""Writing: messages, commands by keyboard, choices while typing, and what is refused before it is sent."""

import io

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import expect

from tests.browser.desk import Desk


def png(colour: str) -> bytes:
    """A small picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(data, "PNG")
    return data.getvalue()


@pytest_asyncio.fixture(loop_scope="session")
async def room(demo, sit):
    """The page, just opened."""
    return await sit.down()


@pytest.fixture
def desk(room):
    """Its composer."""
    return Desk(room.page)


async def test_imagine_by_keyboard_alone_to_a_finished_picture(room, desk):
    await expect(desk.box).to_be_focused()
    await desk.type("/ima")
    await expect(desk.rows).to_have_count(1)
    await expect(desk.active).to_contain_text("Turn words into a picture")
    await desk.press("Enter")
    await expect(desk.rows.first).to_contain_text("prompt")
    await desk.press("Tab")
    await expect(desk.option("prompt")).to_be_focused()
    await desk.type("a lighthouse in fog")
    await desk.press("Enter")
    await room.picture("a lighthouse in fog")
    await expect(desk.box).to_be_focused()


async def test_what_the_bot_offers_while_one_types_is_taken_with_its_price(room, desk):
    await desk.command("imagine")
    await desk.type("a red kite")
    await expect(desk.active).to_contain_text("prompt")
    await desk.press("Enter", "Tab")
    await desk.type("qual")
    await desk.press("Enter")
    await expect(desk.rows).to_have_count(3)
    await desk.type("hi")
    await expect(desk.rows).to_have_count(1)
    await expect(desk.active).to_contain_text("4 credits")
    await desk.press("Enter")
    await expect(desk.option("quality")).to_have_value("high · 4 credits")
    await desk.press("Enter")
    await expect(room.message("a red kite")).to_contain_text("high")


async def test_a_command_typed_or_pasted_in_one_line_is_read(room, desk):
    await desk.box.fill("/imagine prompt: a green boat count: 2")
    await expect(desk.option("prompt")).to_have_value("a green boat")
    await expect(desk.option("count")).to_have_value("2")
    await desk.press("Escape", "Enter")
    await expect(room.message("a green boat").locator(".body img")).to_have_count(2)


async def test_dropped_pictures_are_the_references_of_a_new_one(room, desk):
    await desk.drop(sky=png("skyblue"), sea=png("navy"))
    await expect(desk.option("reference")).to_contain_text("sky.png")
    await expect(desk.option("reference2")).to_contain_text("sea.png")
    await desk.option("reference2").focus()
    await desk.press("Delete")
    await expect(desk.option("reference2")).to_contain_text("Choose or drop a file")
    await desk.press("Backspace")
    await expect(desk.option("reference2")).to_have_count(0)
    await desk.press("Tab")
    await desk.type("waves between them")
    await desk.press("Enter", "Enter")
    await room.picture("waves between them")


async def test_arrows_walk_the_list_around_its_ends(desk):
    await desk.type("/")
    await expect(desk.rows.first).to_be_visible()
    first, last = await desk.active.text_content(), await desk.rows.last.text_content()
    assert first != last
    await desk.press("ArrowUp")
    await expect(desk.active).to_have_text(last or "")
    await desk.press("ArrowDown")
    await expect(desk.active).to_have_text(first or "")


async def test_backspace_leads_out_of_an_option_and_then_out_of_the_command(desk):
    await desk.command("imagine")
    await desk.press("Tab")
    await desk.type("fox")
    await desk.press("Tab")
    await desk.type("model")
    await desk.press("Enter")
    await expect(desk.option("model")).to_be_focused()
    await desk.press("Backspace")
    await expect(desk.option("model")).to_have_count(0)
    await expect(desk.option("prompt")).to_be_focused()
    await desk.press("Backspace", "Backspace", "Backspace")
    await expect(desk.option("prompt")).to_have_value("")
    await desk.press("Backspace", "Backspace")
    await expect(desk.box).to_have_value("/imagine")
    await expect(desk.box).to_be_focused()
    await expect(desk.rows).to_have_count(1)


async def test_escape_closes_the_list_then_the_command_and_the_up_arrow_brings_it_back(desk):
    await desk.command("imagine")
    await desk.press("Tab")
    await desk.type("an owl")
    await desk.press("Tab")
    await expect(desk.rows.first).to_be_visible()
    await desk.press("Escape")
    await expect(desk.rows).to_have_count(0)
    await expect(desk.option("prompt")).to_have_value("an owl")
    await desk.press("Escape")
    await expect(desk.box).to_be_focused()
    await expect(desk.box).to_have_value("")
    await desk.press("ArrowUp")
    await expect(desk.option("prompt")).to_have_value("an owl")


async def test_an_unknown_command_or_option_is_not_sent(demo, desk):
    await desk.type("/nothing")
    await expect(desk.page.get_by_text("No command here fits.")).to_be_visible()
    await desk.press("Enter")
    await expect(desk.help).to_have_text("There is no such command here.")
    await desk.box.fill("/credits now")
    await desk.press("Enter")
    await expect(desk.help).to_contain_text("There is no option “now”.")
    assert not await demo.call("GET", "messages?as=member&channel=images")


async def test_a_person_sees_the_commands_offered_to_them_there(room, desk):
    await desk.type("/quota")
    await expect(desk.page.get_by_text("No command here fits.")).to_be_visible()
    await room.be("Noor")
    await desk.box.fill("/quota")
    await expect(desk.rows.first).to_contain_text("/quota")


async def test_a_message_mentions_and_answers(room, desk):
    await desk.box.fill("good morning")
    await desk.press("Enter")
    await room.message("good morning").click(button="right")
    await desk.page.get_by_role("menuitem", name="Reply").click()
    await expect(desk.page.get_by_text("Replying to Mira")).to_be_visible()
    await desk.type("hello @so")
    await expect(desk.active).to_contain_text("Sol")
    await desk.press("Tab", "Enter")
    answer = room.message("hello")
    await expect(answer).to_contain_text("@Sol")
    await expect(answer).to_contain_text("good morning")
    await expect(desk.page.get_by_text("Replying to Mira")).to_be_hidden()


async def test_a_command_nobody_answers_is_told_and_stands_there_again(demo, room, desk):
    await demo.call("POST", "demo/bot/kill")
    await desk.command("imagine")
    await desk.type("a lost fox")
    await desk.press("Enter", "Enter")
    await expect(room.page.locator("#toasts")).to_contain_text("did not respond")
    await expect(desk.option("prompt")).to_have_value("a lost fox")


async def test_the_prompt_can_be_written_in_a_window(room, desk):
    await desk.command("imagine")
    await desk.press("Enter")
    field = desk.window.get_by_label("Your prompt")
    await expect(field).to_be_focused()
    await desk.window.get_by_role("button", name="Submit").click()
    await expect(desk.window).to_contain_text("Fill this in.")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.fill("a quiet harbour")
    await expect(desk.window).to_contain_text("15/4000")
    await desk.press("Escape")
    await expect(desk.window).to_contain_text("Press Esc again")
    await desk.window.get_by_role("button", name="Submit").click()
    await room.picture("a quiet harbour")
    await expect(desk.window).to_have_count(0)
    await desk.type("and then")
    await expect(desk.box).to_have_value("and then")
