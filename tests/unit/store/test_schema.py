"""Migrations make the tables the code speaks of, and every statement speaks both dialects."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ClauseElement, create_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import Executable

import bot.store
from bot.domain.job import JobState
from bot.domain.polling import Learnt
from bot.domain.price import PricedKind
from bot.domain.quota import Scope
from bot.domain.safety import FilterKind
from bot.store import room
from bot.store.durations import Durations
from bot.store.failures import Wanted
from bot.store.migrate import migrate
from bot.store.migrations import MIGRATIONS
from bot.store.prepared import Found, Values, run
from bot.store.schema import metadata
from bot.store.statistics import Among
from tests.unit.store.kit import Kit, failure, picture
from tests.unit.store.rulings import CHANNEL, MEMBER, a_rule, decide, undecide

DIALECTS = (sqlite.dialect(), postgresql.dialect())


def test_the_migrations_make_the_tables_of_the_code(path: Path) -> None:
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == MIGRATIONS.head
    engine.dispose()


def test_the_head_named_in_the_code_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS.folder))
    assert ScriptDirectory.from_config(config).get_current_head() == MIGRATIONS.head


def statements() -> Iterator[tuple[str, ClauseElement]]:
    """Every statement that stands in a module of the room, and every table and index."""
    for module in pkgutil.iter_modules(bot.store.__path__, "bot.store."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Executable) and isinstance(value, ClauseElement):
                yield f"{module.name}.{name}", value
    for table in metadata.sorted_tables:
        yield table.name, CreateTable(table)
        for index in table.indexes:
            yield str(index.name), CreateIndex(index)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_statement_compiles(dialect: Dialect) -> None:
    compiled = {name: str(statement.compile(dialect=dialect)) for name, statement in statements()}
    assert len(compiled) > 40


async def test_every_statement_that_runs_compiles_for_postgresql(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[ClauseElement] = []

    def remember(driver: Connection, statement: Any, values: Values | None = None) -> Found:
        ran.append(statement)
        return run(driver, statement, values)

    monkeypatch.setattr("bot.store.tx.run", remember)
    await use_everything(kit)
    assert len(ran) > 30
    for statement in ran:
        assert str(statement.compile(dialect=postgresql.dialect()))


async def look_back(kit: Kit) -> None:
    """Every question of the history and of statistics once."""
    everything = Wanted(since=0, until=1, code="a", category="b", user_id=7, model="m")
    await kit.failures.recent(1, limit=1)
    await kit.failures.get(1, "x")
    await kit.failures.find(1, everything, limit=1)
    await kit.failures.count(1, everything)
    await kit.failures.repeats(1, since=0, limit=1)
    await kit.failures.guilds(since=0)
    among = Among(since=0, until=1, guild_id=1, user_id=7)
    async with kit.database.read() as tx:
        for by in (("at", "user_id", "model", "quality"), ()):
            await kit.store.statistics.counts(tx, among, by)
        await kit.store.statistics.members(tx, among)
        await kit.store.statistics.number_of_members(tx, among)
        await kit.store.statistics.times(tx, among)
        await kit.store.statistics.worked(tx, among)
        await kit.store.statistics.failures(tx, 1, since=0, until=1)
    await kit.store.statistics.guilds(since=0, until=1, limit=1)
    await kit.store.settings.unlisted([1])


async def use_everything(kit: Kit) -> None:
    """Every method of every store once."""
    await decide_everything(kit)
    job = await kit.accept(kit.job())
    request = job.request
    job = await kit.walk(job, JobState.SUBMITTING, JobState.FETCHING)
    async with kit.database.write() as tx:
        await kit.pictures.insert(tx, job.id, [picture()])
        await kit.failures.insert(tx, failure())
        await Durations(kit.database).learn(tx, "g", request, seconds=9, prior=Learnt())
        await room.count_active(tx, "g")
    await kit.jobs.set_cards({job.id: 1})
    await kit.jobs.request_cancel(job.id)
    job = await kit.move(job, JobState.READY)
    await kit.jobs.open_jobs()
    await kit.jobs.several([job.id])
    await kit.pictures.of(job.id)
    await look_back(kit)
    async with kit.database.write() as tx:
        await room.count_open_together(tx, 1, None)
        await room.count_open_together(tx, 1, 3)
        await room.last_accepted(tx, 7, 1, now_ms=1)
    assert await kit.quotas.audit() == []


async def decide_everything(kit: Kit) -> None:
    """Every method of the stores of rules, grants and prices once."""
    for scope, subject in ((Scope.CEILING, 0), (Scope.GUILD, 0), (Scope.CHANNEL, 3), (Scope.MEMBER, 7)):
        await decide(kit, scope, 50, subject=subject)
    await undecide(kit, Scope.GUILD)
    async with kit.database.write() as tx:
        await kit.store.rules.replace_in(tx, 1, [a_rule(Scope.MEMBER, 5, subject=7)], by=9)
        await kit.store.prices.replace_in(tx, 1, {PricedKind("brush"): 3}, by=9)
        await kit.store.safety.filters.replace_in(tx, 1, {(FilterKind.WORD, "fox"): "why"}, by=9)
        await kit.store.safety.filters.replace_in(tx, 1, {(FilterKind.WORD, "fox"): ""}, by=9)
    await kit.store.rules.renew()
    kit.store.prices.forget()
    kit.store.safety.filters.forget()
    await kit.store.grants.give(MEMBER, 100, by=9, reason="")
    grant = await kit.store.grants.give(CHANNEL, 100, by=9, reason="")
    await kit.store.grants.revoke(1, grant.id, by=9)
    await kit.store.grants.get(1, grant.id)
    await kit.store.grants.usable(1)
    await kit.store.grants.number_usable(1)
    await kit.store.grants.page_of_usable(1, limit=1, offset=0)
    await kit.store.grants.of(MEMBER)
    await kit.store.prices.set(1, PricedKind("m"), 5, by=9)
    await kit.store.prices.set(1, PricedKind("m"), None, by=9)
    await kit.quotas.reset(MEMBER, by=9)
    await kit.quotas.standing_of(MEMBER, now_ms=1)
