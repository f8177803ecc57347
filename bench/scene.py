"""What the measurements play on: the stand-ins and one bot at a time, each a process of its own."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.processes import Process, greeting, running
from tests.support.discord import DiscordControl
from tests.support.gateway import GatewayControl

#: Kept on disk by convention, where the folder for temporary files may be in memory.
_ON_DISK = Path("/var/tmp")  # noqa: S108 - tempfile makes a folder of its own in it
INKLING = ("-m", "bot", "run", "--env-file", os.devnull)
BARE = ("-m", "bench.bare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The stand-ins, and a folder for whoever plays on them."""

    discord: DiscordControl
    gateway: GatewayControl
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
            running("-m", "sandbox", "gateway", *ports, log=folder / "gateway.log") as gateway,
            running("-m", "sandbox", "discord", "--port", "0", log=folder / "discord.log") as chat,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http,
        ):
            pictures, discord = await greeting(gateway), DiscordControl(await greeting(chat), http, chat.pid)
            async with GatewayControl(pictures["control"]) as control:
                environ = _environ(pictures, discord, folder)
                yield Scene(discord=discord, gateway=control, environ=environ, folder=folder)


@asynccontextmanager
async def open_bot(
    scene: Scene, arguments: tuple[str, ...], environ: Mapping[str, str] | None = None
) -> AsyncIterator[Process]:
    """A bot from its start until the block ends; at work at the beginning of the block."""
    async with connected_bot(scene, arguments, environ) as bot:
        # A bot may be ready before its commands are.
        await scene.discord.wait_commands("imagine")
        yield bot


@asynccontextmanager
async def connected_bot(
    scene: Scene, arguments: tuple[str, ...], environ: Mapping[str, str] | None = None
) -> AsyncIterator[Process]:
    """A bot from its start until the block ends; READY at the beginning of the block."""
    past = [session["id"] for session in await scene.discord.sessions()]
    settings = {**scene.environ, **(environ or {})}
    async with running(*arguments, log=scene.folder / "bot.log", environ=settings) as bot:
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
        "MAX_RUNNING_JOBS": "1000000",
    }
