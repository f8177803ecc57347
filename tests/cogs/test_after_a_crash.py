"""What a crash left behind is looked for before anything is sent again."""

from dataclasses import replace

import pytest

from bot.chat.delivery import Path
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
    assert done.delivery_path == Path.ORIGINAL
    assert await stage.bot.front.find(running, Path.ORIGINAL) == done.delivered_message_id


async def test_pictures_in_the_card_are_found_in_the_channel_when_the_interaction_is_old(stage: Stage):
    running, done = await _delivered(stage)
    old = replace(running, origin=replace(running.origin, interaction_token=None))
    assert await stage.bot.front.find(old, Path.ORIGINAL) == done.delivered_message_id


async def test_a_card_without_pictures_is_not_taken_for_a_delivery(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    running = await stage.job_of(asked)
    for path in Path:
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
    assert done.delivery_path == Path.CHANNEL
    assert await stage.bot.front.find(running, Path.CHANNEL) == done.delivered_message_id
    other = replace(running, id="another")
    assert await stage.bot.front.find(other, Path.CHANNEL) is None


async def test_a_direct_message_is_found(stage: Stage):
    running, done = await _delivered(stage, channel="elsewhere", as_="stranger")
    posted = await stage.bot.front.deliver(running, await stage.app.store.pictures.of(done.id), Path.DM)
    assert await stage.bot.front.find(running, Path.DM) == posted


async def test_where_it_may_not_look_it_finds_nothing_and_the_nonce_keeps_a_copy_away(stage: Stage):
    asked = await stage.discord.imagine(SLOW)
    await stage.gateway.wait(jobs=1)
    await stage.discord.expire(asked["id"])
    running = await stage.job_of(asked)
    await stage.gateway.finish_all()
    done = await stage.ended(asked)
    await stage.discord.permissions("images", "bot", deny=["READ_MESSAGE_HISTORY"])
    assert await stage.bot.front.find(running, Path.CHANNEL) is None
    pictures = await stage.app.store.pictures.of(done.id)
    again = await stage.bot.front.deliver(running, pictures, Path.CHANNEL)
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
