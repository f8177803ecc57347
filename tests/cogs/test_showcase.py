"""What many like is shown once more, never to more eyes than before, and leaves with its source."""

import asyncio
import json
import re
from typing import Any

import pytest
from sqlalchemy import update

from bot.chat.words import showcase as words
from bot.domain.guild import Nsfw
from bot.domain.job import Job
from bot.store.schema import showcase
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.safely import MEMBER, at_desk, decide, use_channels
from tests.cogs.test_channels import item
from tests.cogs.test_places import decide as decide_channel
from tests.cogs.test_reports import report

#: Opened to the bot's files, it is the channel that shows; anybody sees it.
SHOWCASE, SHOWCASE_ID = "no-files", 1100000000000000105
AFTER_DARK, READ_ONLY = 1100000000000000102, 1100000000000000104
#: All but who asks.
OTHERS = ("second", "moderator", "owner")
DAY = 86_400


async def switch_on(stage: Stage, channel_id: int = SHOWCASE_ID, least: int = 3) -> None:
    await decide(stage, showcase_channel_id=channel_id, showcase_from=least)


@pytest.fixture
async def on(stage: Stage) -> Stage:
    """A showcase for what three members like."""
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await switch_on(stage)
    return stage


async def painted(stage: Stage, prompt: str = "a fox", **options: Any) -> tuple[Json, Job]:
    """A picture of the member's, and its job."""
    asked = await stage.discord.imagine(prompt, **options)
    job = await stage.ended(asked)
    return await stage.discord.message(asked["original_id"]), job


async def like(stage: Stage, message: Json, *people: str) -> None:
    """They press at the same moment."""
    pressing = (stage.discord.press(message["id"], "Favourite", as_=person) for person in people)
    for pressed in await asyncio.gather(*pressing):
        # One of them reads German.
        assert re.search("favou?rite?", pressed["response"]["content"], re.IGNORECASE)


async def settled(stage: Stage) -> None:
    """Until nothing is left to be done now."""
    await stage.bot.showcase.work()


async def shown(stage: Stage, channel: str = SHOWCASE) -> list[Json]:
    """What is in the showcase."""
    await settled(stage)
    posted = await stage.discord.messages(channel, as_="owner")
    return [each for each in posted if not each["deleted"] and not each["ephemeral"]]


async def rows(stage: Stage) -> list[Any]:
    async with stage.app.store.database.read() as tx:
        return list((await tx.execute(showcase.select())).mappings())


async def test_what_three_others_like_is_shown_once_with_credit_and_the_way_back(on: Stage):
    message, job = await painted(on)
    await like(on, message, "member", *OTHERS[:2])
    assert await shown(on) == []
    await like(on, message, "owner")
    card = await on.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    assert f"by <@{MEMBER}>" in card["text"]
    assert card["pinged"] == []
    wire = json.dumps(card["message"]["components"])
    assert f"https://discord.com/channels/{STUDIO}/{job.origin.channel_id}/{message['id']}" in wire
    assert '"description": "a fox"' in wire
    for label in ("Favourite", "Open the original", "Report"):
        assert label in card["text"]
    (picture,) = await on.app.store.pictures.of(job.id)
    assert (
        await on.discord.download(card["files"][0]["url"])
        == (on.bot.results.images_dir / picture.path).read_bytes()
    )

    again = await on.discord.press(card["id"], "Favourite", as_="owner")
    assert "No longer" in again["response"]["content"]
    await like(on, card, "owner")
    details = await on.discord.press(message["id"], "Details", as_="owner")
    assert "4 favourites" in str(details["response"])
    assert [each["id"] for each in await shown(on)] == [card["id"]]
    about = await on.discord.slash("privacy show")
    assert "1 picture in a showcase" in str(about["response"])


async def test_of_many_who_press_at_once_it_is_shown_once(on: Stage):
    await switch_on(on, least=1)
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    assert len(await shown(on)) == 1
    posts = await on.discord.log(f"/channels/{SHOWCASE_ID}/messages$", method="POST")
    assert len(posts) == 1


