"""The bot with all its commands, connected to nothing."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from discord import app_commands

from bot.chat.client import Bot
from bot.config import load_config
from bot.ops.clock import SystemClock
from bot.terminal.footing import footing
from bot.terminal.work import open_work

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


@asynccontextmanager
async def a_bot(folder: Path) -> AsyncIterator[Bot]:
    """The bot with its data in a folder; its commands are in `tree`."""
    environ = {"DATA_DIR": str(folder), "OPENOCTOPUS_API_KEY": "x", "OCTOPUSX_API_KEY": "y"}
    clock = SystemClock()
    bot = Bot(clock=clock)
    with footing(load_config(environ, None)) as ground:
        async with open_work(ground, bot, clock=clock):
            yield bot
            for name in list(bot.extensions):
                await bot.unload_extension(name)


def below(command: Command, path: str = "") -> Iterator[tuple[str, Command]]:
    """The command and all within it, each by its path, such as `quota set`."""
    name = f"{path} {command.name}".strip()
    yield name, command
    if isinstance(command, app_commands.Group):
        for each in command.commands:
            yield from below(each, name)


def by_path(bot: Bot) -> dict[str, Command]:
    """Every command by its path."""
    return {path: command for each in bot.tree.get_commands() for path, command in below(each)}


def options(command: Command) -> set[str]:
    """The names of its options, as Discord shows them."""
    if isinstance(command, app_commands.Command):
        return {each.display_name for each in command.parameters}
    return set()
