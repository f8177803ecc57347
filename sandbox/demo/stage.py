"""Everything that must run: the image gateways' stand-in, Discord's stand-in, and the bot between them."""

from __future__ import annotations

import asyncio
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.demo.processes import READY_WITHIN, Child, NotReady, child

PAGE_PORT = 8800


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What is running, and where."""

    page: str
    control: str
    children: tuple[Child, ...]


@asynccontextmanager
async def staged(*, page_port: int, median_seconds: float) -> AsyncIterator[Stage]:
    """Start all three in order; at the end stop them in reverse order and forget their data.

    Raises:
        ChildDied, NotReady: one of them did not come up.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="inkling-demo-")))
        gateway = await stack.enter_async_context(
            child("image gateway", *_gateway_arguments(median_seconds), logs=folder)
        )
        discord = await stack.enter_async_context(
            child("Discord stand-in", *_discord_arguments(page_port), logs=folder)
        )
        pictures, chat = await gateway.greeting(), await discord.greeting()
        environ = _bot_environ(pictures, chat, folder)
        bot = await stack.enter_async_context(
            child("bot", "-m", "bot", "run", "--env-file", os.devnull, logs=folder, environ=environ)
        )
        await watched((gateway, discord, bot), _connected(chat["control"], bot))
        yield Stage(page=chat["page"], control=chat["control"], children=(gateway, discord, bot))


async def watched(children: tuple[Child, ...], work: Coroutine[Any, Any, None]) -> None:
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


def _discord_arguments(page_port: int) -> tuple[str, ...]:
    return ("-m", "sandbox", "discord", "--port", str(page_port if _is_free(page_port) else 0))


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


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
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": "",
    }


async def _connected(control: str, bot: Child) -> None:
    """Return when the bot is on the gateway and has registered its commands."""
    timeout = aiohttp.ClientTimeout(total=READY_WITHIN + 5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        for wanted in ({"commands": {"name": "imagine"}}, {"session": {"connected": True}}):
            body = {**wanted, "timeout": READY_WITHIN}
            async with session.post(f"{control}/wait", json=body) as answer:
                if answer.status != 200:
                    raise NotReady(bot)
