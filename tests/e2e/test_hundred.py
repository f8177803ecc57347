"""A hundred at once."""

import asyncio

import pytest

from tests.support.world import Json, World

pytestmark = pytest.mark.e2e

PLACES = (("images", "member"), ("after-dark", "second"), ("club-images", "owner"), ("dm", "moderator"))


async def test_a_hundred_at_once_are_all_delivered_and_nothing_leaks(world: World):
    async with world.bot(GATEWAY_CONCURRENCY="25"):
        asked = await asyncio.gather(*(ask(world, number) for number in range(100)))
        cards = await asyncio.gather(*(world.posted(each) for each in asked))
    assert world.states(*asked) == ["done"] * 100
    for number, (each, card) in enumerate(zip(asked, cards, strict=True)):
        assert [file["filename"] for file in card["files"]] == [f"{world.job(each)['id']}-0.png"]
        assert f"fox number {number}." in card["text"]
        assert await world.submits(f"fox number {number}.") == 1
        assert world.kept(each) == world.job(each)["price"]
    assert len(await world.gateway.jobs()) == 100
    assert (await world.discord.standing())["invalid_requests"] == 0
    assert await world.discord.log(status=429) == []


async def ask(world: World, number: int) -> Json:
    channel, person = PLACES[number % len(PLACES)]
    return await world.discord.imagine(f"fox number {number}.", channel=channel, as_=person, wait=20)
