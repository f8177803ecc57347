"""A disk without room: told in words, nothing reserved for nothing, and all goes on when there is room."""

import os
import shutil
import subprocess
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import pytest

from bot.chat.words import failure
from tests.support.answers import said
from tests.support.world import BotProcess, World

pytestmark = pytest.mark.e2e

MIB = 2**20
#: A file system of its own for the bot, in memory, that nobody else sees.
SMALL = ("unshare", "-Urm", "sh", "-c", 'mount -t tmpfs -o size=4m none "$0" && exec "$@"')


@pytest.fixture
def small_disk(tmp_path: Path) -> list[str]:
    """Words that start a program with 4 MiB for its data."""
    data = tmp_path / "data"
    data.mkdir()
    words = [*SMALL, str(data)]
    if subprocess.run([*words, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a file system of their own")
    return words


class Disk:
    """The data folder as only the bot sees it; while this is open it outlives the bot."""

    def __init__(self, bot: BotProcess, folder: Path) -> None:
        self._folder = os.open(f"/proc/{bot.process.pid}/root{folder}/data", os.O_RDONLY)
        self.data = Path(f"/proc/self/fd/{self._folder}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        room = os.statvfs(self.data)
        (self.data / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - left))

    def empty(self) -> None:
        """Make room again."""
        (self.data / "filler").unlink()


async def test_a_full_disk_is_told_and_costs_nobody_anything(world: World, small_disk: list[str]) -> None:
    discord, gateway = world.discord, world.gateway
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(world.bot(within=small_disk))
        disk = stack.enter_context(Disk(bot, world.folder))
        painted = await discord.imagine("a painted fox [[seconds: 500]]")
        await gateway.wait(prompt="a painted fox", polls=1)
        disk.fill(left=0)
        refused = await discord.imagine("a refused fox")
        assert "cannot write anything down" in refused["response"]["content"]
        assert refused["response"]["flags"] & 64
        disk.empty()
        await gateway.finish_all()
        await world.posted(painted)
        disk.fill(left=MIB)
        large = await discord.imagine("a large fox [[fault: huge@file mib=2]]")
        words = failure("disk_full")
        card = await world.card(large, words.happened)
        assert words.charged in card["text"]
        told = failure("disk_full", operator_knows=True)
        assert words.next in card["text"] or told.next in card["text"]
        disk.empty()
        await world.posted(await discord.imagine("a last fox"))
        shown = await discord.slash("credits")
        assert "**You, in this server**: 4 credits used" in said(shown)
        await bot.stop()
        shutil.copy(disk.data / "inkling.db", world.database)
    assert await world.submits("a refused fox") == 0
    assert [world.kept(each) for each in (painted, large)] == [2, 0]
