"""The bot is killed in every state of a job, and the next one ends it: one submit, one message, one price."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import pytest

from bot.chat.words import failure
from tests.support.world import Json, World

pytestmark = pytest.mark.e2e

#: The next bot need not wait long until the answer to a submit cannot come any more.
SHORT = {"SUBMIT_TIMEOUT": "1", "OCTOPUSX_SUBMIT_TIMEOUT": "1", "SUBMIT_MARGIN": "0.5"}
SLOW = "[[seconds: 500]]"


async def paid_and_posted_once(world: World, asked: Json, prompt: str, *channels: str) -> None:
    """One submit, one message with the pictures, the price kept."""
    job = world.job(asked)
    assert job["state"] == "done"
    assert job["told_at"] is not None
    assert await world.submits(prompt) == 1
    (message,) = await world.with_picture_of(asked, *(channels or ("images",)))
    assert message["id"] == str(job["delivered_message_id"])
    assert world.kept(asked) == job["price"]


async def failed_and_given_back(world: World, asked: Json, prompt: str, code: str) -> None:
    """At most one submit, the end told in words with its id, and nothing kept."""
    job, words = world.job(asked), failure(code)
    assert (job["state"], job["failure_code"]) == ("failed", code)
    assert job["told_at"] is not None
    assert await world.submits(prompt) == 1
    card = await world.discord.message(asked["original_id"])
    for part in (words.happened, words.charged, words.next, job["error_id"]):
        assert part in card["text"]
    assert await world.with_picture_of(asked, "images") == []
    assert world.kept(asked) == 0


async def test_killed_with_a_job_in_every_state_the_next_bot_ends_each_of_them(world: World) -> None:
    discord, gateway = world.discord, world.gateway
    fault = await discord.fault("hold", "@original$", method="PATCH", upload=True)
    async with world.bot(GATEWAY_CONCURRENCY="4") as bot:
        posting = await discord.imagine("a posted fox")
        fetching = await discord.imagine("a fetched fox [[fault: slow_body@file x1 seconds=60]]")
        running = await discord.imagine(f"a painted fox {SLOW}")
        await discord.wait_fault(fault, timeout=30)
        await gateway.wait(prompt="a fetched fox", downloads=1)
        taken = await discord.imagine("a taken fox [[fault: never@submit taken]]")
        lost = await discord.imagine("a lost fox [[fault: never@submit]]")
        long = await discord.imagine(f"a long fox {SLOW}", model="gpt-image-2-x")
        last = await discord.imagine(f"another fox {SLOW}")
        for prompt in ("a taken fox", "a lost fox", "a long fox"):
            await gateway.wait(prompt=prompt, submits=1)
        for prompt in ("a painted fox", "another fox"):
            await gateway.wait(prompt=prompt, polls=1)
        queued = await discord.imagine("a waiting fox")
        everything = (posting, fetching, running, taken, lost, long, last, queued)
        before = ["delivering", "fetching", "running", *["submitting"] * 3, "running", "queued"]
        assert world.states(*everything) == before
        await bot.kill()
    assert await world.submits("a waiting fox") == 0
    done = {"posted": posting, "fetched": fetching, "painted": running, "another": last, "waiting": queued}
    failed = {"a taken fox": taken, "a lost fox": lost, "a long fox": long}
    async with world.bot(GATEWAY_CONCURRENCY="4", **SHORT):
        await gateway.finish_all()
        await asyncio.gather(*(world.posted(each) for each in done.values()))
        await asyncio.gather(*(world.card(each, "no answer I could use") for each in failed.values()))
    for word, each in done.items():
        await paid_and_posted_once(world, each, f"{word} fox" if word == "another" else f"a {word} fox")
    for prompt, each in failed.items():
        await failed_and_given_back(world, each, prompt, "submit_unknown")
    assert len(await discord.messages()) == len(everything)


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """A checkpoint at which a bot dies over a job, and what becomes of the job."""

    checkpoint: str
    prompt: str
    #: What happens while it is painted.
    meanwhile: Callable[[World, Json], Awaitable[object]] | None = None
    channel: str = "images"
    #: Where the picture is found in the end.
    place: str = "images"
    #: The end: a failure's code, or none if the picture arrives.
    code: str = ""


async def token_dies(world: World, asked: Json) -> None:
    """The picture has to go into the channel."""
    await world.gateway.wait(prompt="a late fox", submits=1)
    await world.discord.expire(asked["id"])
    await world.gateway.finish_all(prompt="a late fox")


async def channel_closes(world: World, asked: Json) -> None:
    """The picture has to be handed over in person."""
    await world.gateway.wait(prompt="a banished fox", submits=1)
    await world.discord.expire(asked["id"])
    await world.discord.permissions("club-images", "bot", deny=["SEND_MESSAGES"])
    await world.gateway.finish_all(prompt="a banished fox")


#: From the end of a job to its beginning: no job that a bot takes up passes the checkpoint it dies at.
DEATHS = (
    Death(checkpoint="end: told", prompt="a told fox"),
    Death(checkpoint="delivered: committed", prompt="a posted fox"),
    Death(
        checkpoint="failed: committed",
        prompt="a wicked fox [[fault: content_policy_violation@submit]]",
        code="content_policy_violation",
    ),
    Death(checkpoint="delivery: handed over", prompt="a red fox"),
    Death(checkpoint="delivery: handed over", prompt=f"a late fox {SLOW}", meanwhile=token_dies),
    Death(
        checkpoint="delivery: handed over",
        prompt=f"a banished fox {SLOW}",
        meanwhile=channel_closes,
        channel="club-images",
        place="dm",
    ),
    Death(checkpoint="ready: committed", prompt="a finished fox"),
)


async def test_killed_between_two_acts_nothing_is_done_twice_and_nobody_is_pinged_twice(world: World) -> None:
    told = {"MENTION_AFTER_SECONDS": "0"}
    asked = [await killed_over(world, death, told) for death in DEATHS]
    finished = asked[-1]
    async with world.bot(**told):
        await world.posted(finished)
    for death, each in zip(DEATHS, asked, strict=True):
        if death.code:
            await failed_and_given_back(world, each, death.prompt, death.code)
        else:
            await paid_and_posted_once(world, each, death.prompt, death.place)
    messages = await world.discord.messages("images")
    pings = [message["text"] for message in messages if message["pinged"]]
    assert len(pings) == len(set(pings)) == 4


async def killed_over(world: World, death: Death, settings: Mapping[str, str]) -> Json:
    """What somebody asked of a bot that then died."""
    async with world.bot("tests.support.killed", death.checkpoint, **settings) as bot:
        asked = await world.discord.imagine(death.prompt, channel=death.channel)
        if death.meanwhile is not None:
            await death.meanwhile(world, asked)
        await bot.died()
    return asked


async def test_a_job_whose_first_answer_never_left_is_dropped_and_costs_nothing(world: World) -> None:
    prompt = "an unanswered fox"
    async with world.bot("tests.support.killed", "accepted: committed") as bot:
        asked = await world.discord.imagine(prompt, wait=0)
        await bot.died()
    assert world.states(asked) == ["queued"]
    async with world.bot():
        await world.discord.wait_log("@original$", method="PATCH", status=404, timeout=30)
    assert (world.states(asked), world.kept(asked)) == (["cancelled"], 0)
    assert world.job(asked)["told_at"] is not None
    assert await world.submits(prompt) == 0
    assert await world.discord.messages() == []
