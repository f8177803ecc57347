"""Where everything is opened, and handed down by keyword: database, gateways, engine."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pydantic import SecretStr

from bot.config import Config
from bot.domain.clock import Clock
from bot.domain.ids import Ids
from bot.domain.keeping import Keeping
from bot.domain.quota import DefaultLimits
from bot.domain.reference import MAX_BYTES
from bot.engine.engine import Engine
from bot.engine.erasure import Erasure
from bot.engine.front import Front
from bot.engine.kit import unwatched
from bot.engine.night import Night
from bot.engine.settings import Settings
from bot.gateways.download import Downloader
from bot.gateways.gateway import Gateway
from bot.gateways.intake import TOTAL_TIMEOUT, Intake
from bot.gateways.measured import Measured, Observe
from bot.gateways.octopusx import OctopusX
from bot.gateways.offer import Offer
from bot.gateways.openoctopus import OpenOctopus
from bot.gateways.references import References
from bot.gateways.throttle import Throttle
from bot.gateways.transport import Wire
from bot.ops.metrics import Metrics
from bot.store.claim import Claim
from bot.store.database import Database
from bot.store.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What is open, for as long as `open_app` lasts."""

    engine: Engine
    store: Store
    #: Those that have a key, by name.
    gateways: Mapping[str, Gateway]
    metrics: Metrics
    references: References
    intake: Intake
    #: What is done every night, and deletions on somebody's wish.
    night: Night
    erasure: Erasure


