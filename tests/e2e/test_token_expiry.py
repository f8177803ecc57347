"""A quarter of an hour goes by: Discord forgets the interaction, and the picture arrives."""

import pytest

from bot.chat.words import failure
from tests.support.world import PATIENCE, Json, World

pytestmark = pytest.mark.e2e

PROMPT = "a late fox [[seconds: 500]]"
#: Longer than an interaction's token lives, in seconds.
QUARTER_HOUR = 15 * 60 + 1


async def asked_long_ago(world: World, **where: str) -> Json:
    """A job whose interaction Discord has forgotten when its picture is made."""
    asked = await world.discord.imagine(PROMPT, **where)
    await world.gateway.wait(prompt="a late fox", polls=1)
    await world.discord.advance(QUARTER_HOUR)
    await world.gateway.finish_all()
    return asked


async def person(world: World, key: str) -> str:
    people = (await world.discord.world())["people"]
    return str(next(one["id"] for one in people if one["key"] == key))


async def test_in_a_channel_it_comes_as_a_message_that_pings_who_asked(world: World) -> None:
    async with world.bot():
        asked = await asked_long_ago(world)
        posted = await world.discord.wait_message("a late fox", channel="images", files=1, timeout=PATIENCE)
        card = await world.card(asked, "Your picture is here")
    assert posted["id"] != asked["original_id"]
    assert posted["pinged"] == [await person(world, "member")]
    assert posted["id"] in card["text"]
    assert len(await world.with_picture_of(asked, "images")) == 1
    assert world.states(asked) == ["done"]
    assert world.kept(asked) == 2


async def test_in_a_direct_conversation_it_comes_there(world: World) -> None:
    async with world.bot():
        asked = await asked_long_ago(world, channel="dm")
        posted = await world.discord.wait_message(
            "a late fox", channel="dm", as_="member", files=1, timeout=PATIENCE
        )
    assert posted["id"] != asked["original_id"]
    assert len(await world.with_picture_of(asked, "dm")) == 1
    assert world.states(asked) == ["done"]


async def test_where_the_bot_is_no_member_it_comes_in_person(world: World) -> None:
    async with world.bot():
        asked = await asked_long_ago(world, channel="elsewhere", as_="stranger")
        await world.discord.wait_message(
            "a late fox", channel="dm", as_="stranger", files=1, timeout=PATIENCE
        )
    assert len(await world.with_picture_of(asked, "dm", "elsewhere", as_="stranger")) == 1
    assert (world.job(asked)["state"], world.job(asked)["delivery_path"]) == ("done", "dm")


async def test_with_no_way_left_the_picture_is_kept_and_moderators_can_find_it(world: World) -> None:
    async with world.bot():
        await world.discord.dms("member", open_=False)
        asked = await world.discord.imagine(PROMPT, channel="club-images")
        await world.gateway.wait(prompt="a late fox", polls=1)
        await world.discord.advance(QUARTER_HOUR)
        await world.discord.permissions("club-images", "bot", deny=["SEND_MESSAGES"])
        await world.gateway.finish_all()
        words = failure("undeliverable")
        card = await world.card(asked, words.charged)
        error_id = world.job(asked)["error_id"]
        found = await world.discord.slash("errors recent", channel="club-images", as_="moderator")
    assert error_id in card["text"]
    assert error_id in found["response"]["content"]
    assert world.states(asked) == ["undeliverable"]
    assert world.kept(asked) == 2
    (row,) = world.rows("SELECT path FROM images WHERE job_id = ?", world.job(asked)["id"])
    assert (world.folder / "data" / "pictures" / row["path"]).is_file()


async def test_with_nobody_left_to_tell_it_is_kept_all_the_same(world: World) -> None:
    async with world.bot():
        await world.discord.dms("stranger", open_=False)
        asked = await asked_long_ago(world, channel="elsewhere", as_="stranger")
        await world.discord.wait_log("/messages$", method="POST", status=403, count=3, timeout=PATIENCE)
    assert world.states(asked) == ["undeliverable"]
    assert world.kept(asked) == 2
    assert world.job(asked)["told_at"] is not None
