"""The bot in this process, over the wire with both stand-ins, on a clock that runs fast."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import App
from bot.chat.client import Bot
from bot.chat.endpoints import use_endpoints
from bot.config import Config, load_config
from bot.domain.job import Job
from bot.ops.clock import SystemClock
from bot.terminal.footing import footing
from bot.terminal.serve import talking_bot
from bot.terminal.work import open_work
from tests.support.discord import DiscordControl
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY, ROOT, GatewayControl
from tests.support.tables import job_under

Json = dict[str, Any]

#: Seconds after which the first answer is bridged.
PATIENCE = 1.0
#: The guild of the ordinary channels.
STUDIO = 1100000000004194304


class FastClock(SystemClock):
    """Time in which a minute takes some seconds, so that nobody waits for the bot's pauses."""

    speed = 10.0

    def __init__(self) -> None:
        self._wall, self._monotonic = super().wall_ms(), super().monotonic()
        self._skipped = 0.0

    def monotonic(self) -> float:
        return (super().monotonic() - self._monotonic) * self.speed + self._skipped

    def wall_ms(self) -> int:
        return self._wall + round(self.monotonic() * 1000)

    def skip(self, seconds: float) -> None:
        """Let time have passed."""
        self._skipped += seconds

    async def sleep(self, seconds: float) -> None:
        # How long the machine really takes to accept is not the bot's own pace.
        await super().sleep(seconds if seconds == PATIENCE else seconds / self.speed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything a test touches."""

    discord: DiscordControl
    gateway: GatewayControl
    app: App
    bot: Bot
    clock: FastClock
    #: Ends this bot before the test does.
    stop: Callable[[], Awaitable[None]]

    async def job_of(self, interaction: Json) -> Job:
        """The job an interaction led to."""
        if interaction["state"] == "deferred":
            await self.discord.wait_message(id=interaction["original_id"], loading=False)
        job = await job_under(self.app.store, interaction["id"])
        assert job is not None, await self.discord.transcript()
        return job

    async def ended(self, interaction: Json) -> Job:
        """The job once it has ended and its front was told."""
        return await asyncio.wait_for(self.app.engine.wait((await self.job_of(interaction)).id), 30)

    async def used(self, guild: int | None = None, person: str = "member") -> list[int]:
        """Credits used now, by bucket."""
        people = {one["key"]: int(one["id"]) for one in (await self.discord.world())["people"]}
        standings = await self.app.store.quotas.standing(guild, people[person], now_ms=self.clock.wall_ms())
        return [standing.used for standing in standings]


@asynccontextmanager
async def run_bot(
    config: Config, clock: FastClock, discord: DiscordControl
) -> AsyncIterator[tuple[App, Bot]]:
    """The bot as `inkling run` builds it, without its signals."""
    use_endpoints(api_base=discord.api, gateway_url=discord.gateway, cdn_base=discord.cdn)
    assert config.discord_token is not None
    with footing(config) as ground:
        before = [session["id"] for session in await discord.sessions()]
        async with talking_bot(config.discord_token.get_secret_value(), clock=clock) as (bot, _talking):
            await bot.logged_in.wait()
            async with open_work(ground, bot, clock=clock) as app:
                running = asyncio.create_task(app.engine.run())
                try:
                    await discord.wait_session(ignore=before)
                    await asyncio.wait_for(bot.published.wait(), 10)
                    yield app, bot
                finally:
                    await app.engine.stop(grace=5)
                    await asyncio.gather(running, return_exceptions=True)
                    if bot._connection._ready_task is not None:
                        # discord.py would announce later, to a loop that ends, that it is ready.
                        bot._connection._ready_task.cancel()


Start = Callable[..., Awaitable[Stage]]


@pytest.fixture(scope="session")
def discord_addresses() -> Iterator[Json]:
    yield from _process("discord", "--port", "0")


@pytest.fixture(scope="session")
def gateway_addresses() -> Iterator[Json]:
    yield from _process(
        "gateway", "--openoctopus-port", "0", "--octopusx-port", "0", "--median-seconds", "0.3", "--seed", "1"
    )


def _process(*words: str) -> Iterator[Json]:
    command = [sys.executable, "-m", "sandbox", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


@pytest.fixture
async def discord(discord_addresses: Json) -> AsyncIterator[DiscordControl]:
    """Discord, which must have nothing to complain of in the end."""
    kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    async with aiohttp.ClientSession() as http:
        control = DiscordControl(discord_addresses, http, 0)
        await control.reset()
        yield control
        standing = await control.standing()
        assert standing["violations"] == []
        assert standing["rate_limited"] == []
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = kept


@pytest.fixture
async def gateway(gateway_addresses: Json) -> AsyncIterator[GatewayControl]:
    async with GatewayControl(gateway_addresses["control"]) as control:
        await control.reset()
        yield control


@pytest.fixture
async def start(
    discord: DiscordControl, gateway: GatewayControl, gateway_addresses: Json, tmp_path: Path
) -> AsyncIterator[Start]:
    """Starts the bot with settings of the test's own."""
    async with AsyncExitStack() as stack:

        async def started(**settings: str) -> Stage:
            environ = {
                "DISCORD_TOKEN": discord.token,
                "OPENOCTOPUS_API_KEY": OPENOCTOPUS_KEY,
                "OPENOCTOPUS_BASE_URL": gateway_addresses["openoctopus"],
                "OCTOPUSX_API_KEY": OCTOPUSX_KEY,
                "OCTOPUSX_BASE_URL": gateway_addresses["octopusx"],
                "DATA_DIR": str(tmp_path),
                "ALLOW_LOOPBACK": "true",
                **settings,
            }
            clock = FastClock()
            config = load_config(environ, None)
            run = await stack.enter_async_context(AsyncExitStack())
            app, bot = await run.enter_async_context(run_bot(config, clock, discord))
            return Stage(discord=discord, gateway=gateway, app=app, bot=bot, clock=clock, stop=run.aclose)

        yield started


@pytest.fixture
async def stage(start: Start) -> Stage:
    """The bot with its defaults."""
    return await start()
