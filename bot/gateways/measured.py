"""A gateway that tells how each call went and how long it took."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import perf_counter

from bot.domain.errors import GatewayError
from bot.domain.failure import label_of
from bot.domain.model import Model
from bot.domain.outcome import Outcome
from bot.domain.request import ImageRequest
from bot.gateways.gateway import Gateway, Submitted

#: Called with gateway, call, "ok" or an error code, and seconds.
Observe = Callable[[str, str, str, float], None]


class Measured:
    """Passes every call on to another gateway."""

    def __init__(self, gateway: Gateway, *, observe: Observe) -> None:
        self._gateway = gateway
        self._observe = observe
        self.name = gateway.name
        self.submit_timeout = gateway.submit_timeout
        self.synchronous = gateway.synchronous

    async def submit(self, model: Model, request: ImageRequest, images: int) -> Submitted:
        """Ask for pictures."""
        async with self._timed("submit"):
            return await self._gateway.submit(model, request, images)

    async def poll(self, task_id: str) -> Outcome:
        """Read a task."""
        async with self._timed("poll"):
            return await self._gateway.poll(task_id)

    async def check(self) -> None:
        """Reach the gateway with the key."""
        async with self._timed("check"):
            await self._gateway.check()

    async def has_funds(self) -> bool | None:
        """Ask whether anything is left to spend."""
        async with self._timed("has_funds"):
            return await self._gateway.has_funds()

    async def close(self) -> None:
        """Close its connections."""
        await self._gateway.close()

    @asynccontextmanager
    async def _timed(self, call: str) -> AsyncIterator[None]:
        begun = perf_counter()
        code = "cancelled"
        try:
            yield
            code = "ok"
        except GatewayError as error:
            code = label_of(error.code)
            raise
        finally:
            self._observe(self.name, call, code, perf_counter() - begun)
