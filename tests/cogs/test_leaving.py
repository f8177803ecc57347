"""A server that removed the bot: all of it goes after a grace, and nothing if the bot comes back before."""

import asyncio
from pathlib import Path

from tests.cogs.conftest import STUDIO, Stage
from tests.cogs.test_privacy import MARK, ME, dump, pictures

DAY = 86_400
CLUB = 1100000000008388608


async def happened(stage: Stage, *, present: bool) -> None:
    """The bot is in the server or no more, and has noted it."""
    await stage.bot.wait_until_ready()
    seen = asyncio.create_task(stage.bot.wait_for("guild_join" if present else "guild_remove"))
    await asyncio.sleep(0)
    await stage.discord.bot_in("studio", present=present)
    await seen
    # Those who listen begin right after those who wait.
    await asyncio.sleep(0)
    names = ("look-around", "greeting", "leaving")
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() in names))
    stay = await stage.app.store.guilds.get(STUDIO)
    assert stay is not None
    assert (stay.left_at is None) is present


async def test_a_server_that_removed_the_bot_is_forgotten_after_its_grace(stage: Stage, tmp_path: Path):
    await stage.ended(await stage.discord.imagine(MARK))
    other = await stage.ended(await stage.discord.imagine("elsewhere", channel="club-images"))
    await stage.app.store.settings.change_guild(STUDIO, {"time_zone": "Asia/Tokyo"}, by=1)
    await stage.app.store.settings.change_guild(CLUB, {"keep_pictures_days": None}, by=1)
    await happened(stage, present=False)
    stage.clock.skip(29 * DAY)
    await stage.app.night.work()
    assert MARK in dump(tmp_path)
    stage.clock.skip(2 * DAY)
    await stage.app.night.work()
    left = dump(tmp_path)
    assert MARK not in left
    assert str(STUDIO) not in left
    assert pictures(tmp_path) == [f"{other.id}-0.png"]
    assert (await stage.app.store.settings.guild(STUDIO)).settings.time_zone == "UTC"
    assert await stage.app.store.quotas.audit() == await stage.app.store.spending.audit() == []


async def test_a_server_that_takes_the_bot_back_in_time_loses_nothing(stage: Stage, tmp_path: Path):
    await stage.ended(await stage.discord.imagine(MARK))
    await happened(stage, present=False)
    stage.clock.skip(20 * DAY)
    await happened(stage, present=True)
    stage.clock.skip(20 * DAY)
    await stage.app.night.work()
    assert MARK in dump(tmp_path)
    assert (await stage.app.store.people.about(ME)).places[0].guild_id == STUDIO