async def by_its_button(stage: Stage, message: Json, job: Job) -> None:
    pressed = await stage.discord.press(message["id"], "Delete")
    await stage.discord.press(pressed["original_id"], "Delete")


async def by_moderators(stage: Stage, message: Json, job: Job) -> None:
    (card,) = await shown(stage)
    await report(stage, card)
    await stage.discord.press(
        (await at_desk(stage, "Reported picture", files=1))["id"], "Delete", as_="moderator"
    )
    await stage.discord.wait_deleted(message["id"])


async def by_privacy(stage: Stage, message: Json, job: Job) -> None:
    asked = await stage.discord.slash("privacy delete")
    await stage.discord.press(asked["original_id"], "Delete everything")


async def by_hand_before_a_press(stage: Stage, message: Json, job: Job) -> None:
    (card,) = await shown(stage)
    await stage.discord.delete_message(message["id"])
    stage.clock.skip(3601)
    await like(stage, card, "member")


async def by_hand_a_day_ago(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.delete_message(message["id"])
    stage.clock.skip(DAY)
    await settled(stage)


async def with_its_channel(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.change_channel("images", "delete")
    stage.clock.skip(DAY)
    await settled(stage)


async def by_being_unlisted(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.slash("privacy unlisted", {"on": True})


@pytest.mark.parametrize(
    "goes",
    [
        by_its_button,
        by_moderators,
        by_privacy,
        by_hand_before_a_press,
        by_hand_a_day_ago,
        with_its_channel,
        by_being_unlisted,
    ],
)
async def test_what_goes_at_its_source_goes_from_the_showcase(on: Stage, goes: Any):
    await use_channels(on, moderators="moderators")
    message, job = await painted(on)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    await goes(on, message, job)
    await on.discord.wait_deleted(card["id"])
    await settled(on)
    assert await rows(on) == []


async def test_what_is_still_there_stays_whatever_it_loses(on: Stage):
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    await like(on, message, *OTHERS)
    on.clock.skip(DAY)
    assert [each["id"] for each in await shown(on)] == [card["id"]]
    (row,) = await rows(on)
    assert row["due_at"] > on.clock.wall_ms()


async def test_nothing_private_unlisted_withheld_or_forgotten_is_shown(on: Stage):
    secret, _ = await painted(on, "my secret", private=True)
    refused = await on.discord.press(secret["id"], "Favourite")
    assert "favourite" in refused["response"]["content"]
    await decide(on, nsfw=Nsfw.WITHHOLD)
    withheld, _ = await painted(on, "an owl [[nsfw: true]] [[raw: on]]")
    await like(on, withheld, *OTHERS)
    # Deciding otherwise afterwards does not show what nobody saw.
    await decide(on, nsfw=Nsfw.SPOILER)
    await like(on, withheld, "owner", "owner")
    open_, _ = await painted(on)
    await on.discord.slash("privacy unlisted", {"on": True})
    await like(on, open_, *OTHERS)
    assert await shown(on) == []
    assert await rows(on) == []
    # Once they want to be seen again, the next favourite shows it.
    await on.discord.slash("privacy unlisted", {"on": False})
    await like(on, open_, "owner", "owner")
    assert len(await shown(on)) == 1


async def test_nothing_leaves_a_channel_for_one_that_more_people_see(on: Stage):
    dark, _ = await painted(on, "a bat", channel="after-dark")
    hidden, _ = await painted(on, "a plan", channel="moderators", as_="moderator")
    await on.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await like(on, dark, *OTHERS)
    await switch_on(on, least=1)
    await like(on, hidden, "owner")
    assert await shown(on) == []
    await on.discord.change_channel(SHOWCASE, "restrict")
    await like(on, dark, "owner", "owner")
    assert ["a bat" in each["text"] for each in await shown(on)] == [True]
    # Nor is it shown where it was made.
    there, _ = await painted(on, "a moth", channel=SHOWCASE)
    await like(on, there, "owner")
    assert len([each for each in await shown(on) if "moth" in each["text"]]) == 1


async def test_a_spoiler_at_the_source_is_one_in_the_showcase(on: Stage):
    await decide_channel(on, auto_spoiler=True)
    message, _ = await painted(on)
    await decide_channel(on, auto_spoiler=False)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    assert card["files"][0]["filename"].startswith("SPOILER_")
    assert '"spoiler": true' in json.dumps(card["message"]["components"])


@pytest.mark.parametrize("posted", [False, True])
async def test_what_a_crash_left_between_intent_and_result_is_shown_once(start: Start, posted: bool):
    stage = await start()
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await switch_on(stage, READ_ONLY if not posted else SHOWCASE_ID)
    message, job = await painted(stage)
    await like(stage, message, *OTHERS)
    await settled(stage)
    async with stage.app.store.database.write() as tx:
        # Where nothing could be posted, the channel was another.
        left = {"message_id": None, "told_at": None, "channel_id": SHOWCASE_ID}
        await tx.execute(update(showcase).values(left | {"due_at": 0}))
    await switch_on(stage)
    await stage.stop()
    # Discord forgets a nonce within minutes.
    await stage.discord.advance(3600)
    stage = await start()
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    cards = await shown(stage)
    (row,) = await rows(stage)
    assert [(row["job_id"], row["message_id"])] == [(job.id, int(card["id"])) for card in cards]


async def test_what_a_crash_left_to_be_taken_away_is_taken_away(start: Start):
    stage = await start()
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await switch_on(stage)
    message, job = await painted(stage)
    await like(stage, message, *OTHERS)
    (card,) = await shown(stage)
    await stage.app.store.showcase.withdraw(job.id)
    async with stage.app.store.database.write() as tx:
        await tx.execute(update(showcase).values(message_id=None))
    await stage.stop()
    stage = await start()
    await stage.discord.wait_deleted(card["id"])


async def test_moderators_are_told_once_what_is_missing_and_it_is_shown_once_that_is_mended(stage: Stage):
    await use_channels(stage, moderators="moderators")
    await switch_on(stage, least=1)
    for prompt in ("a fox", "an owl"):
        message, _ = await painted(stage, prompt)
        await like(stage, message, "owner")
        await settled(stage)
    told = await stage.discord.messages("moderators", as_="moderator")
    assert [each["text"].splitlines()[0] for each in told] == [words.STUCK()]
    assert f"In <#{SHOWCASE_ID}> I cannot show favourites: allow me **Attach Files**" in told[0]["text"]
    checked = await stage.discord.slash("setup check", as_="moderator")
    await stage.discord.wait_message("I cannot show favourites", id=checked["original_id"], loading=False)
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)
    await stage.discord.wait_message("an owl", channel=SHOWCASE, files=1)
    assert len(await shown(stage)) == 2
    assert await stage.discord.log(f"/channels/{SHOWCASE_ID}/messages$", method="POST", status=403) == []
    await stage.discord.permissions(SHOWCASE, "bot", deny=["ATTACH_FILES"])
    message, _ = await painted(stage, "a moth")
    await like(stage, message, "owner")
    await settled(stage)
    assert len(await stage.discord.messages("moderators", as_="moderator")) == 2


async def test_what_waits_goes_to_the_channel_that_is_chosen_instead_of_a_deleted_one(stage: Stage):
    await use_channels(stage, moderators="moderators")
    await switch_on(stage, least=1)
    await stage.discord.change_channel("hidden", "delete")
    await switch_on(stage, 1100000000000000106, least=1)
    message, _ = await painted(stage)
    await like(stage, message, "owner")
    await at_desk(stage, "was deleted on Discord")
    panel = await opened(stage)
    assert "was deleted on Discord" in panel["text"]
    assert "1 picture waits to be shown" in panel["text"]
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await stage.discord.choose(panel["id"], item(panel, "showcase:channel"), [SHOWCASE], as_="moderator")
    await stage.discord.wait_message("a fox", channel=SHOWCASE, files=1)


async def test_a_post_whose_answer_was_lost_is_not_made_again(on: Stage):
    message, _ = await painted(on)
    fault = await on.discord.fault("drop-after", f"channels/{SHOWCASE_ID}/messages", method="POST", times=5)
    await like(on, message, *OTHERS)
    await on.discord.wait_fault(fault)
    # Discord forgets a nonce within minutes.
    await on.discord.advance(3600)
    await on.bot.showcase.try_again()
    (card,) = await shown(on)
    (row,) = await rows(on)
    assert row["message_id"] == int(card["id"])


async def test_what_discord_refuses_for_a_reason_of_its_own_is_told_and_tried_again(on: Stage):
    await use_channels(on, moderators="moderators")
    body = {"code": 50013, "message": "Missing Permissions"}
    await on.discord.fault("status", f"channels/{SHOWCASE_ID}/messages", method="POST", status=403, body=body)
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    await at_desk(on, "Discord does not let me show favourites")
    assert await shown(on) == []
    await on.bot.showcase.try_again(STUDIO)
    assert len(await shown(on)) == 1


async def test_what_was_made_in_a_thread_is_shown_and_leads_back_there(on: Stage):
    thread = await on.discord.thread("images", "foxes")
    message, _ = await painted(on, channel=thread)
    # The bot keeps no thread in mind that was put away.
    await on.discord.change_channel(thread, "archive")
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    assert f"/{thread}/{message['id']}" in json.dumps(card["message"]["components"])


async def test_pictures_that_discord_finds_too_large_are_made_to_fit(on: Stage):
    message, _ = await painted(on, "two detailed towns", count=2)
    await on.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=40_000)
    await like(on, message, *OTHERS)
    card = await on.discord.wait_message("two detailed towns", channel=SHOWCASE, files=2, timeout=40)
    assert all(file["size"] <= 40_000 for file in card["files"])


async def opened(stage: Stage, as_: str = "moderator") -> Json:
    asked = await stage.discord.slash("setup showcase", as_=as_)
    assert asked["response"]["flags"] & 64
    return await stage.discord.message(asked["original_id"])


async def test_moderators_switch_it_on_shape_it_and_switch_it_off(start: Start):
    stage = await start()
    message, _ = await painted(stage)
    await like(stage, message, *OTHERS[:2])
    panel = await opened(stage)
    assert words.OFF_NOW() in panel["text"]
    assert "that would have been 0 pictures" in panel["text"]
    await stage.discord.choose(panel["id"], item(panel, "showcase:channel"), [SHOWCASE], as_="moderator")
    panel = await stage.discord.message(panel["id"])
    for part in (
        f"what 3 members mark is shown in <#{SHOWCASE_ID}>",
        "I cannot show favourites: allow me **Attach Files**",
        "Saved.",
    ):
        assert part in panel["text"]
    await stage.stop()
    stage = await start()
    await stage.discord.choose(panel["id"], item(panel, "showcase:from"), ["2"], as_="moderator")
    panel = await stage.discord.message(panel["id"])
    assert "what 2 members mark" in panel["text"]
    assert "that would have been 1 picture at most" in panel["text"]
    settings = (await stage.app.store.settings.guild(STUDIO)).settings
    assert (settings.showcase_channel_id, settings.showcase_from) == (SHOWCASE_ID, 2)
    await stage.discord.press(panel["id"], "Switch off", as_="moderator")
    panel = await stage.discord.message(panel["id"])
    assert words.OFF_NOW() in panel["text"]
    assert (await stage.app.store.settings.guild(STUDIO)).settings.showcase_channel_id is None
    history = await stage.discord.slash("setup history", as_="moderator")
    said = (await stage.discord.message(history["original_id"]))["text"]
    assert f"**showcase channel**: <#{SHOWCASE_ID}> → none" in said
    assert "setup" not in [each["name"] for each in await stage.discord.commands(as_="member")]
