"""Handing over: by the interaction, in the channel, in person; small enough; seen by whom it may."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.guild import Nsfw
from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Json, Stage, Start

SLOW = "a slow fox [[seconds: 300]]"
#: Longer than an interaction token lives.
QUARTER_HOUR = 15 * 60 + 1


async def _late(stage: Stage, **more) -> Json:
    """A job whose interaction dies before its picture is made."""
    asked = await stage.discord.imagine(SLOW, **more)
    await stage.gateway.wait(jobs=1)
    await stage.discord.expire(asked["id"])
    return asked


async def test_a_picture_arrives_in_the_channel_when_the_interaction_has_died(stage: Stage):
    asked = await _late(stage)
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel")
    posted = await stage.discord.wait_message("slow fox", channel="images", files=1)
    assert posted["id"] == str(job.delivered_message_id) != asked["original_id"]
    assert posted["pinged"] == [str(job.origin.user_id)]
    old = await stage.discord.wait_message("Your picture is here", id=asked["original_id"])
    assert posted["id"] in old["text"]


async def test_the_status_goes_on_when_the_interaction_has_died(stage: Stage):
    asked = await _late(stage)
    await stage.discord.wait_log(r"/channels/\d+/messages/\d+$", method="PATCH", status=200)
    await stage.gateway.finish_all()
    await stage.ended(asked)


async def test_a_token_known_to_be_old_is_not_even_tried(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    await stage.discord.wait_log("@original", method="PATCH", count=1)
    before = len(await stage.discord.log("@original"))
    stage.clock.skip(QUARTER_HOUR)
    job = await stage.ended(asked)
    assert job.failure_code == "deadline_exceeded"
    await stage.discord.wait_message("longer than I am allowed", id=asked["original_id"])
    assert len(await stage.discord.log("@original")) == before


async def test_it_is_sent_in_person_when_the_channel_is_gone(stage: Stage):
    asked = await _late(stage)
    await stage.discord.change_channel("images", "delete")
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "dm")
    received = await stage.discord.messages("dm")
    assert len(received[-1]["files"]) == 1


async def test_a_picture_nobody_can_be_given_is_kept_and_said_to_be(stage: Stage):
    # Its gateway sends the picture itself, and shows it nowhere.
    asked = await _late(stage, model="gpt-image-2-x")
    await stage.discord.dms("member", open_=False)
    await stage.discord.permissions("images", "bot", deny=["ATTACH_FILES"])
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert job.state is JobState.UNDELIVERABLE
    told = await stage.discord.wait_message("it is kept safe", channel="images")
    assert job.error_id in told["text"]
    assert "`/history`" in told["text"]
    assert await stage.used(STUDIO) == [2, 2]
    kept = await stage.app.store.pictures.of(job.id)
    assert len(kept) == 1


async def test_a_picture_over_the_limit_is_encoded_anew(stage: Stage):
    limit = 60_000
    await stage.discord.settings(advertised_upload_limit=limit, enforced_upload_limit=limit)
    asked = await stage.discord.imagine("a detailed town", resolution="2k")
    job = await stage.ended(asked)
    assert job.origin.upload_limit == limit
    card = await stage.discord.wait_message("detailed town", id=asked["original_id"], files=1)
    data = await stage.discord.download(card["files"][0]["url"])
    assert len(data) <= limit
    assert card["files"][0]["filename"] == f"{job.id}-0.webp"
    assert Image.open(BytesIO(data)).format == "WEBP"
    assert (await stage.discord.standing())["refusals"] == []


async def test_when_the_limit_named_was_not_the_real_one_it_is_made_smaller_still(stage: Stage):
    await stage.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=60_000)
    asked = await stage.discord.imagine("a detailed town", resolution="2k")
    job = await stage.ended(asked)
    assert job.state is JobState.DONE
    card = await stage.discord.wait_message("detailed town", id=asked["original_id"], files=1)
    assert len(await stage.discord.download(card["files"][0]["url"])) <= 60_000
    assert {each["code"] for each in (await stage.discord.standing())["refusals"]} == {40005}


async def test_pictures_that_do_not_fit_together_come_one_by_one(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="3000")
    await stage.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=12_000)
    asked = await stage.discord.imagine("two detailed towns", count=2)
    job = await stage.ended(asked)
    assert job.state is JobState.DONE
    card = await stage.discord.message(asked["original_id"])
    assert [each["filename"] for each in card["files"]] == [f"{job.id}-0.webp"]
    more = [each for each in await stage.discord.messages() if each["id"] != card["id"]]
    assert [[file["filename"] for file in each["files"]] for each in more] == [[f"{job.id}-1.webp"]]


@pytest.mark.parametrize(
    ("channel", "verdict", "unrated", "hidden"),
    [
        ("images", "true", "false", True),
        ("after-dark", "true", "false", False),
        ("images", "absent", "false", False),
        ("images", "absent", "true", True),
    ],
)
async def test_a_flagged_picture_is_hidden_where_it_should_be(
    start: Start, channel, verdict, unrated, hidden
):
    stage = await start(SPOILER_UNRATED=unrated)
    asked = await stage.discord.imagine(f"a fox [[nsfw: {verdict}]] [[raw: on]]", channel=channel)
    job = await stage.ended(asked)
    card = await stage.discord.wait_message("a fox", id=asked["original_id"], files=1)
    assert card["files"][0]["filename"].startswith("SPOILER_") == hidden
    assert ('"spoiler": true' in json.dumps(card["message"]["components"])) == hidden
    assert job.state is JobState.DONE


async def test_after_a_long_wait_one_reply_pings_who_asked_and_nobody_else(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="5")
    asked = await stage.discord.imagine("a fox <@1100000000000000012> [[seconds: 2]]")
    job = await stage.ended(asked)
    pings = [each for each in await stage.discord.messages() if each["pinged"]]
    assert [each["pinged"] for each in pings] == [[str(job.origin.user_id)]]
    assert asked["original_id"] in pings[0]["text"]


async def test_after_a_short_wait_nobody_is_pinged(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="3000")
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    assert len(await stage.discord.messages()) == 1


async def test_a_card_somebody_deleted_does_not_lose_the_picture(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    await stage.discord.delete_message(asked["original_id"])
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel")
    await stage.discord.wait_message("slow fox", channel="images", files=1)


async def test_a_failure_is_told_even_when_its_card_is_gone(stage: Stage):
    asked = await stage.discord.imagine("a fox [[fault: content_policy_violation@task]] [[seconds: 300]]")
    await stage.gateway.wait(jobs=1)
    await stage.discord.delete_message(asked["original_id"])
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert job.error_id is not None
    told = await stage.discord.wait_message(job.error_id, channel="images")
    assert "safety rules" in told["text"]
    assert told["pinged"] == [str(job.origin.user_id)]


async def test_discord_away_for_a_while_delays_a_picture_and_does_not_double_it(stage: Stage):
    await stage.discord.fault("drop-after", "@original", method="PATCH", times=1)
    asked = await stage.discord.imagine("a fox")
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "original")
    assert len(await stage.discord.messages()) == 1
    assert (await stage.gateway.jobs())[0]["submits"] == 1


#: What happens to a place before the picture is made, where the picture then goes while the interaction
#: lives, and where once it is dead.
LOST = {
    "deleted channel": (("delete",), "dm", "dm"),
    "no permission to write": (("SEND_MESSAGES",), "original", "dm"),
    "no permission to see it": (("VIEW_CHANNEL",), "original", "dm"),
    "archived thread": (("archive",), "channel", "channel"),
    "locked thread": (("lock",), "dm", "dm"),
    "locked and archived thread": (("lock", "archive"), "dm", "dm"),
}


@pytest.mark.parametrize("lives", [True, False], ids=["alive", "dead"])
@pytest.mark.parametrize("lost", LOST)
async def test_a_lost_place_does_not_lose_the_picture(stage: Stage, lost: str, lives: bool):
    happens, alive, dead = LOST[lost]
    channel = await stage.discord.thread("images", "foxes") if "thread" in lost else "images"
    asked = await stage.discord.imagine(SLOW, channel=channel)
    await stage.gateway.wait(jobs=1)
    for each in happens:
        if each.isupper():
            await stage.discord.permissions(channel, "bot", deny=[each])
        else:
            await stage.discord.change_channel(channel, each)
    if not lives:
        await stage.discord.expire(asked["id"])
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, alive if lives else dead)
    where = "dm" if job.delivery_path == "dm" else channel
    shown = [each for each in await stage.discord.messages(where) if each["files"]]
    assert len(shown) == 1
    assert await stage.used(STUDIO) == [2, 2]


async def test_a_closed_direct_conversation_keeps_the_picture_for_history(stage: Stage):
    asked = await _late(stage, channel="dm", model="gpt-image-2-x")
    await stage.discord.dms("member", open_=False)
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.UNDELIVERABLE
    album = await stage.discord.slash("history")
    await stage.discord.wait_message("could not post this one", id=album["original_id"], files=1)


@pytest.mark.parametrize("unsafe", [True, False])
async def test_where_nothing_can_be_attached_there_is_a_link(stage: Stage, unsafe: bool):
    prompt = f"{SLOW} two foxes [[nsfw: {str(unsafe).lower()}]] [[raw: on]]"
    asked = await stage.discord.imagine(prompt, count=2)
    await stage.gateway.wait(jobs=2)
    await stage.discord.expire(asked["id"])
    await stage.discord.dms("member", open_=False)
    await stage.discord.permissions("images", "bot", deny=["ATTACH_FILES"])
    # The answer is lost: it is looked for before it is sent again.
    await stage.discord.fault("drop-after", r"/channels/\d+/messages$", method="POST", skip=1)
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel_link")
    (posted,) = [each for each in await stage.discord.messages() if "image service shows it" in each["text"]]
    links = re.findall(r"(\|\|)?\[Picture (\d)\]\((http[^)]+)\)", posted["text"])
    assert [(hides == "||", place) for hides, place, _ in links] == [(unsafe, "1"), (unsafe, "2")]
    for _, _, address in links:
        assert Image.open(BytesIO(await stage.discord.download(address))).size == (1024, 1024)
    moved = await stage.discord.wait_message("Your picture is here", id=asked["original_id"])
    assert posted["id"] in moved["text"]
    details = await stage.discord.press(posted["id"], "Details")
    await stage.discord.wait_message("1024×1024", id=details["original_id"])


async def test_a_limit_nothing_fits_under_leads_to_a_link_in_the_answer(stage: Stage):
    await stage.discord.settings(advertised_upload_limit=10_000_000, enforced_upload_limit=200)
    asked = await stage.discord.imagine("a detailed town")
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "original_link")
    card = await stage.discord.wait_message("image service shows it", id=asked["original_id"])
    assert card["files"] == []


async def test_a_withheld_picture_is_not_linked_to(stage: Stage):
    await stage.app.store.settings.change_guild(STUDIO, {"nsfw": Nsfw.WITHHOLD}, by=1)
    asked = await stage.discord.imagine(f"{SLOW} [[nsfw: true]] [[raw: on]]")
    await stage.gateway.wait(jobs=1)
    await stage.discord.fault("status", "@original", method="PATCH", status=413, times=99)
    await stage.discord.fault("status", r"/channels/\d+/messages$", method="POST", status=413, times=99)
    await stage.gateway.finish_all()
    assert (await stage.ended(asked)).state is JobState.UNDELIVERABLE
    assert "http" not in str([each["versions"] for each in await stage.discord.messages()])
