"""The database, opened beside a bot that may be running."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Config
from bot.domain.clock import Clock
from bot.domain.quota import DefaultLimits
from bot.store.database import Database
from bot.store.stores import Store

#: Who decided, in the audit: nobody whom Discord knows.
TERMINAL = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a command works with."""

    config: Config
    store: Store
    clock: Clock


@asynccontextmanager
async def beside(config: Config, *, clock: Clock) -> AsyncIterator[Beside]:
    """Open and close it.

    Raises:
        FileNotFoundError, StoreError: it cannot be used.
    """
    database = await Database.beside(config.database)
    try:
        store = Store.over(database, clock=clock, defaults=DefaultLimits())
        await store.load()
        yield Beside(config=config, store=store, clock=clock)
    finally:
        await database.close()
