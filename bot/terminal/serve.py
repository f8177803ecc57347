"""`inkling run`: the bot, until it is told to stop.

It logs in as soon as nothing is known to be in the way, and loads most of itself while Discord is reached.
"""

from __future__ import annotations

import asyncio
import importlib
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord

from bot.chat.client import COGS, Bot
from bot.domain.clock import Clock
from bot.ops.log import let_go_of_log
from bot.terminal.aim import aim
from bot.terminal.footing import Footing
from bot.terminal.loading import loading
from bot.terminal.tuning import tune

#: Seconds a thread that loads may keep the others waiting. Python's usual 5 ms add up in a handshake.
_SHORT_TURN = 0.0005


async def serve(footing: Footing, *, clock: Clock, checkpoint: Callable[[str], None] | None = None) -> None:
    """Run until SIGTERM or SIGINT; then take nothing new, let running steps end, leave the rest resumable.

    Raises:
        StoreError, discord.DiscordException: what `trouble.explain` knows.
    """
    config = footing.config
    if config.discord_token is None:
        raise ValueError("the configuration was not asked for a token")
    stop = _stop_requested()
    aim(config)
    async with talking_bot(config.discord_token.get_secret_value(), clock=clock) as (bot, talking):
        if not await _logged_in(bot, talking, stop):
            return
        with loading(), _short_turns():
            await asyncio.to_thread(_load)
        tune()
        let_go_of_log()
        from bot.terminal.work import open_work, work

        async with open_work(footing, bot, clock=clock, checkpoint=checkpoint) as app:
            await work(app, bot, talking=talking, stop=stop, grace=config.shutdown_grace_seconds)


@asynccontextmanager
async def talking_bot(token: str, *, clock: Clock) -> AsyncIterator[tuple[Bot, asyncio.Task[None]]]:
    """A client that logs in and connects by itself; it has left Discord at the end of the block.

    The task ends when the client cannot go on, with the reason.
    """
    # Inkling never speaks: no warning that it could not.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with Bot(clock=clock) as bot:
        talking = asyncio.create_task(bot.start(token), name="discord")
        try:
            yield bot, talking
        finally:
            # In this order: a closed client of discord.py cannot tell its listeners that the line has ended.
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            await bot.close()


async def _logged_in(bot: Bot, talking: asyncio.Task[None], stop: asyncio.Future[None]) -> bool:
    """Wait until Discord lets the bot in; false if it is told to stop before.

    Raises:
        discord.DiscordException, aiohttp.ClientError: Discord does not.
    """
    entering = asyncio.create_task(bot.logged_in.wait())
    waiting: tuple[asyncio.Future[Any], ...] = (entering, talking, stop)
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        entering.cancel()
    if talking.done():
        talking.result()
    return not stop.done()


def _load() -> None:
    """Load what the bot works with. Imports at the head of this file would make Discord wait for them."""
    for name in ("bot.terminal.work", *COGS, "bot.ops.lines"):
        importlib.import_module(name)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Have threads that compute give way often."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _stop_requested() -> asyncio.Future[None]:
    """Done at the first SIGTERM or SIGINT; the second ends the process at once."""
    loop = asyncio.get_running_loop()
    stop = loop.create_future()

    def asked() -> None:
        stop.set_result(None)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked)
    return stop
