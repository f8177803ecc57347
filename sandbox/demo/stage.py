"""Everything that must run: the image gateways' stand-in, Discord's stand-in, and the bot between them."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import aiohttp

from sandbox.demo.mortal import Mortal, mortal
from sandbox.demo.processes import READY_WITHIN, Child, NotReady, child, launch
from sandbox.demo.supervisor import HOST, supervising

PAGE_PORT = 8800
_BOT = ("-m", "bot", "run", "--env-file", os.devnull)


class Living(Protocol):
    """A process, or what keeps one."""

    async def ended(self) -> None:
        """Wait until it ends by itself; then raise ChildDied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is running, and where."""

    page: str
    control: str
    bot: Mortal
    #: Everything that must live, the bot included.
    children: tuple[Living, ...]


@asynccontextmanager
async def staged(*, page_port: int, median_seconds: float) -> AsyncIterator[Stage]:
    """Start all three in order; at the end stop them in reverse order and forget their data.

    Raises:
        ChildDied, NotReady: one of them did not come up.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="inkling-demo-")))
        listener = stack.enter_context(socket.create_server((HOST, 0)))
        gateway = await stack.enter_async_context(
            child("image gateway", *_gateway_arguments(median_seconds), logs=folder)
        )
        discord = await stack.enter_async_context(
            child("Discord stand-in", *_discord_arguments(page_port, listener), logs=folder)
        )
        pictures, chat = await gateway.greeting(), await discord.greeting()
        environ = _bot_environ(pictures, chat, folder)

        async def another_life() -> Child:
            return await launch("bot", *_BOT, logs=folder, environ=environ)

        bot = await stack.enter_async_context(mortal(another_life))
        await stack.enter_async_context(
            supervising(listener, bot=bot, database=_database(folder), gateway=pictures["control"])
        )
        children = (gateway, discord, bot)
        await watched(children, _connected(chat["control"], bot))
        yield Stage(page=chat["page"], control=chat["control"], bot=bot, children=children)


async def watched(children: Sequence[Living], work: Coroutine[Any, Any, None]) -> None:
    """Do `work` for as long as every child lives.

    Raises:
        ChildDied: one ended first; `work` was broken off.
    """
    working = asyncio.create_task(work)
    watching = [asyncio.create_task(each.ended()) for each in children]
    try:
        done, _ = await asyncio.wait({working, *watching}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (working, *watching):
            task.cancel()
        await asyncio.gather(working, *watching, return_exceptions=True)


def _gateway_arguments(median_seconds: float) -> tuple[str, ...]:
    ports = ("--openoctopus-port", "0", "--octopusx-port", "0")
    return ("-m", "sandbox", "gateway", *ports, "--median-seconds", str(median_seconds))


def _discord_arguments(page_port: int, demo: socket.socket) -> tuple[str, ...]:
    port = page_port if _is_free(page_port) else 0
    supervisor = f"http://{HOST}:{demo.getsockname()[1]}"
    return ("-m", "sandbox", "discord", "--port", str(port), "--demo", supervisor)


def _is_free(port: int) -> bool:
    try:
        with socket.create_server((HOST, port)):
            return True
    except OSError:
        return False


def _database(folder: Path) -> Path:
    return folder / "data" / "inkling.db"


def _bot_environ(pictures: dict[str, Any], chat: dict[str, Any], folder: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": chat["token"],
        "DISCORD_API_BASE": chat["api"],
        "DISCORD_GATEWAY_URL": chat["gateway"],
        "DISCORD_CDN_BASE": chat["cdn"],
        "OPENOCTOPUS_API_KEY": "ooq_sandbox",
        "OPENOCTOPUS_BASE_URL": pictures["openoctopus"],
        "OCTOPUSX_API_KEY": "sk-sandbox",
        "OCTOPUSX_BASE_URL": pictures["octopusx"],
        "ALLOW_LOOPBACK": "true",
        "DATA_DIR": str(_database(folder).parent),
        "DATABASE_URL": "",
        # Enough to play with, and few enough that what is left is worth a look.
        "GUILD_DAILY_CREDITS": "500",
        "MEMBER_DAILY_CREDITS": "200",
    }


async def _connected(control: str, bot: Mortal) -> None:
    """Return when the bot is on the gateway and has registered its commands."""
    timeout = aiohttp.ClientTimeout(total=READY_WITHIN + 5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for wanted in ({"commands": {"name": "imagine"}}, {"session": {"connected": True}}):
            body = {**wanted, "timeout": READY_WITHIN}
            async with session.post(f"{control}/wait", json=body) as answer:
                if answer.status != 200:
                    raise NotReady(bot.child)
