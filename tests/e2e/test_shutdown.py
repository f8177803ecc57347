"""SIGTERM with jobs in every state: what can end in time ends, the rest is taken up by the next bot."""

import asyncio
import time

import pytest

from bot.chat.words import failure
from tests.support.world import PATIENCE, World

pytestmark = pytest.mark.e2e

SLOW = "[[seconds: 500]]"
GRACE = 2.0


async def test_asked_to_stop_with_a_job_in_every_state_it_leaves_each_to_the_next(world: World) -> None:
    discord, gateway = world.discord, world.gateway
    upload = await discord.fault("hold", "@original$", method="PATCH", upload=True)
    async with world.bot(GATEWAY_CONCURRENCY="3", SHUTDOWN_GRACE_SECONDS=str(GRACE)) as bot:
        posting = await discord.imagine("a posted fox")
        fetching = await discord.imagine("a fetched fox [[fault: slow_body@file x1 seconds=60]]")
        await discord.wait_fault(upload, timeout=PATIENCE)
        await gateway.wait(prompt="a fetched fox", downloads=1)
        running = await discord.imagine(f"a painted fox {SLOW}")
        sending = await discord.imagine("a lost fox [[fault: never@submit]]")
        in_time = await discord.imagine("a quick fox [[fault: late@submit seconds=0.5]] [[seconds: 500]]")
        await gateway.wait(prompt="a painted fox", polls=1)
        await gateway.wait(prompt="a lost fox", submits=1)
        await gateway.wait(prompt="a quick fox", submits=1)
        queued = await discord.imagine("a waiting fox")
        everything = (posting, fetching, running, sending, in_time, queued)
        began = time.monotonic()
        await bot.stop()
        assert time.monotonic() - began < GRACE + 5
    # The submit that was answered within the grace is known; the one that was not, is not.
    assert world.states(*everything) == [
        "delivering",
        "fetching",
        "running",
        "submitting",
        "running",
        "queued",
    ]
    assert "Traceback" not in bot.said
    async with world.bot(SUBMIT_TIMEOUT="1", SUBMIT_MARGIN="0.5"):
        await gateway.finish_all()
        done = (posting, fetching, running, in_time, queued)
        await asyncio.gather(*(world.posted(each) for each in done))
        await world.card(sending, failure("submit_unknown").happened)
    for each, prompt in zip(done, ("posted", "fetched", "painted", "quick", "waiting"), strict=True):
        assert await world.submits(f"a {prompt} fox") == 1
        assert len(await world.with_picture_of(each, "images")) == 1
        assert world.kept(each) == world.job(each)["price"]
    assert world.states(sending) == ["failed"]
    assert await world.submits("a lost fox") == 1
    assert world.kept(sending) == 0
    assert len(await discord.messages()) == len(everything)


async def test_a_delivery_under_way_is_finished_before_the_bot_leaves(world: World) -> None:
    upload = await world.discord.fault("delay", "@original$", method="PATCH", upload=True, seconds=1)
    async with world.bot() as bot:
        asked = await world.discord.imagine("a hurried fox")
        await world.discord.wait_fault(upload, timeout=PATIENCE)
        await bot.stop()
    assert world.states(asked) == ["done"]
    assert len(await world.with_picture_of(asked, "images")) == 1


async def test_nothing_new_is_taken_while_it_stops_and_the_person_is_told(world: World) -> None:
    async with world.bot(SHUTDOWN_GRACE_SECONDS="10") as bot:
        await world.discord.imagine("a slow fox [[fault: late@submit seconds=4]]")
        await world.gateway.wait(prompt="a slow fox", submits=1)
        bot.ask_to_stop()
        while "stopping" not in bot.said:
            await world.discord.world()
        refused = await world.discord.imagine("a late fox")
        assert "about to restart" in refused["response"]["content"]
        await bot.stopped()
    assert await world.submits("a late fox") == 0
    async with world.bot():
        await world.gateway.wait(prompt="a slow fox", status="succeeded")
        await world.discord.wait_message("a slow fox", channel="images", files=1, timeout=PATIENCE)
