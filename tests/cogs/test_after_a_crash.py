"""What a crash left behind is looked for before anything is sent again."""

from dataclasses import replace

import pytest

from bot.chat.delivery import Way
from bot.domain.job import Job, JobState
from tests.cogs.conftest import Stage, Start

SLOW = "a slow fox [[seconds: 300]]"


async def _delivered(stage: Stage, **more) -> tuple[Job, Job]:
    """A job as it was while it ran, with its token, and as it ended."""
    asked = await stage.discord.imagine(SLOW, **more)
    await stage.gateway.wait(jobs=1)
    running = await stage.job_of(asked)
    await stage.gateway.finish_all()
    return running, await stage.ended(asked)


async def test_pictures_in_the_card_are_found_by_the_interaction(stage: Stage):
    running, done = await _delivered(stage)
    assert done.delivery_path == Way.ORIGINAL
    assert await stage.bot.front.find(running, Way.ORIGINAL) == done.delivered_message_id


async def test_pictures_in_the_card_are_found_in_the_channel_when_the_interaction_is_old(stage: Stage):
    running, done = await _delivered(stage)
    old = replace(running, origin=replace(running.origin, interaction_token=None))
    assert await stage.bot.front.find(old, Way.ORIGINAL) == done.delivered_message_id


async def test_a_card_without_pictures_is_not_taken_for_a_delivery(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    running = await stage.job_of(asked)
    for path in Way:
        assert await stage.bot.front.find(running, path) is None
    await stage.gateway.finish_all()
    await stage.ended(asked)


async def test_a_message_in_the_channel_is_found_among_others(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    await stage.discord.say("what a nice fox")
    await stage.discord.expire(asked["id"])
    running = await stage.job_of(asked)
    await stage.gateway.finish_all()
    done = await stage.ended(asked)
    assert done.delivery_path == Way.CHANNEL
    assert await stage.bot.front.find(running, Way.CHANNEL) == done.delivered_message_id
    other = replace(running, id="another")
    assert await stage.bot.front.find(other, Way.CHANNEL) is None


async def test_a_direct_message_is_found(stage: Stage):
    running, done = await _delivered(stage, channel="elsewhere", as_="stranger")
    posted = await stage.bot.front.deliver(running, await stage.app.store.pictures.of(done.id), Way.DM)
    assert await stage.bot.front.find(running, Way.DM) == posted


async def test_where_it_may_not_look_it_finds_nothing_and_the_nonce_keeps_a_copy_away(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    await stage.discord.expire(asked["id"])
    running = await stage.job_of(asked)
    await stage.gateway.finish_all()
    done = await stage.ended(asked)
    await stage.discord.permissions("images", "bot", deny=["READ_MESSAGE_HISTORY"])
    assert await stage.bot.front.find(running, Way.CHANNEL) is None
    pictures = await stage.app.store.pictures.of(done.id)
    again = await stage.bot.front.deliver(running, pictures, Way.CHANNEL)
    assert again == done.delivered_message_id
    assert len([each for each in await stage.discord.messages() if each["files"]]) == 1


@pytest.mark.parametrize("dies", [False, True])
async def test_a_job_is_carried_on_by_the_next_process_on_the_same_card(start: Start, tmp_path, dies):
    first = await start(DATA_DIR=str(tmp_path))
    asked = await first.discord.imagine(SLOW)
    await first.gateway.wait(jobs=1, polls=1)
    await first.stop()
    if dies:
        await first.discord.expire(asked["id"])
    second = await start(DATA_DIR=str(tmp_path))
    await second.gateway.finish_all()
    job = await second.ended(asked)
    assert job.state is JobState.DONE
    with_files = [each for each in await second.discord.messages() if each["files"]]
    assert len(with_files) == 1
    assert (with_files[0]["id"] == asked["original_id"]) != dies
    assert len(await second.gateway.jobs()) == 1


async def test_an_end_told_again_after_a_restart_pings_nobody_again(start: Start, tmp_path):
    first = await start(DATA_DIR=str(tmp_path), MENTION_AFTER_SECONDS="1")
    running, done = await _delivered(first)
    await first.stop()
    second = await start(DATA_DIR=str(tmp_path), MENTION_AFTER_SECONDS="1")
    before = await second.discord.messages()
    long_ago = replace(done, origin=running.origin, created_at=0, state_at=60_000)
    await second.bot.front.finished(long_ago)
    assert await second.discord.messages() == before
    assert sum(len(each["pinged"]) for each in before) == 1


async def test_an_end_that_cannot_be_told_at_once_is_told_a_little_later(stage: Stage):
    asked = await stage.discord.imagine("a fox [[fault: content_policy_violation@task]] [[seconds: 300]]")
    await stage.gateway.wait(jobs=1)
    await stage.discord.wait_log("@original", method="PATCH")
    await stage.discord.fault("drop", "@original", method="PATCH", times=2)
    await stage.gateway.finish_all()
    await stage.ended(asked)
    await stage.discord.wait_message("safety rules", id=asked["original_id"])
