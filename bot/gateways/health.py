"""How the gateways are, found out without spending anything."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import GatewayError
from bot.gateways.gateway import Gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one gateway is."""

    name: str
    #: Why it cannot be used; `None` if it answers and takes the key.
    error: GatewayError | None
    #: Whether anything is left to spend; `None` where that is not told.
    has_funds: bool | None


async def look_at(gateways: Mapping[str, Gateway]) -> list[Health]:
    """All of them at once."""
    return list(await asyncio.gather(*(_look_at(gateway) for gateway in gateways.values())))


async def _look_at(gateway: Gateway) -> Health:
    try:
        await gateway.check()
    except GatewayError as error:
        return Health(name=gateway.name, error=error, has_funds=None)
    try:
        has_funds = await gateway.has_funds()
    except GatewayError:
        # It was just reached; that it does not tell its balance is no fault.
        has_funds = None
    return Health(name=gateway.name, error=None, has_funds=has_funds)
