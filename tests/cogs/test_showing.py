"""What is hidden, withheld, and opened a thread on, as moderators decided."""

import json

import pytest

from bot.domain.guild import Nsfw
from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Json, Stage
from tests.cogs.test_places import PEOPLE, decide

UNSAFE = "a fox [[nsfw: true]] [[raw: on]]"


async def _withhold(stage: Stage) -> None:
    await stage.app.store.settings.change_guild(STUDIO, {"nsfw": Nsfw.WITHHOLD}, by=PEOPLE["moderator"])


async def _card(stage: Stage, asked: Json, text: str) -> Json:
    await stage.ended(asked)
    return await stage.discord.wait_message(text, id=asked["original_id"])


async def test_a_channel_can_hide_every_picture(stage: Stage):
    await decide(stage, auto_spoiler=True)
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    card = await stage.discord.wait_message("a fox", id=asked["original_id"], files=1)
    assert card["files"][0]["filename"].startswith("SPOILER_")
    assert '"spoiler": true' in json.dumps(card["message"]["components"])


async def test_a_withheld_picture_is_shown_to_its_requester_alone(stage: Stage):
    await _withhold(stage)
    asked = await stage.discord.imagine(UNSAFE)
    card = await _card(stage, asked, "1 picture is not shown here")
    assert card["files"] == []
    refused = await stage.discord.press(card["id"], "Show me alone", as_="moderator")
    assert "Only the person who asked" in refused["response"]["content"]
    pressed = await stage.discord.press(card["id"], "Show me alone")
    shown = await stage.discord.wait_message(id=pressed["original_id"], files=1)
    assert shown["ephemeral"]
    assert shown["only_for"] == str(PEOPLE["member"])


async def test_a_withheld_picture_that_is_gone_is_said_to_be(stage: Stage):
    await _withhold(stage)
    asked = await stage.discord.imagine(UNSAFE)
    card = await _card(stage, asked, "not shown here")
    job = await stage.job_of(asked)
    await stage.app.store.pictures.remove(job.id, at=1)
    pressed = await stage.discord.press(card["id"], "Show me alone")
    assert "no longer have" in pressed["response"]["content"]


async def test_it_is_neither_posted_twice_nor_lost_when_its_answer_is(stage: Stage):
    await _withhold(stage)
    asked = await stage.discord.imagine(f"{UNSAFE} [[seconds: 300]]")
    await stage.gateway.wait(jobs=1)
    await stage.discord.expire(asked["id"])
    await stage.discord.fault("drop-after", r"/channels/\d+/messages$", method="POST", times=1)
    await stage.gateway.finish_all()
    job = await stage.ended(asked)
    assert (job.state, job.delivery_path) == (JobState.DONE, "channel")
    posted = [each for each in await stage.discord.messages() if "not shown here" in each["text"]]
    assert len(posted) == 1


@pytest.mark.parametrize("place", ["after-dark", "images"])
async def test_the_age_restriction_and_the_channels_own_word_decide(stage: Stage, place):
    await _withhold(stage)
    restricted = 1100000000000000102
    await decide(stage)
    await decide(stage, restricted, allow_nsfw=place == "images")
    asked = await stage.discord.imagine(UNSAFE, channel="after-dark")
    await stage.ended(asked)
    card = await stage.discord.message(asked["original_id"])
    assert ("not shown here" in card["text"]) == (place == "after-dark")


async def test_a_thread_is_opened_on_the_result(stage: Stage):
    await decide(stage, thread_per_result=True)
    asked = await stage.discord.imagine("a fox in a very red coat")
    job = await stage.ended(asked)
    card = await stage.discord.message(asked["original_id"])
    assert card["message"]["thread"]["name"] == "a fox in a very red coat"
    assert card["message"]["thread"]["id"] == str(job.delivered_message_id)
    inside = await stage.discord.imagine("an owl", channel=card["message"]["thread"]["id"])
    await stage.ended(inside)
    assert len(await stage.discord.log("/threads$")) == 1


async def test_where_the_bot_may_open_no_thread_the_picture_comes_without(stage: Stage):
    await decide(stage, thread_per_result=True)
    await stage.discord.permissions("images", "bot", deny=["CREATE_PUBLIC_THREADS"])
    asked = await stage.discord.imagine("a fox")
    assert (await stage.ended(asked)).state is JobState.DONE
    assert await stage.discord.log("/threads$") == []
    assert (await stage.discord.standing())["refusals"] == []


async def test_a_thread_that_cannot_be_opened_harms_nothing(stage: Stage):
    await decide(stage, thread_per_result=True)
    await stage.discord.fault(
        "status", "/threads$", method="POST", status=403, body={"code": 50013, "message": "no"}
    )
    asked = await stage.discord.imagine("a fox")
    assert (await stage.ended(asked)).state is JobState.DONE


async def test_nothing_else_shows_a_withheld_picture_to_others(stage: Stage):
    await _withhold(stage)
    asked = await stage.discord.imagine(UNSAFE)
    card = await _card(stage, asked, "not shown here")
    refused = await stage.discord.press(card["id"], "Original file", as_="moderator")
    assert "Only the person who asked" in refused["response"]["content"]
    mine = await stage.discord.press(card["id"], "Original file")
    await stage.discord.wait_message(id=mine["original_id"], files=1)
