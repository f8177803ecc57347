"""Behind the curtain: what is shown there is what happened, and its switches do what they say."""

import re

import pytest
from playwright.async_api import expect


async def test_the_wire_shows_each_request_with_its_bucket_and_body(demo, sit):
    room = await sit.down()
    wire = await room.curtain("Wire")
    await demo.shown(await demo.imagine("a kite"), files=1)
    edit = wire.get_by_role("listitem").filter(has_text="messages/@original").first
    await expect(edit).to_contain_text(re.compile("PATCH.*200"))
    await edit.locator("summary").click()
    await expect(edit).to_contain_text(re.compile(r"bucket\s*\w+"))
    await expect(edit.locator("pre").nth(1)).to_contain_text("a kite")

    await wire.get_by_role("searchbox").fill("callback")
    await expect(edit).to_be_hidden()
    await expect(wire.get_by_role("listitem").filter(has_text="/callback").first).to_be_visible()


async def test_what_happened_before_the_drawer_opened_is_there_too(demo, sit):
    await demo.shown(await demo.imagine("a kite"), files=1)
    room = await sit.down()
    await expect((await room.curtain("Wire")).get_by_role("listitem")).not_to_have_count(0)
    events = await room.curtain("Events")
    await expect(events.get_by_role("listitem").filter(has_text="INTERACTION_CREATE").first).to_be_visible()


async def test_a_broken_rule_is_shown_in_red_with_its_request(demo, sit):
    room = await sit.down()
    wire = await room.curtain("Wire")
    await demo.break_a_rule()
    await expect(wire.get_by_role("region", name="Broken rules")).to_contain_text("Must be 2000 or fewer")
    row = wire.get_by_role("listitem").filter(has_text="400").first
    colours = [
        await part.evaluate("it => getComputedStyle(it).color") for part in (row, row.locator(".route"))
    ]
    assert colours[0] != colours[1]
    await demo.call("DELETE", "violations")


async def test_a_submit_that_fails_once_is_made_up_for(demo, sit):
    room = await sit.down()
    await room.switch("Next submit fails")
    await expect(await room.curtain()).to_contain_text("Waiting to strike")
    await demo.imagine("a comet")
    await room.picture("a comet")
    await expect(await room.curtain()).not_to_contain_text("Waiting to strike")


async def test_who_reads_german_and_who_is_on_a_german_server_is_answered_in_german(demo, sit):
    room = await sit.down()
    panel = await room.curtain()
    await panel.get_by_label("You read").select_option("Deutsch")
    await expect(panel.get_by_role("status")).to_contain_text("reads Deutsch")
    await demo.call("POST", "slash", **{"as": "member"}, channel="images", command="credits", options={})
    await expect(room.message("Du, auf diesem Server")).to_be_visible()
    await demo.imagine("a curlew [[seconds: 600]]")
    await expect(room.message("a curlew").get_by_role("button", name="Cancel")).to_be_visible()
    await panel.get_by_label("This server speaks").select_option("Deutsch")
    await expect(panel.get_by_role("status")).to_contain_text("speaks Deutsch")
    await demo.imagine("a teal [[seconds: 600]]")
    await expect(room.message("a teal").get_by_role("button", name="Abbrechen")).to_be_visible()


async def test_a_refused_picture_is_told_and_its_credits_given_back(demo, sit):
    room = await sit.down()
    await room.switch("Next picture is refused")
    await demo.imagine("a ghost")
    await expect(room.message("a ghost")).to_contain_text("safety rules")
    await expect((await room.curtain("Books")).get_by_role("row").nth(1)).to_contain_text("✓")
    books = await demo.call("GET", "demo/books")
    assert books["jobs"][0]["state"] == "failed"
    assert all(bucket["reserved"] + bucket["settled"] == bucket["used"] for bucket in books["buckets"])


async def test_a_gateway_that_is_down_comes_back_with_the_same_switch(demo, sit):
    room = await sit.down()
    await room.switch("Gateway down")
    down = (await room.curtain()).get_by_role("button", name="Gateway down")
    await expect(down).to_have_attribute("aria-pressed", "true")
    await demo.imagine("a well")
    await demo.call("GET", "demo/gateway/wait?submits=1&prompt=a well&timeout=20")
    await down.click()
    await expect(down).to_have_attribute("aria-pressed", "false")
    await room.picture("a well")


@pytest.mark.parametrize(
    ("switch", "bird"), [("Token expires now", "a swan"), ("Advance 15 minutes", "a rook")]
)
async def test_a_picture_finds_its_way_without_its_token(demo, sit, switch, bird):
    room = await sit.down()
    await demo.imagine(f"{bird} [[seconds: 600]]")
    await demo.at_work(bird)
    await room.switch(switch)
    await demo.finish()
    await room.picture(bird)


async def test_a_cut_connection_is_resumed(demo, sit):
    room = await sit.down()
    before = len(await demo.call("GET", "sessions"))
    await room.switch("Drop the connection")
    await expect((await room.curtain("Events")).get_by_text("connection lost").first).to_be_visible()
    await demo.connected()
    assert len(await demo.call("GET", "sessions")) == before


async def test_jobs_are_shown_and_ended_from_here(demo, sit):
    room = await sit.down()
    jobs = await room.curtain("Jobs")
    await demo.imagine("a barn [[seconds: 600]]")
    card = jobs.get_by_role("listitem").filter(has_text="a barn")
    await expect(card).to_contain_text("processing")
    await card.get_by_role("button", name="Finish now").click()
    await expect(card).to_contain_text("succeeded")
    await room.picture("a barn")


async def test_the_drawer_opens_and_closes_by_keyboard_alone(demo, sit):
    room = await sit.down()
    button = room.page.get_by_role("button", name="Behind the curtain")
    await button.focus()
    await room.page.keyboard.press("Enter")
    drawer = room.page.locator("#curtain")
    await expect(drawer.get_by_role("heading", name="Behind the curtain")).to_be_focused()
    await drawer.get_by_role("tab", name="Switches").focus()
    await room.page.keyboard.press("End")
    await expect(drawer.get_by_role("tabpanel", name="Books")).to_be_visible()
    await room.page.keyboard.press("ArrowRight")
    await expect(drawer.get_by_role("tab", name="Switches")).to_be_focused()
    await room.page.keyboard.press("Escape")
    await expect(drawer).to_be_hidden()
    await expect(button).to_be_focused()
