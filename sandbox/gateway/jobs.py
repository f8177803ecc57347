"""A job and where it stands. Nothing runs while it waits: its state is read off the clock."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.gateway.faults.grammar import Fault
from sandbox.gateway.manners import Manners


class Status(StrEnum):
    """The standard vocabulary of the OpenOctopus API guide."""

    QUEUED = "queued"  # taken, no work yet
    PROCESSING = "processing"  # being drawn
    SUCCEEDED = "succeeded"  # the pictures can be fetched
    FAILED = "failed"  # ended with an error code
    CANCELLED = "cancelled"  # ended without a result


FINAL = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be drawn, after all defaults.

    `watermark` is `true`, `false` or `omitted` as it arrived, `unknown` where a gateway has no such switch.
    """

    text: str
    width: int
    height: int
    output_format: str = "png"
    quality: str = "medium"
    count: int = 1
    watermark: str = "unknown"
    sync: bool = False
    base64: bool = False
    references: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """One accepted request. Times are seconds of the stand-in's clock."""

    id: str
    gateway: str
    model: str
    prompt: str
    order: Order
    manners: Manners
    faults: tuple[Fault, ...]
    outcome: Fault | None
    price: int
    body: dict[str, Any]
    headers: dict[str, str]
    variant: int
    submitted_at: float
    seconds: float
    started_at: float
    position: int | None = None
    cancelled: bool = False
    #: When it was ended early; `None` if it was not.
    ended_at: float | None = None
    polls: int = 0
    downloads: int = 0
    download_log: list[dict[str, Any]] = field(default_factory=list)

    @property
    def finish_at(self) -> float:
        return self.started_at + self.seconds if self.ended_at is None else self.ended_at

    def status(self, now: float) -> Status:
        """Where the job stands at `now`."""
        if self.cancelled:
            return Status.CANCELLED
        if now < self.started_at:
            return Status.QUEUED
        if now < self.finish_at:
            return Status.PROCESSING
        return self._end()

    def _end(self) -> Status:
        if self.outcome is None or self.outcome.name in _SPOILT_SUCCESS:
            return Status.SUCCEEDED
        return Status.CANCELLED if self.outcome.name == "cancelled" else Status.FAILED

    @property
    def is_paid(self) -> bool:
        """A job that ends without a result is settled at nothing."""
        return not self.cancelled and self._end() is Status.SUCCEEDED

    def finish(self, now: float) -> None:
        """End the work at `now`, if it has not ended."""
        if now < self.finish_at:
            self.started_at = min(self.started_at, now)
            self.seconds = now - self.started_at
            # Added up again, the two may come out later than `now`.
            self.ended_at = now


_SPOILT_SUCCESS = frozenset({"empty_assets", "no_assets", "null_assets", "fewer", "more", "elsewhere"})
