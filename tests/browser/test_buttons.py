"""Buttons of the bot's messages."""

from playwright.async_api import expect


async def test_cancel_stops_the_job_and_the_card_says_so(demo, sit):
    room = await sit.down()
    asked = await demo.imagine("a heron [[seconds: 600]]")
    await demo.at_work("a heron")
    card = room.message("a heron")
    await card.get_by_role("button", name="Cancel").click()
    await expect(card).to_contain_text("ancelled")
    await expect(card.get_by_role("button", name="Cancel")).to_have_count(0)
    assert not (await demo.shown(asked, "ancelled"))["files"]


async def test_a_card_is_edited_in_place_and_keeps_the_focus(demo, sit):
    room = await sit.down()
    await demo.imagine("a bridge [[seconds: 600]]")
    cancel = room.message("a bridge").get_by_role("button", name="Cancel")
    await cancel.focus()
    await demo.at_work("a bridge")
    await expect(room.message("a bridge")).to_contain_text("Painting")
    await expect(cancel).to_be_focused()
    await expect(room.message("a bridge")).to_have_count(1)


async def test_a_press_while_the_bot_is_dead_is_told(demo, sit):
    room = await sit.down()
    await demo.imagine("a tram [[seconds: 600]]")
    await demo.at_work("a tram")
    await demo.call("POST", "demo/bot/kill")
    await room.message("a tram").get_by_role("button", name="Cancel").click()
    await expect(room.page.locator("#toasts")).to_contain_text("did not respond")
