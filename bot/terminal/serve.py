"""`inkling run`: the bot, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING, Any

import discord

from bot.app import App, images_of, open_app
from bot.chat.client import Bot
from bot.chat.front import DiscordFront
from bot.chat.origin import FRONT
from bot.chat.settings import FaceSettings
from bot.config import Config
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import Ids
from bot.engine.kit import unwatched
from bot.gateways.offer import read_offer
from bot.terminal.aim import aim
from bot.terminal.caretaker import Caretaker

if TYPE_CHECKING:
    from bot.ops.health import Readiness

_log = logging.getLogger(__name__)


async def serve(config: Config, *, clock: Clock, checkpoint: Callable[[str], None] = unwatched) -> None:
    """Run until SIGTERM or SIGINT; then take nothing new, let running steps end, leave the rest resumable.

    Raises:
        ConfigError, StoreError, PortInUse, discord.DiscordException: what `trouble.explain` knows.
    """
    if config.discord_token is None:
        raise ValueError("the configuration was not asked for a token")
    aim(config)
    async with (
        open_bot(config, clock=clock, checkpoint=checkpoint) as (app, bot),
        _watchable(config, app, bot),
    ):
        await _run(
            app, bot, token=config.discord_token.get_secret_value(), grace=config.shutdown_grace_seconds
        )


@asynccontextmanager
async def open_bot(
    config: Config, *, clock: Clock, checkpoint: Callable[[str], None] = unwatched
) -> AsyncIterator[tuple[App, Bot]]:
    """The engine and the client that is its front, not logged in yet."""
    offer, random = read_offer(config), Random()
    _log.info("offering %s; data in %s", ", ".join(offer.models.models), config.data_dir.absolute())
    settings = FaceSettings(
        images_dir=images_of(config),
        mention_after=config.mention_after_seconds,
        spoiler_unrated=config.spoiler_unrated,
    )
    front = DiscordFront(settings=settings, clock=clock)
    # Inkling never speaks: no warning that it could not.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    opened = open_app(
        config, offer=offer, clock=clock, fronts={FRONT: front}, random=random, checkpoint=checkpoint
    )
    async with opened as app:
        yield (
            app,
            Bot(
                engine=app.engine,
                front=front,
                store=app.store,
                limits=app.limits,
                models=offer.models,
                intake=app.intake,
                default_model=offer.default_model,
                settings=settings,
                clock=clock,
                ids=Ids(clock=clock, random=random),
            ),
        )


async def _run(app: App, bot: Bot, *, token: str, grace: float) -> None:
    """Work until asked to stop, or until a part ends by itself, which is an error of that part."""
    stop = _stop_requested()
    async with bot:
        caretaker = Caretaker(
            store=app.store, references=app.references, metrics=app.metrics, clock=bot.clock
        )
        parts: tuple[asyncio.Task[Any], ...] = (
            asyncio.create_task(app.engine.run(), name="engine"),
            asyncio.create_task(bot.start(token), name="discord"),
            asyncio.create_task(caretaker.run(), name="caretaker"),
            asyncio.create_task(stop.wait(), name="stop"),
        )
        try:
            ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            _log.info("stopping")
        finally:
            # The engine first: what it still delivers goes through the client.
            await app.engine.stop(grace=grace)
            await bot.close()
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
    # What broke only because of the stop is nobody's trouble.
    for part in ended:
        part.result()


def _stop_requested() -> asyncio.Event:
    """Set by the first SIGTERM or SIGINT; the second ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked)
    return stop


@asynccontextmanager
async def _watchable(config: Config, app: App, bot: Bot) -> AsyncIterator[None]:
    """Health and metrics, where a port is configured."""
    if config.health_port is None:
        yield
        return
    # A web server is loaded only where one is wanted.
    from bot.ops.health import open_health

    readiness = _readiness(app, bot)
    async with open_health(
        host=config.health_host, port=config.health_port, metrics=app.metrics, readiness=readiness
    ) as address:
        _log.info("health and metrics at %s", address)
        yield


def _readiness(app: App, bot: Bot) -> "Readiness":
    link = _Link(bot)

    async def parts() -> Mapping[str, bool]:
        try:
            async with app.store.database.read():
                database = True
        except StoreError:
            database = False
        return {"database": database, "discord": link.up}

    return parts


class _Link:
    """Whether the gateway connection stands; the client itself only tells whether it ever did."""

    def __init__(self, bot: Bot) -> None:
        self.up = False
        bot.add_listener(self._came, "on_ready")
        bot.add_listener(self._came, "on_resumed")
        bot.add_listener(self._went, "on_disconnect")

    async def _came(self) -> None:
        self.up = True

    async def _went(self) -> None:
        self.up = False
