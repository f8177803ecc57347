"""Coming to a guild: greeted once in a stay, where it may be, with a way to the wizard."""

import asyncio
from typing import Any

from tests.cogs.conftest import Json, Stage, Start

ELSEWHERE = 1100000000012582912
HELLO = "I turn words into pictures"


async def _greetings(stage: Stage, channel: str = "elsewhere") -> list[Json]:
    return [each for each in await stage.discord.messages(channel, as_="owner") if HELLO in each["text"]]


async def _awake(stage: Stage) -> None:
    """The bot has looked around."""
    await stage.bot.wait_until_ready()
    # Those who listen to that begin right after those who wait for it.
    await asyncio.sleep(0)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "look-around"))


async def _settled(stage: Stage) -> None:
    """Whatever the coming of a guild leads to has happened."""
    await stage.discord.wait_message(HELLO, channel="elsewhere", as_="owner")
    stay = await stage.app.store.guilds.get(ELSEWHERE)
    assert stay is not None
    assert stay.greeted_at is not None


async def test_a_guild_is_greeted_once_in_a_stay(start: Start):
    stage = await start()
    await _awake(stage)
    await stage.discord.bot_in("elsewhere", present=True)
    await _settled(stage)
    await stage.stop()
    stage = await start()
    await _awake(stage)
    assert len(await _greetings(stage)) == 1
    await stage.discord.bot_in("elsewhere", present=False)
    await stage.discord.wait_dispatched("GUILD_DELETE")
    await stage.discord.bot_in("elsewhere", present=True)
    await stage.discord.wait_message(HELLO, channel="elsewhere", as_="owner", count=2)


async def test_who_invited_it_while_it_slept_is_greeted_when_it_wakes(start: Start):
    stage = await start()
    await _awake(stage)
    await stage.stop()
    await stage.discord.bot_in("elsewhere", present=True)
    stage = await start()
    await _settled(stage)
    assert await _greetings(stage, "images") == []


async def test_a_guild_it_was_removed_from_while_it_slept_is_noted(start: Start):
    stage = await start()
    await _awake(stage)
    await stage.discord.bot_in("elsewhere", present=True)
    await _settled(stage)
    await stage.stop()
    await stage.discord.bot_in("elsewhere", present=False)
    stage = await start()
    await _awake(stage)
    stay = await stage.app.store.guilds.get(ELSEWHERE)
    assert stay is not None
    assert stay.left_at is not None


async def test_the_system_channel_is_where_it_says_hello(stage: Stage):
    await stage.discord.bot_in("club", present=False)
    await stage.discord.system_channel("club", "club-after-dark")
    await stage.discord.bot_in("club", present=True)
    await stage.discord.wait_message(HELLO, channel="club-after-dark", as_="owner")


async def test_only_who_manages_the_server_can_set_it_up(stage: Stage):
    await stage.discord.bot_in("club", present=False)
    await stage.discord.bot_in("club", present=True)
    card = await stage.discord.wait_message(HELLO, channel="club-images")
    refused: Any = await stage.discord.press(card["id"], "Set up", as_="member")
    assert "**Manage Server**" in refused["response"]["content"]
    begun = await stage.discord.press(card["id"], "Set up", as_="moderator")
    panel = await stage.discord.message(begun["original_id"])
    assert panel["ephemeral"]
    assert "Where may people ask for pictures?" in panel["text"]
