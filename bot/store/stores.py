"""Every table group over one database."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.domain.quota import DefaultLimits
from bot.store.changes import Changes
from bot.store.database import Database
from bot.store.durations import Durations
from bot.store.failures import Failures
from bot.store.jobs import Jobs
from bot.store.pictures import Pictures
from bot.store.quotas import Quotas
from bot.store.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What is kept, by table group. Built once at the edge."""

    database: Database
    jobs: Jobs
    pictures: Pictures
    quotas: Quotas
    failures: Failures
    durations: Durations
    changes: Changes
    settings: Settings

    @classmethod
    def over(cls, database: Database, *, clock: Clock, defaults: DefaultLimits) -> Store:
        """All of them over one open database. `defaults` apply where no moderator has decided."""
        changes = Changes(database)
        return cls(
            database=database,
            jobs=Jobs(database, clock=clock),
            pictures=Pictures(database),
            quotas=Quotas(database, clock=clock, defaults=defaults),
            failures=Failures(database),
            durations=Durations(database),
            changes=changes,
            settings=Settings(database, changes=changes, clock=clock),
        )
