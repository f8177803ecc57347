"""What the measurements play on: the stand-ins and one bot at a time, each a process of its own."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from sandbox.demo.processes import Child, child
from tests.support.discord import DiscordControl

#: Kept on disk by convention, where the folder for temporary files may be in memory.
_ON_DISK = Path("/var/tmp")
INKLING = ("-m", "bot", "run", "--env-file", os.devnull)
BARE = ("-m", "bench.bare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The stand-ins, and a folder for whoever plays on them."""

    discord: DiscordControl
    #: What points a bot at the stand-ins.
    environ: Mapping[str, str]
    folder: Path


@contextmanager
def folder_on_disk() -> Iterator[Path]:
    """A folder on a real disk, forgotten at the end."""
    parent = _ON_DISK if _ON_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="inkling-bench-", dir=parent) as name:
        yield Path(name)


@asynccontextmanager
async def open_scene() -> AsyncIterator[Scene]:
    """Start both stand-ins, and stop them at the end."""
    ports = ("--openoctopus-port", "0", "--octopusx-port", "0")
    with folder_on_disk() as folder:
        async with (
            child("gateway stand-in", "-m", "sandbox", "gateway", *ports, logs=folder) as gateway,
            child("Discord stand-in", "-m", "sandbox", "discord", "--port", "0", logs=folder) as chat,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
        ):
            pictures, addresses = await gateway.greeting(), await chat.greeting()
            discord = DiscordControl(addresses, http, chat.process.pid)
            yield Scene(discord=discord, environ=_environ(pictures, discord, folder), folder=folder)


@asynccontextmanager
async def open_bot(
    scene: Scene, arguments: tuple[str, ...], environ: Mapping[str, str] | None = None
) -> AsyncIterator[Child]:
    """A bot from its start until the block ends; ready at the beginning of the block."""
    past = [session["id"] for session in await scene.discord.sessions()]
    async with child(
        "bot", *arguments, logs=scene.folder, environ={**scene.environ, **(environ or {})}
    ) as bot:
        await scene.discord.wait_session(ignore=past)
        yield bot


def _environ(pictures: Mapping[str, str], discord: DiscordControl, folder: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_BASE": discord.api,
        "DISCORD_GATEWAY_URL": discord.gateway,
        "DISCORD_CDN_BASE": discord.cdn,
        "OPENOCTOPUS_API_KEY": "ooq_sandbox",
        "OPENOCTOPUS_BASE_URL": pictures["openoctopus"],
        "ALLOW_LOOPBACK": "true",
        "DATA_DIR": str(folder / "data"),
        # One member asks more often than people do.
        "MAX_OPEN_JOBS": "1000000",
    }
