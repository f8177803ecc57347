"""Many at once, on ordinary and unusual ground."""

import asyncio

from bot.domain.job import JobState
from tests.cogs.conftest import STUDIO, Start


async def test_many_at_once_are_all_delivered_within_discords_limits(start: Start):
    stage = await start(
        MAX_OPEN_JOBS="100", MAX_RUNNING_JOBS="100", GATEWAY_CONCURRENCY="50", MENTION_AFTER_SECONDS="3000"
    )
    asked = await asyncio.gather(
        *(
            stage.discord.imagine(f"fox number {number} [[seconds: 2]]", as_=who, channel=channel)
            for number in range(10)
            for who in ("member", "second")
            for channel in ("images", "after-dark")
        )
    )
    jobs = await asyncio.gather(*(stage.ended(each) for each in asked))
    assert {job.state for job in jobs} == {JobState.DONE}
    assert {job.delivery_path for job in jobs} == {"original"}
    for channel in ("images", "after-dark"):
        messages = await stage.discord.messages(channel)
        assert [len(each["files"]) for each in messages] == [1] * 20
    assert await stage.used(STUDIO) == [80, 40]


async def test_what_is_too_much_at_once_waits_in_its_own_line_and_moves_up(start: Start):
    stage = await start(MAX_RUNNING_JOBS="1")
    asked = [await stage.discord.imagine(f"fox number {number} [[seconds: 300]]") for number in range(3)]
    await stage.discord.wait_message("Next in the queue", id=asked[1]["original_id"])
    await stage.discord.wait_message("In the queue, number 2", id=asked[2]["original_id"])
    other = await stage.discord.imagine("an owl", as_="second")
    assert (await stage.ended(other)).state is JobState.DONE
    assert len(await stage.gateway.jobs()) == 2
    await stage.discord.press(asked[0]["original_id"], "Cancel")
    await stage.discord.wait_message("Painting", id=asked[1]["original_id"])
    await stage.discord.wait_message("Next in the queue", id=asked[2]["original_id"])
    await stage.discord.press(asked[2]["original_id"], "Cancel")
    await stage.gateway.finish_all()
    states = [(await stage.ended(each)).state for each in asked]
    assert states == [JobState.CANCELLED, JobState.DONE, JobState.CANCELLED]
    assert len(await stage.gateway.jobs()) == 3


async def test_a_thread_takes_after_its_channel(start: Start):
    stage = await start()
    call = stage.discord.call
    await call("POST", "/thread", **{"as": "member"}, channel="after-dark", name="night")
    asked = await stage.discord.imagine("a fox [[nsfw: true]] [[raw: on]]", channel="night")
    job = await stage.ended(asked)
    assert job.origin.age_restricted
    card = await stage.discord.wait_message("a fox", id=asked["original_id"], files=1)
    assert not card["files"][0]["filename"].startswith("SPOILER_")


async def test_a_thread_has_a_permission_of_its_own(start: Start):
    stage = await start()
    await stage.discord.call("POST", "/thread", **{"as": "member"}, channel="images", name="talk")
    await stage.discord.permissions("images", "bot", deny=["SEND_MESSAGES_IN_THREADS"])
    refused = await stage.discord.imagine("a fox", channel="talk")
    assert "**Send Messages in Threads**" in refused["response"]["content"]
    asked = await stage.discord.imagine("a fox", channel="images")
    assert (await stage.ended(asked)).state is JobState.DONE
