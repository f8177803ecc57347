"""The operator at the terminal, beside a bot that runs: seen within a second, and by nobody who may not."""

import asyncio
import itertools
from typing import Any

import pytest

from tests.support.program import Ended, inkling
from tests.support.world import World

pytestmark = pytest.mark.e2e


async def told(world: World, *words: str) -> Ended:
    """One command beside the bot, which must end well."""
    ended = await inkling(*words, folder=world.folder, environ=world.environ)
    assert ended.code == 0, ended.err
    return ended


async def asked(world: World, prompt: str, **more: Any) -> Any:
    return await world.discord.imagine(prompt, **more)


async def until_refused(world: World, word: str, **more: Any) -> str:
    """What a request is answered once the bot knows; it is asked again until it does.

    Until then the answer is that of the state before: a picture, or a refusal in other words.
    """
    async with asyncio.timeout(30):
        for number in itertools.count():
            answered = await asked(world, f"a fox at attempt {number}", **more)
            said = (answered["response"] or {}).get("content") or ""
            if word in said:
                return said
            if not said:
                await world.posted(answered)
    raise AssertionError("the attempts never end")


async def test_a_pause_and_a_switch_from_the_terminal_reach_the_running_bot(world: World) -> None:
    async with world.bot():
        assert "within a second" in (await told(world, "pause", "--message", "New paint at six")).out
        assert "New paint at six" in await until_refused(world, "paused")
        await told(world, "resume")
        await told(world, "models", "off", "gpt-image-2")
        assert "switched off" in await until_refused(world, "switched off", model="gpt-image-2")
        await world.posted(await asked(world, "a fox by another", model="gpt-image-2-x"))
    audit = world.rows("SELECT key, by_user_id FROM setting_changes WHERE guild_id = 0 ORDER BY id")
    assert [tuple(row) for row in audit] == [
        ("paused", 0),
        ("paused", 0),
        ("model_off:gpt-image-2", 0),
    ]
