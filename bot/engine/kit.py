"""What every step works with, and the few words they all need of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.errors import UnknownModel
from bot.domain.ids import Ids
from bot.domain.job import Job, Picture
from bot.domain.model import Model
from bot.domain.outcome import RemoteImage
from bot.domain.polling import Learnt
from bot.domain.request import ImageRequest
from bot.engine.alarm import Alarm
from bot.engine.counters import Counters
from bot.engine.front import Front
from bot.engine.screen import Screen
from bot.engine.settings import Settings
from bot.engine.slots import Slots
from bot.gateways.gateway import Gateway
from bot.store.stores import Store

#: Gateway, model, resolution, quality.
DurationKind = tuple[str, str, str | None, str | None]


class Models(Protocol):
    """The catalogue, as far as the engine needs it."""

    def get(self, name: str) -> Model:
        """The entry of that name.

        Raises:
            UnknownModel: there is none.
        """

    def names(self, gateways: Collection[str]) -> tuple[str, ...]:
        """The models these gateways serve."""

    def cheapest(self, gateway: str) -> int:
        """The least that one picture costs there, in catalogue credits."""


class Fetcher(Protocol):
    """Brings a finished picture to disk."""

    async def fetch(self, image: RemoteImage, *, into: Path, job_id: str, index: int) -> Picture:
        """Download or decode, verify, and put in place as a whole.

        Raises:
            ImageRejected: it is not a picture we hand on.
            GatewayError: it was not reached.
        """


def unwatched(_name: str) -> None:
    """The checkpoint of a process nobody tries to kill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Everything a step may use. Built once at the edge."""

    store: Store
    gateways: Mapping[str, Gateway]
    models: Models
    fetcher: Fetcher
    #: Where pictures are kept.
    images: Path
    fronts: Mapping[str, Front]
    clock: Clock
    random: Random
    ids: Ids
    settings: Settings
    slots: Slots
    counters: Counters
    alarm: Alarm
    #: Called before and after every commit and side effect, with its name.
    checkpoint: Callable[[str], None] = unwatched
    #: Durations as last read, by kind of task.
    learnt: dict[DurationKind, Learnt] = field(default_factory=dict)
    #: Filters as last used, by guild.
    screens: dict[int, Screen] = field(default_factory=dict)

    def model_of(self, job: Job) -> Model | None:
        """Its catalogue entry, `None` if that or its gateway has gone."""
        try:
            model = self.models.get(job.request.model)
        except UnknownModel:
            return None
        return model if model.gateway == job.gateway and job.gateway in self.gateways else None

    async def usual_seconds(self, model: Model | None, request: ImageRequest) -> float:
        """How long one task of this kind usually takes here; a guess for a model that has gone."""
        return (await self.durations_of(model, request) if model else Learnt()).usual_seconds

    async def durations_of(self, model: Model, request: ImageRequest) -> Learnt:
        """What was learnt of this kind, or the catalogue's own figure."""
        kind = duration_kind(model, request)
        if kind not in self.learnt:
            learnt = await self.store.durations.learnt(model.gateway, request)
            self.learnt[kind] = learnt or Learnt.prior(model.usual_seconds)
        return self.learnt[kind]


def duration_kind(model: Model, request: ImageRequest) -> DurationKind:
    """What durations are learnt by."""
    return model.gateway, model.name, request.resolution, request.quality
