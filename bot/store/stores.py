"""Every table group over one database."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.domain.quota import DefaultLimits
from bot.store.access import Accesses
from bot.store.alerts import Alerts
from bot.store.appeals import Appeals
from bot.store.census import Census
from bot.store.changes import Changes
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.durations import Durations
from bot.store.erasures import Erasures
from bot.store.failure_alerts import FailureAlerts
from bot.store.failures import Failures
from bot.store.farewells import Farewells
from bot.store.favourites import Favourites
from bot.store.grants import Grants
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.jobs import Jobs
from bot.store.leaving import Leaving
from bot.store.operator import Operator
from bot.store.people import People
from bot.store.pictures import Pictures
from bot.store.presets import Presets
from bot.store.prices import Prices
from bot.store.quotas import Quotas
from bot.store.resets import Resets
from bot.store.retention import Retention
from bot.store.rules import QuotaRules
from bot.store.safety import Safety
from bot.store.settings import Settings
from bot.store.showcase import Showcase
from bot.store.spending import Spending
from bot.store.standings import Standings
from bot.store.statistics import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What is kept, by table group. Built once at the edge."""

    database: Database
    jobs: Jobs
    pictures: Pictures
    quotas: Quotas
    rules: QuotaRules
    grants: Grants
    prices: Prices
    appeals: Appeals
    failures: Failures
    failure_alerts: FailureAlerts
    statistics: Statistics
    durations: Durations
    changes: Changes
    settings: Settings
    drafts: Drafts
    favourites: Favourites
    showcase: Showcase
    presets: Presets
    history: History
    operator: Operator
    accesses: Accesses
    spending: Spending
    alerts: Alerts
    census: Census
    retention: Retention
    leaving: Leaving
    erasures: Erasures
    farewells: Farewells
    people: People
    safety: Safety
    guilds: Guilds

    @classmethod
    def over(cls, database: Database, *, clock: Clock, defaults: DefaultLimits) -> Store:
        """All of them over one open database. `defaults` apply where no moderator has decided."""
        changes, farewells, spending = Changes(database), Farewells(database), Spending(database)
        drafts = Drafts(database, clock=clock)
        appeals = Appeals(database, changes=changes, clock=clock)
        operator = Operator(database, changes=changes, clock=clock)
        settings = Settings(database, changes=changes, clock=clock)
        rules = QuotaRules(database, changes=changes, clock=clock)
        grants = Grants(database, changes=changes, clock=clock)
        quotas = _quotas(
            database, changes, rules=rules, grants=grants, settings=settings, clock=clock, defaults=defaults
        )
        return cls(
            database=database,
            jobs=Jobs(database, spending=spending, clock=clock),
            pictures=Pictures(database),
            quotas=quotas,
            rules=rules,
            grants=grants,
            prices=Prices(database, changes=changes, clock=clock),
            appeals=appeals,
            failures=Failures(database),
            failure_alerts=FailureAlerts(database, clock=clock),
            statistics=Statistics(database),
            durations=Durations(database),
            changes=changes,
            settings=settings,
            drafts=drafts,
            favourites=Favourites(database, clock=clock),
            showcase=Showcase(database, clock=clock),
            presets=Presets(database, clock=clock),
            history=History(database),
            operator=operator,
            accesses=Accesses(database, changes=changes, announce=operator.announce, clock=clock),
            spending=spending,
            alerts=Alerts(database),
            census=Census(database),
            retention=Retention(database),
            leaving=Leaving(database),
            erasures=Erasures(database, farewells=farewells, forget=(drafts.forget_of, appeals.forget_of)),
            farewells=farewells,
            people=People(database),
            safety=Safety.over(database, changes=changes, grants=grants, clock=clock),
            guilds=Guilds(database, clock=clock),
        )

    async def references(self) -> set[str]:
        """The reference pictures that anything names. Reads many rows: for rare occasions."""
        return {
            *await self.jobs.references(),
            *await self.appeals.references(),
            *await self.drafts.references(),
        }

    async def load(self) -> None:
        """Read what is kept in memory from the start, and drop what is kept of the rest."""
        for kept in (self.settings, self.quotas, self.grants, self.prices, self.safety):
            kept.forget()
        await self.rules.renew()
        await self.operator.load()
        await self.accesses.load()
        await self.alerts.load()
        await self.farewells.load()


def _quotas(
    database: Database,
    changes: Changes,
    *,
    rules: QuotaRules,
    grants: Grants,
    settings: Settings,
    clock: Clock,
    defaults: DefaultLimits,
) -> Quotas:
    resets = Resets(database, changes=changes, clock=clock)
    return Quotas(
        database,
        rules=rules,
        grants=grants,
        resets=resets,
        standings=Standings(resets=resets, settings=settings),
        clock=clock,
        defaults=defaults,
    )
