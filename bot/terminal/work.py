"""What `inkling run` works with, once Discord has let it in."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING, Any

from bot.app import App, images_of, open_app, outside_guilds
from bot.chat.client import Bot
from bot.chat.front import DiscordFront
from bot.chat.opening import Handed
from bot.chat.origin import FRONT
from bot.chat.settings import FaceSettings
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.ids import Ids
from bot.engine.kit import unwatched
from bot.gateways.offer import read_offer
from bot.terminal.caretaker import Caretaker
from bot.terminal.footing import Footing
from bot.terminal.notice import Notice
from bot.terminal.tuning import sweep

if TYPE_CHECKING:
    from bot.ops.health import Readiness

_log = logging.getLogger(__name__)


@asynccontextmanager
async def open_work(
    footing: Footing, bot: Bot, *, clock: Clock, checkpoint: Callable[[str], None] | None = None
) -> AsyncIterator[App]:
    """The engine, and the client that has logged in as its front; the client then takes what people ask.

    Raises:
        StoreError: the database cannot be used.
    """
    config, random = footing.config, Random()
    offer = footing.offer or read_offer(config)
    _log.info("offering %s; data in %s", ", ".join(offer.models.models), config.data_dir.absolute())
    settings = FaceSettings(
        images_dir=images_of(config),
        mention_after=config.mention_after_seconds,
        spoiler_unrated=config.spoiler_unrated,
        operator_ids=config.operator_ids,
        grace_days=config.guild_grace_days,
        outside=outside_guilds(config),
    )
    front = DiscordFront(settings=settings, clock=clock)
    opened = open_app(
        config,
        offer=offer,
        claim=footing.claim,
        clock=clock,
        fronts={FRONT: front},
        random=random,
        checkpoint=checkpoint or unwatched,
    )
    async with opened as app, _watchable(footing, app, bot):
        handed = Handed(
            engine=app.engine,
            front=front,
            store=app.store,
            gateways=app.gateways,
            models=offer.models,
            intake=app.intake,
            erasure=app.erasure,
            default_model=offer.default_model,
            settings=settings,
            ids=Ids(clock=clock, random=random),
        )
        await bot.open(handed)
        yield app


async def work(
    app: App, bot: Bot, *, talking: asyncio.Task[None], stop: asyncio.Future[None], grace: float
) -> None:
    """Work until asked to stop, or until a part ends by itself, which is an error of that part.

    `talking` is the client's own task.
    """
    caretaker = Caretaker(store=app.store, references=app.references, metrics=app.metrics, clock=bot.clock)
    parts: tuple[asyncio.Future[Any], ...] = (
        asyncio.create_task(app.engine.run(), name="engine"),
        asyncio.create_task(caretaker.run(), name="caretaker"),
        asyncio.create_task(bot.alerts.run(), name="alerts"),
        asyncio.create_task(Notice(store=app.store, alarm=app.engine.alarm, clock=bot.clock).run()),
        asyncio.create_task(app.night.run(), name="night"),
        asyncio.create_task(app.erasure.run(), name="erasures"),
        asyncio.create_task(sweep(bot.clock), name="garbage"),
        talking,
        stop,
    )
    try:
        ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        _log.info("stopping")
    finally:
        # The engine first: what it still delivers goes through the client.
        await app.engine.stop(grace=grace)
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        await bot.close()
    # What broke only because of the stop is nobody's trouble.
    for part in ended:
        part.result()


@asynccontextmanager
async def _watchable(footing: Footing, app: App, bot: Bot) -> AsyncIterator[None]:
    """Health and metrics, where a port is configured."""
    if not footing.sockets:
        yield
        return
    # A web server is loaded only where one is wanted.
    from bot.ops.health import open_health

    async with open_health(footing.sockets, metrics=app.metrics, readiness=_readiness(app, bot)) as address:
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
        self.up = bot.is_ready() and bot.ws.open
        bot.add_listener(self._came, "on_ready")
        bot.add_listener(self._came, "on_resumed")
        bot.add_listener(self._went, "on_disconnect")

    async def _came(self) -> None:
        self.up = True

    async def _went(self) -> None:
        self.up = False
