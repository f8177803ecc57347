"""A process that is killed between two presses takes nothing with it that somebody wrote or attached."""

import pytest

from tests.cogs.test_windows import ONE, TWO, filled
from tests.support.discord import file
from tests.support.world import PATIENCE, World

pytestmark = pytest.mark.e2e


async def opened(world: World, starts: int) -> None:
    """This start, the one of that number, has loaded what answers: it compares the commands only then."""
    commands = r"/applications/\d+/commands"
    await world.discord.wait_log(commands, method="GET", count=starts, timeout=PATIENCE)


async def test_what_was_refused_is_changed_and_painted_three_processes_later(world: World) -> None:
    async with world.bot() as bot:
        await opened(world, 1)
        window = await world.discord.imagine(wait=PATIENCE)
        await bot.kill()
    pictures = [file("one.png", ONE), file("bad.png", b"no picture")]
    async with world.bot() as bot:
        await opened(world, 2)
        values = {"prompt": "a long thought", "pictures": pictures}
        asked = await world.discord.submit_modal(window["id"], values, wait=PATIENCE)
        told = await world.discord.wait_message(
            "is not a picture I can read", interaction=asked["id"], ephemeral=True, timeout=PATIENCE
        )
        await bot.kill()
    async with world.bot() as bot:
        await opened(world, 3)
        again = await world.discord.press(told["id"], "Edit", wait=PATIENCE)
        await bot.kill()
    async with world.bot():
        await opened(world, 4)
        values = filled(again, pictures=[file("two.png", TWO)])
        sent = await world.discord.submit_modal(again["id"], values, wait=PATIENCE)
        await world.posted(sent)
    assert world.kept(sent) == 2
    (painted,) = await world.gateway.jobs(prompt="a long thought")
    assert len(painted["body"]["image"]) == 2
