"""A price that is a large part of what is left is asked about, once, and survives a restart."""

from tests.cogs.conftest import STUDIO, Stage, Start

_DEAR = {"quality": "high", "resolution": "2k"}


async def _asked_about(stage: Stage, **options: object) -> dict[str, object]:
    asked = await stage.discord.imagine("a dear fox", **options)
    question = await stage.discord.wait_message("Shall I paint this?", id=asked["original_id"])
    assert question["ephemeral"]
    return question


async def test_a_dear_picture_is_painted_after_a_yes_and_only_once(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="12")
    question = await _asked_about(stage, **_DEAR)
    assert "It costs 8 credits of the 12 you have left." in str(question["text"])
    assert (await stage.used(STUDIO))[-1] == 0
    yes = await stage.discord.press(str(question["id"]), "Paint it")
    await stage.discord.wait_message(id=yes["original_id"], files=1)
    assert (await stage.used(STUDIO))[-1] == 8
    twice = await stage.discord.press(str(question["id"]), "Paint it")
    assert "already asked" in twice["response"]["content"]
    assert (await stage.used(STUDIO))[-1] == 8


async def test_a_no_costs_nothing(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="12")
    question = await _asked_about(stage, **_DEAR)
    await stage.discord.press(str(question["id"]), "Leave it")
    await stage.discord.wait_message("Left as it is", id=question["id"])
    assert await stage.gateway.jobs() == []


async def test_what_is_cheap_is_not_asked_about(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="12")
    await stage.ended(await stage.discord.imagine("a cheap fox"))


async def test_a_guild_decides_from_when_on_it_asks(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="12")
    await stage.app.store.settings.change_guild(STUDIO, {"confirm_above": None}, by=1)
    await stage.ended(await stage.discord.imagine("a dear fox", **_DEAR))
    await stage.app.store.settings.change_guild(STUDIO, {"confirm_above": 10}, by=1)
    await _asked_about(stage)


async def test_a_yes_after_a_restart_is_a_yes(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="12")
    question = await _asked_about(stage, **_DEAR)
    await stage.stop()
    stage = await start(MEMBER_DAILY_CREDITS="12")
    yes = await stage.discord.press(str(question["id"]), "Paint it")
    await stage.discord.wait_message(id=yes["original_id"], files=1)
    assert (await stage.used(STUDIO))[-1] == 8
