"""What the engine asks of an image gateway."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.model import Model
from bot.domain.outcome import Outcome
from bot.domain.request import ImageRequest


@dataclass(frozen=True, slots=True)
class Submitted:
    """The gateway took the request."""

    #: `None` where the gateway answers with the pictures and keeps no task.
    task_id: str | None
    outcome: Outcome


class Gateway(Protocol):
    """One image API. Calls raise `GatewayError` and nothing else (cancellation apart)."""

    #: Name as in the catalogue.
    name: str
    #: Seconds after which a submit is given up; its answer may then be lost.
    submit_timeout: float
    #: Whether a submit answers only when the pictures exist.
    synchronous: bool

    async def submit(self, model: Model, request: ImageRequest, images: int) -> Submitted:
        """Ask for `images` pictures. `GatewayError.maybe_accepted` tells if it may have been taken."""

    async def poll(self, task_id: str) -> Outcome:
        """Read a task. Safe to repeat."""

    async def check(self) -> None:
        """Reach the gateway with the key, spending nothing.

        Raises:
            GatewayError: with the code that says why not.
        """

    async def has_funds(self) -> bool | None:
        """Whether anything is left to spend; `None` where the gateway does not tell.

        Raises:
            GatewayError: it was not reached, or did not take the key.
        """

    async def close(self) -> None:
        """Close its connections."""
