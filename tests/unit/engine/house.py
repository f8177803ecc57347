"""A whole engine for tests: a real database file, real gateway clients, a front that takes notes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from bot.domain.clock import Clock
from bot.domain.ids import Ids
from bot.domain.job import Job, JobState, Origin, Picture
from bot.domain.quota import DefaultLimits
from bot.domain.request import ImageRequest
from bot.engine.accept import Accepted
from bot.engine.engine import Engine
from bot.engine.front import FirstAnswer, Front, Progress
from bot.engine.kit import unwatched
from bot.engine.settings import Settings
from bot.gateways.catalogue import Catalogue, load_catalogue
from bot.gateways.download import Downloader
from bot.gateways.gateway import Gateway
from bot.gateways.octopusx import OctopusX
from bot.gateways.openoctopus import OpenOctopus
from bot.gateways.references import References
from bot.gateways.throttle import Throttle
from bot.gateways.transport import Wire
from bot.store.database import Database
from bot.store.stores import Store
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY

USER, GUILD, CHANNEL = 7, 1, 3
ASYNCHRONOUS, SYNCHRONOUS = "gpt-image-2", "gpt-image-2-x"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Where the image gateways' stand-in listens."""

    openoctopus: str
    octopusx: str
    control: str


@dataclass
class NotingFront:
    """Shows by noting, hands over by noting; what is to go wrong is queued for each path."""

    open_paths: list[str] = field(default_factory=lambda: ["original", "channel"])
    shown: list[tuple[JobState, Progress]] = field(default_factory=list)
    ended: list[Job] = field(default_factory=list)
    delivered: list[tuple[str, str, tuple[Picture, ...]]] = field(default_factory=list)
    #: Raised by `deliver`, in order, per path.
    troubles: dict[str, list[Exception]] = field(default_factory=dict)
    #: Raised by `find`, in order, per path.
    hidden: dict[str, list[Exception]] = field(default_factory=dict)
    #: Messages that got through although the answer was lost.
    lost_answers: set[str] = field(default_factory=set)
    messages: dict[tuple[str, str], int] = field(default_factory=dict)
    #: Whether first answers arrived, and what is raised before that is told.
    answered: bool = True
    unsure: list[Exception] = field(default_factory=list)
    #: Raised by `finished`, in order.
    deaf: list[Exception] = field(default_factory=list)
    #: Whether showing and telling fail.
    blind: bool = False
    #: Deliveries wait until it is set.
    gate: asyncio.Event | None = None
    at_gate: asyncio.Event = field(default_factory=asyncio.Event)
    _serial: Iterator[int] = field(default_factory=lambda: count(100))

    async def show(self, job: Job, progress: Progress) -> None:
        self._look()
        self.shown.append((job.state, progress))

    def paths(self, job: Job) -> Sequence[str]:
        del job
        return self.open_paths

    async def find(self, job: Job, path: str) -> int | None:
        if self.hidden.get(path):
            raise self.hidden[path].pop(0)
        return self.messages.get((job.id, path))

    async def deliver(self, job: Job, pictures: Sequence[Picture], path: str) -> int | None:
        self.at_gate.set()
        if self.gate is not None:
            await self.gate.wait()
        trouble = self.troubles.get(path, [])
        if trouble and path not in self.lost_answers:
            raise trouble.pop(0)
        self.delivered.append((job.id, path, tuple(pictures)))
        self.messages[job.id, path] = next(self._serial)
        if trouble:
            raise trouble.pop(0)
        return self.messages[job.id, path]

    async def first_answer(self, job: Job) -> FirstAnswer | None:
        if self.unsure:
            raise self.unsure.pop(0)
        return FirstAnswer(77) if self.answered else None

    async def finished(self, job: Job) -> None:
        self._look()
        if self.deaf:
            raise self.deaf.pop(0)
        self.ended.append(job)

    def open_gate(self) -> None:
        """Let deliveries through."""
        assert self.gate is not None
        self.gate.set()

    def _look(self) -> None:
        if self.blind:
            raise RuntimeError("no card to be seen")


