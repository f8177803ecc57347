"""Being anyone: each person sees and presses only what is theirs."""

from playwright.async_api import expect


async def test_another_person_sees_only_what_that_person_may(demo, sit):
    room = await sit.down(person="moderator")
    await expect(room.channel("moderators")).to_be_visible()
    await room.be("Mira")
    await expect(room.channel("images")).to_be_visible()
    await expect(room.channel("moderators")).to_be_hidden()
    await room.be("Taro")
    await expect(room.channel("elsewhere")).to_be_visible()
    await expect(room.channel("images")).to_be_hidden()


async def test_whoever_may_not_see_the_open_channel_is_taken_elsewhere(demo, sit):
    room = await sit.down(person="moderator", channel="moderators")
    await demo.call("POST", "say", **{"as": "moderator"}, channel="moderators", text="between us")
    await expect(room.message("between us")).to_be_visible()
    await room.be("Sol")
    await expect(room.page.locator("#room")).not_to_contain_text("between us")
    await expect(room.page.locator("#room-head")).not_to_contain_text("moderators")


async def test_what_was_said_to_one_person_alone_stays_with_that_person(demo, sit):
    asked = await demo.imagine("an otter [[seconds: 600]]")
    card = await demo.shown(asked, "an otter")
    room = await sit.down(person="second")
    await room.message("an otter").get_by_role("button", name="Cancel").click()
    refusal = room.message("Only you can see this")
    await expect(refusal).to_be_visible()
    assert not (await demo.call("GET", f"messages/{card['id']}"))["deleted"]

    await room.be("Mira")
    await expect(room.message("an otter")).to_be_visible()
    await expect(refusal).to_have_count(0)

    await room.be("Sol")
    await refusal.get_by_role("button", name="Dismiss").click()
    await expect(refusal).to_have_count(0)


async def test_a_mention_of_one_person_is_marked_for_that_person(demo, sit):
    room = await sit.down(channel="after-dark")
    people = (await demo.call("GET", "world"))["people"]
    mira = next(one["id"] for one in people if one["key"] == "member")
    # The bot mentions nobody there, however long its pictures take.
    await demo.call("POST", "say", **{"as": "second"}, channel="no-files", text=f"look, <@{mira}>")
    await expect(room.channel("no-files")).to_contain_text("1")
    await room.enter("no-files")
    await expect(room.message("look, @Mira")).to_be_visible()
