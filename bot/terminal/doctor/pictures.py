"""Does the catalogue make sense, and does each image gateway take its key?"""

import ssl
from collections.abc import AsyncIterator

from bot.app import open_gateways, references_of
from bot.chat.words import failure
from bot.config import Config, ConfigError
from bot.domain.errors import GatewayError
from bot.domain.failure import Category, lookup
from bot.gateways.catalogue import CatalogueError
from bot.gateways.health import Health, look_at
from bot.gateways.offer import read_offer
from bot.gateways.references import References
from bot.ops.clock import SystemClock
from bot.terminal.doctor.finding import Finding, fault, fine, skipped

_TOP_UP = "Top up the account, or have its billing set up."
_FIXES = {
    Category.AUTH: "Put a valid key into {name}_API_KEY.",
    Category.BILLING: _TOP_UP,
    Category.TRANSPORT: "Check the network and {name}_BASE_URL.",
}
_WAIT = "The gateway is in trouble; try later."


def examine_models(config: Config) -> Finding:
    """The catalogue, as far as there are keys for it, and the default model."""
    try:
        offer = read_offer(config)
    except (CatalogueError, ConfigError) as error:
        return fault("models", " ".join(error.faults))
    return fine("models", f"On offer: {', '.join(offer.models.models)}. Default: {offer.default_model}.")


async def examine_gateways(config: Config) -> AsyncIterator[Finding]:
    """Every gateway that has a key."""
    clock, tls = SystemClock(), ssl.create_default_context()
    references = References(references_of(config), clock=clock)
    async with open_gateways(config, clock=clock, tls=tls, references=references) as gateways:
        if not gateways:
            yield skipped("image gateway", "There is no key to try.")
        for health in await look_at(gateways):
            yield _finding(health)


def _finding(health: Health) -> Finding:
    if health.error is not None:
        return fault(health.name, _fix(health.name, health.error))
    if health.has_funds is False:
        return fault(health.name, f"The gateway takes the key, which has no credit left. {_TOP_UP}")
    return fine(health.name, "The gateway answers and takes the key.")


def _fix(name: str, error: GatewayError) -> str:
    fix = _FIXES.get(lookup(error.code).category, _WAIT)
    return f"{failure(error.code).happened} ({error}) {fix.format(name=name.upper())}"