@dataclass
class House:
    """An engine that runs, and what is around it."""

    engine: Engine
    store: Store
    front: NotingFront
    clock: Clock
    images: Path
    gateways: Mapping[str, Gateway]

    async def accept(
        self, prompt: str, *, model: str = ASYNCHRONOUS, images: int = 1, user: int = USER
    ) -> Accepted:
        """A request of the usual person, not started."""
        request = ImageRequest(prompt=prompt, model=model, count=images)
        whose = Origin(front="noting", user_id=user, guild_id=GUILD, channel_id=CHANNEL)
        return await self.engine.accept(request, whose, idempotency_key=f"interaction:{uuid4()}")

    async def begin(self, prompt: str, *, model: str = ASYNCHRONOUS, images: int = 1) -> Job:
        """Accept and start."""
        accepted = await self.accept(prompt, model=model, images=images)
        self.engine.start(accepted.job.id, card_message_id=55)
        return accepted.job

    async def imagine(self, prompt: str, *, model: str = ASYNCHRONOUS, images: int = 1) -> Job:
        """The job, ended."""
        job = await self.begin(prompt, model=model, images=images)
        return await self.engine.wait(job.id)

    async def used(self) -> tuple[int, ...]:
        """Credits used of the guild and of the member today."""
        standing = await self.store.quotas.standing(GUILD, USER, now_ms=self.clock.wall_ms())
        return tuple(bucket.used for bucket in standing)


def settings_with(**turned: Any) -> Settings:
    """What an operator who turned nothing but this runs with, fewer places at a gateway aside."""
    usual = {
        "deadline_seconds": 600.0,
        "wait_seconds": 600.0,
        "max_open_jobs": 3,
        "max_running_jobs": 100,
        "gateway_concurrency": 8,
        "resubmit_on_unknown": False,
        "submit_margin": 10.0,
    }
    return Settings(**{**usual, **turned})


@asynccontextmanager
async def open_store(path: Path, clock: Clock) -> AsyncIterator[Store]:
    """Every table over one file."""
    database = await Database.open(f"sqlite+aiosqlite:///{path}")
    defaults = DefaultLimits(guild=1000, member=500, user=100)
    try:
        yield Store.over(database, clock=clock, defaults=defaults)
    finally:
        await database.close()


@asynccontextmanager
async def open_gateways(
    stand_in: StandIn, clock: Clock, *, submit_timeout: float = 600.0
) -> AsyncIterator[dict[str, Gateway]]:
    """The real clients, pointed at the stand-in."""
    tls = ssl.create_default_context()
    throttle = Throttle(clock=clock, rate=1000, burst=1000)

    def wire(url: str, key: str) -> Wire:
        return Wire(base_url=url, key=key, clock=clock, throttle=throttle, tls=tls)

    asynchronous = wire(stand_in.openoctopus, OPENOCTOPUS_KEY)
    synchronous = wire(stand_in.octopusx, OCTOPUSX_KEY)
    gateways: dict[str, Gateway] = {
        "openoctopus": OpenOctopus(asynchronous, submit_timeout=submit_timeout),
        "octopusx": OctopusX(
            synchronous,
            clock=clock,
            references=References(Path("no references here"), clock=clock),
            submit_timeout=submit_timeout,
        ),
    }
    try:
        yield gateways
    finally:
        for gateway in gateways.values():
            await gateway.close()


@asynccontextmanager
async def open_downloader(clock: Clock) -> AsyncIterator[Downloader]:
    """The real one, allowed to fetch from this machine."""
    downloader = Downloader(
        clock=clock, tls=ssl.create_default_context(), max_bytes=2**24, allow_loopback=True
    )
    try:
        yield downloader
    finally:
        await downloader.close()


@asynccontextmanager
async def open_house(
    *,
    path: Path,
    gateways: Mapping[str, Gateway],
    clock: Clock,
    models: Catalogue | None = None,
    settings: Settings | None = None,
    front: NotingFront | None = None,
    front_name: str = "noting",
    grace: float = 5.0,
    checkpoint: Callable[[str], None] = unwatched,
) -> AsyncIterator[House]:
    """An engine at work until the block ends."""
    noting = front or NotingFront()
    fronts: dict[str, Front] = {front_name: noting}
    images = path.parent / "pictures"
    images.mkdir(exist_ok=True)
    random = Random(1)
    async with open_store(path, clock) as store, open_downloader(clock) as fetcher:
        engine = Engine(
            store=store,
            gateways=gateways,
            models=models or load_catalogue().served_by(gateways),
            fetcher=fetcher,
            images=images,
            fronts=fronts,
            clock=clock,
            random=random,
            ids=Ids(clock=clock, random=random),
            settings=settings or settings_with(max_open_jobs=100),
            checkpoint=checkpoint,
        )
        work = asyncio.create_task(engine.run())
        try:
            yield House(
                engine=engine, store=store, front=noting, clock=clock, images=images, gateways=gateways
            )
        finally:
            await engine.stop(grace=grace)
            await work
            assert await store.quotas.audit() == []
            assert await store.spending.audit() == []