@asynccontextmanager
async def open_app(
    config: Config,
    *,
    offer: Offer,
    clock: Clock,
    fronts: Mapping[str, Front],
    random: Random,
    checkpoint: Callable[[str], None] = unwatched,
    claim: Claim | None = None,
) -> AsyncIterator[App]:
    """Open the gateways, the database and the engine, and close them in reverse order.

    `claim` is that on the database, where somebody has prepared one.

    Raises:
        StoreError: the database cannot be used.
    """
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        edge = _Edge(
            config=config,
            clock=clock,
            random=random,
            # Loading the certificates takes a while: once is enough, and nobody waits.
            tls=await asyncio.to_thread(ssl.create_default_context),
            references=References(references_of(config), clock=clock),
            stack=stack,
        )
        gateways = await edge.gateways(metrics.count_call)
        store = await edge.store(claim)
        engine = edge.engine(offer, store=store, gateways=gateways, fronts=fronts, checkpoint=checkpoint)
        _publish(metrics, engine)
        yield App(
            engine=engine,
            store=store,
            gateways=gateways,
            metrics=metrics,
            references=edge.references,
            intake=edge.intake(),
            night=edge.night(store),
            erasure=edge.erasure(store, engine),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """What the parts are made of. What they open is closed by `stack`."""

    config: Config
    clock: Clock
    random: Random
    tls: ssl.SSLContext
    references: References
    stack: AsyncExitStack

    async def gateways(self, observe: Observe) -> Mapping[str, Gateway]:
        return await self.stack.enter_async_context(
            open_gateways(
                self.config, clock=self.clock, tls=self.tls, references=self.references, observe=observe
            )
        )

    async def store(self, claim: Claim | None) -> Store:
        database = Database(claim) if claim else await Database.open(self.config.database)
        self.stack.push_async_callback(database.close)
        store = Store.over(database, clock=self.clock, defaults=_default_limits(self.config))
        await store.load()
        return store

    def engine(
        self,
        offer: Offer,
        *,
        store: Store,
        gateways: Mapping[str, Gateway],
        fronts: Mapping[str, Front],
        checkpoint: Callable[[str], None],
    ) -> Engine:
        images = images_of(self.config)
        images.mkdir(parents=True, exist_ok=True)
        return Engine(
            store=store,
            gateways=gateways,
            models=offer.models,
            fetcher=self._fetcher(),
            images=images,
            fronts=fronts,
            clock=self.clock,
            random=self.random,
            ids=Ids(clock=self.clock, random=self.random),
            settings=_engine_settings(self.config),
            checkpoint=checkpoint,
        )

    def intake(self) -> Intake:
        """For what people attached. It is there at once or never, and somebody waits."""
        downloader = Downloader(
            clock=self.clock,
            tls=self.tls,
            allow_loopback=self.config.allow_loopback,
            max_bytes=MAX_BYTES,
            total_timeout=TOTAL_TIMEOUT,
            not_there_yet=(),
        )
        self.stack.push_async_callback(downloader.close)
        return Intake(references=self.references, downloader=downloader)

    def night(self, store: Store) -> Night:
        return Night(
            store=store,
            images=images_of(self.config),
            outside=outside_guilds(self.config),
            grace_days=self.config.guild_grace_days,
            clock=self.clock,
            random=self.random,
        )

    def erasure(self, store: Store, engine: Engine) -> Erasure:
        return Erasure(
            store=store,
            jobs=engine,
            images=images_of(self.config),
            references=self.references,
            clock=self.clock,
            random=self.random,
        )

    def _fetcher(self) -> Downloader:
        """For what gateways made."""
        downloader = Downloader(
            clock=self.clock,
            tls=self.tls,
            allow_loopback=self.config.allow_loopback,
            max_bytes=self.config.max_image_bytes,
        )
        self.stack.push_async_callback(downloader.close)
        return downloader


def images_of(config: Config) -> Path:
    """The folder of the pictures."""
    return config.data_dir / "pictures"


def references_of(config: Config) -> Path:
    """The folder of the pictures people gave to go by."""
    return config.data_dir / "references"


def _unobserved(_gateway: str, _call: str, _code: str, _seconds: float) -> None:
    """For calls nobody counts."""


@asynccontextmanager
async def open_gateways(
    config: Config,
    *,
    clock: Clock,
    tls: ssl.SSLContext,
    references: References,
    observe: Observe = _unobserved,
) -> AsyncIterator[Mapping[str, Gateway]]:
    """The gateways that have a key, by name."""
    async with AsyncExitStack() as stack:
        opened: dict[str, Gateway] = {}
        for gateway in _gateways(config, clock, tls, references):
            stack.push_async_callback(gateway.close)
            opened[gateway.name] = Measured(gateway, observe=observe)
        yield opened


def _gateways(config: Config, clock: Clock, tls: ssl.SSLContext, references: References) -> Iterator[Gateway]:
    throttle = Throttle(clock=clock)

    def wire(base_url: str, key: SecretStr) -> Wire:
        return Wire(base_url=base_url, key=key.get_secret_value(), clock=clock, throttle=throttle, tls=tls)

    if config.openoctopus_api_key is not None:
        openoctopus = wire(config.openoctopus_base_url, config.openoctopus_api_key)
        yield OpenOctopus(openoctopus, submit_timeout=config.submit_timeout)
    if config.octopusx_api_key is not None:
        octopusx = wire(config.octopusx_base_url, config.octopusx_api_key)
        yield OctopusX(
            octopusx, clock=clock, references=references, submit_timeout=config.octopusx_submit_timeout
        )


def _default_limits(config: Config) -> DefaultLimits:
    return DefaultLimits(
        guild=config.guild_daily_credits, member=config.member_daily_credits, user=config.user_daily_credits
    )


def outside_guilds(config: Config) -> Keeping:
    """How long is kept what is asked for there."""
    return Keeping(
        prompts=config.dm_keep_prompts_days,
        pictures=config.dm_keep_pictures_days,
        failures=config.dm_keep_failures_days,
    )


def _engine_settings(config: Config) -> Settings:
    return Settings(
        deadline_seconds=config.job_deadline_seconds,
        wait_seconds=config.queue_wait_seconds,
        max_running_jobs=config.max_running_jobs,
        max_open_jobs=config.max_open_jobs,
        gateway_concurrency=config.gateway_concurrency,
        resubmit_on_unknown=config.resubmit_on_unknown,
        submit_margin=config.submit_margin,
    )


def _publish(metrics: Metrics, engine: Engine) -> None:
    counters = engine.counters
    metrics.watch("inkling_jobs_open", "Jobs that have not ended.", lambda: engine.open_jobs)
    metrics.watch("inkling_jobs_accepted", "Jobs accepted since the start.", lambda: counters.accepted)
    metrics.watch(
        "inkling_submits_unknown", "Submits whose answer was lost.", lambda: counters.unknown_submits
    )
    metrics.watch("inkling_faults", "Steps ended by a bug of Inkling's own.", lambda: counters.faults)
    metrics.watch_totals("inkling_jobs_ended", "Jobs ended, by how.", "state", lambda: counters.ended)
    metrics.watch_totals("inkling_failures", "Jobs failed, by code.", "code", lambda: counters.failed)
    metrics.watch_totals("inkling_begun", "Side effects begun.", "kind", lambda: counters.begun)
