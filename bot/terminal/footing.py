"""What must hold before Discord hears of this process: Discord counts how often a bot comes."""

import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.config import Config
from bot.ops.port import listening
from bot.store.claim import Claim

if TYPE_CHECKING:
    from bot.gateways.offer import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """What the bot stands on."""

    config: Config
    #: `None` where the operator wrote nothing that could be wrong with it.
    offer: "Offer | None"
    #: Of the database, prepared.
    claim: Claim
    #: That the health endpoint is to serve; none if there shall be none.
    sockets: Sequence[socket.socket]


def _offer(config: Config) -> "Offer | None":
    """The operator's own. What is built in is right, and reading it can wait until there is time."""
    if config.models_file is None and config.default_model is None:
        return None
    from bot.gateways.offer import read_offer

    return read_offer(config)


def _nothing() -> None:
    """For who has nothing to do."""


@contextmanager
def footing(config: Config, *, meanwhile: Callable[[], None] = _nothing) -> Iterator[Footing]:
    """Find whatever would keep the bot from working, and hold what others could take. Loads little.

    `meanwhile` is done while the disk is waited for.

    Raises:
        ConfigError, CatalogueError: the catalogue cannot be used or offers nothing.
        StoreError: the database cannot be used.
        PortInUse: the health port cannot be had.
    """
    offer = _offer(config)
    with ExitStack() as stack:
        claim = Claim.take(config.database)
        stack.callback(claim.release)
        sockets: Sequence[socket.socket] = ()
        if config.health_port is not None:
            sockets = stack.enter_context(listening(config.health_host, config.health_port))
        with ThreadPoolExecutor(1) as side:
            preparing = side.submit(claim.prepare)
            meanwhile()
        preparing.result()
        yield Footing(config=config, offer=offer, claim=claim, sockets=sockets)
