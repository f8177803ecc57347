"""`/quota`: what is left, what is set, by whom, and what cannot be."""

from typing import Any

import pytest

from tests.cogs.conftest import STUDIO, Stage, Start
from tests.support.tables import decisions


async def _set(stage: Stage, what: str, as_: str = "moderator", **options: object) -> str:
    answered = await stage.discord.slash(f"quota set {what}", options, as_=as_)
    assert answered["response"]["flags"] & 64
    return str(answered["response"]["content"])


async def _shown(stage: Stage, **how: Any) -> str:
    answered = await stage.discord.slash("quota show", **how)
    assert answered["response"]["flags"] & 64
    return str(answered["response"]["content"])


async def test_everybody_can_see_what_is_left_and_when_there_is_more(start: Start):
    stage = await start(GUILD_DAILY_CREDITS="100", MEMBER_DAILY_CREDITS="10")
    asked = await stage.discord.imagine("a fox", quality="high")
    await stage.ended(asked)
    said = await _shown(stage)
    assert "**This server**: 96 of 100 credits left today" in said
    assert "**You, in this server**: 6 of 10 credits left today" in said
    assert said.count("<t:") == 2
    assert "10 von 10" in await _shown(stage, as_="second")


async def test_without_a_limit_the_use_is_shown(stage: Stage):
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    assert "2 credits used today, no limit" in await _shown(stage)
    assert await _shown(stage, channel="dm") == "**You**: 0 credits used today, no limit"


async def test_a_moderator_sets_the_pool_everyone_and_one_member(stage: Stage):
    assert "the whole server now has 50 credits a day" in await _set(stage, "server", credits=50)
    assert "each member now has 20 credits a day" in await _set(stage, "everyone", credits=20)
    assert "now has 1 credit a day" in await _set(stage, "member", who="member", credits=1)
    assert "50 of 50" in await _shown(stage)
    assert "1 of 1 credit left" in await _shown(stage)
    assert "20 von 20" in await _shown(stage, as_="second")
    refused = await stage.discord.imagine("a fox")
    assert "2 credits, and you have 1 for a whole day" in refused["response"]["content"]


async def test_left_out_a_limit_goes_back_to_the_wider_one(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="7")
    await _set(stage, "everyone", credits=20)
    await _set(stage, "member", who="member", credits=1)
    assert "back to the usual limit" in await _set(stage, "member", who="member")
    assert "20 of 20" in await _shown(stage)
    await _set(stage, "everyone")
    assert "7 of 7" in await _shown(stage)


async def test_zero_stops_pictures(stage: Stage):
    await _set(stage, "server", credits=0)
    refused = await stage.discord.imagine("a fox")
    assert "this server's credits for today are used up" in refused["response"]["content"]


async def test_the_limits_of_one_server_do_not_touch_another(stage: Stage):
    await _set(stage, "server", credits=0)
    assert "no limit" in await _shown(stage, channel="club-images")


@pytest.mark.parametrize("credits_a_day", [-1, -(2**53), 2**53])
async def test_an_impossible_limit_changes_nothing(stage: Stage, credits_a_day):
    answered = await stage.discord.slash(
        "quota set server", {"credits": credits_a_day}, as_="moderator", outdated=True
    )
    said = answered["response"]["content"]
    assert f"{credits_a_day:,}" in said
    assert "1,000,000,000" in said
    assert "no limit" in await _shown(stage)


async def test_only_who_manages_the_server_can_set_limits(stage: Stage):
    said = await _set(stage, "server", as_="member", credits=5)
    assert "**Manage Server**" in said
    assert "no limit" in await _shown(stage)


async def test_there_is_no_limit_to_set_outside_a_server(stage: Stage):
    answered = await stage.discord.slash("quota set server", {"credits": 5}, channel="dm")
    assert "inside a server only" in answered["response"]["content"]


async def test_what_was_decided_is_kept_with_who_decided_it(stage: Stage):
    await _set(stage, "server", credits=50)
    changes = await decisions(stage.app.store.database, STUDIO)
    people = {one["key"]: one["id"] for one in (await stage.discord.world())["people"]}
    assert [(change["key"], change["after"], str(change["by_user_id"])) for change in changes] == [
        ("credits_day", 50, people["moderator"])
    ]
