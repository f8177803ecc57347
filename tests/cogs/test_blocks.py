"""People who may not ask for pictures for a while, by moderators' word or after strikes."""

from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Stage
from tests.cogs.safely import MEMBER, MODERATOR, at_desk, decide, moderate, said, use_channels

REFUSED = "a fox [[fault: content_policy_violation@submit]]"


async def test_a_block_is_told_with_its_end_and_reason_and_expires(stage: Stage):
    await use_channels(stage, moderators="moderators")
    done = await moderate(stage, "block", member=MEMBER, duration="2h", reason="too much spam")
    assert f"<@{MEMBER}> may not ask for pictures until" in said(done)
    card = await at_desk(stage, "Blocked")
    assert "too much spam" in card["text"]
    refused = await stage.discord.imagine("a fox")
    for part in ("cannot ask for pictures", "<t:", "“too much spam”", "talk to a moderator"):
        assert part in said(refused)
    assert refused["response"]["flags"] & 64
    assert "too much spam" in said(await moderate(stage, "blocks"))
    assert (await stage.ended(await stage.discord.imagine("a fox", as_="second"))).state is JobState.DONE
    stage.clock.skip(2 * 3600)
    assert (await stage.ended(await stage.discord.imagine("a fox"))).state is JobState.DONE
    assert "Nobody is blocked" in said(await moderate(stage, "blocks"))


async def test_a_block_is_lifted_and_that_is_taken_back_once(stage: Stage):
    await moderate(stage, "block", member=MEMBER, duration="forever")
    assert "until a moderator lifts" in said(await stage.discord.imagine("a fox"))
    await moderate(stage, "unblock", member=MEMBER)
    assert "is not blocked here" in said(await moderate(stage, "unblock", member=MEMBER))
    log = await moderate(stage, "log")
    button = next(
        part["accessory"]["custom_id"]
        for part in log["response"]["components"][0]["components"]
        if part["type"] == 9
    )
    first = await stage.discord.press(log["original_id"], button, as_="moderator")
    assert "Undone" in said(first)
    assert "undone that already" in said(
        await stage.discord.press(log["original_id"], button, as_="moderator")
    )
    assert "cannot ask for pictures" in said(await stage.discord.imagine("a fox"))


async def test_the_second_of_two_moderators_reads_what_the_first_decided(stage: Stage):
    await use_channels(stage, moderators="moderators")
    assert "another block" not in said(await moderate(stage, "block", member=MEMBER, duration="forever"))
    options = {"member": MEMBER, "duration": "1h"}
    second = await stage.discord.slash("safety block", options, as_="owner", channel="moderators")
    instead = f"takes the place of another block: until a moderator lifts it, by <@{MODERATOR}>"
    assert instead in said(second)
    card = await at_desk(stage, instead)
    await stage.discord.press(card["id"], "Undo", as_="moderator")
    await at_desk(stage, "undone by", id=card["id"])
    assert "until a moderator lifts that" in said(await stage.discord.imagine("a fox"))


async def test_a_length_of_time_that_cannot_be_read_is_told(stage: Stage):
    assert "length of time" in said(await moderate(stage, "block", member=MEMBER, duration="soon"))
    offered = await stage.discord.autocomplete(
        "safety block", "duration", "1", options={"member": MEMBER}, as_="moderator", channel="moderators"
    )
    assert [each["value"] for each in offered] == ["1h", "12h", "1d"]


async def test_refusals_by_an_image_service_lead_to_a_block_that_can_be_undone(stage: Stage):
    await use_channels(stage, moderators="moderators", log="images")
    await decide(stage, strikes=2, strike_days=7, strike_block_hours=3)
    await stage.ended(await stage.discord.imagine(REFUSED))
    first = await stage.discord.wait_message("strike 1 of 2", as_="member", ephemeral=True)
    assert first["only_for"]
    assert "1 strike of 2" in said(await moderate(stage, "strikes", member=MEMBER))
    await stage.ended(await stage.discord.imagine(REFUSED))
    await stage.discord.wait_message("cannot ask for pictures", as_="member", ephemeral=True)
    for channel in ("moderators", "images"):
        card = await at_desk(stage, "Blocked after strikes", channel=channel)
        assert "by Inkling" in card["text"]
        assert "refused 2 requests within 7 days" in card["text"]
        assert "fox" not in card["text"]
    assert "Too many of your requests" in said(await stage.discord.imagine("an owl"))
    await stage.discord.press((await at_desk(stage, "Blocked after strikes"))["id"], "Undo", as_="moderator")
    await at_desk(stage, "undone by")
    await at_desk(stage, "undone by", channel="images")
    assert (await stage.ended(await stage.discord.imagine("an owl"))).state is JobState.DONE
    # What led to a block does not count again.
    await stage.ended(await stage.discord.imagine(REFUSED))
    await stage.discord.wait_message("strike 1 of 2", as_="member", ephemeral=True, count=2)


async def test_before_moderators_choose_a_block_strikes_are_only_told(stage: Stage):
    await use_channels(stage, moderators="moderators", log="images")
    for _ in range(5):
        await stage.ended(await stage.discord.imagine(REFUSED))
    await stage.discord.wait_message("strike 5 of 5 .* The moderators see", as_="member", ephemeral=True)
    for channel in ("moderators", "images"):
        card = await at_desk(stage, "Many strikes", channel=channel)
        assert f"refused 5 requests of <@{MEMBER}>. Nobody is blocked" in card["text"]
        assert "Undo" not in card["text"]
    assert (await stage.ended(await stage.discord.imagine("an owl"))).state is JobState.DONE


async def test_strikes_are_cleared_by_moderators(stage: Stage):
    await decide(stage, strikes=2)
    await stage.ended(await stage.discord.imagine(REFUSED))
    panel = await moderate(stage, "strikes", member=MEMBER)
    cleared = await stage.discord.press(panel["original_id"], "Clear them", as_="moderator")
    assert "0 strikes of 2" in said(cleared)
    assert "does not count any more" in said(cleared)
    await stage.ended(await stage.discord.imagine(REFUSED))
    assert await stage.app.store.safety.blocks.of(STUDIO, int(MEMBER)) is None


async def test_other_failures_are_no_strikes(stage: Stage):
    await decide(stage, strikes=1)
    await stage.ended(await stage.discord.imagine("a fox [[fault: invalid_request@submit]]"))
    assert (await stage.ended(await stage.discord.imagine("a fox"))).state is JobState.DONE
