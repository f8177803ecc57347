"""Statements run by the driver bring what they bring when SQLAlchemy runs them."""

import gc
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Boolean,
    Column,
    Connection,
    CursorResult,
    Executable,
    Float,
    Integer,
    MetaData,
    StaticPool,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.store import prepared
from bot.store.prepared import Found, Values
from tests.unit.store.kit import Kit
from tests.unit.store.test_schema import use_everything

pets = Table(
    "pets",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text, unique=True),
    Column("tame", Boolean),
    Column("weight", Float),
    Column("born_at", BigInteger),
    Column("likes", JSON),
)
RUN = prepared.run


@pytest.fixture
def driver() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as opened:
        pets.metadata.create_all(connected(opened))
        yield opened


@cache
def connected(driver: sqlite3.Connection) -> Connection:
    """SQLAlchemy on the same connection."""
    begun = driver.in_transaction
    engine = create_engine(
        "sqlite://", creator=lambda: driver, poolclass=StaticPool, pool_reset_on_return=None
    )
    connection = engine.connect()
    if begun:
        # It rolls back when it connects for the first time.
        driver.execute("BEGIN")
    return connection


def brought(found: CursorResult[Any] | Found) -> object:
    """All that a caller may look at."""
    if not (found.returns_rows if isinstance(found, CursorResult) else tuple(found.keys())):
        return found.rowcount
    names, rows = list(found.keys()), found.all()
    assert [tuple(row._mapping[name] for name in names) for row in rows] == [tuple(row) for row in rows]
    assert [tuple(getattr(row, name) for name in names) for row in rows] == [tuple(row) for row in rows]
    return names, [[(type(value), value) for value in row] for row in rows]


def both(driver: sqlite3.Connection, statement: Executable, values: Values | None) -> None:
    """Run it in both ways, the one after the other was taken back, and compare."""
    sqlalchemy = connected(driver)
    theirs = _taken_back(driver, lambda: brought(sqlalchemy.execute(statement, values)))
    assert _taken_back(driver, lambda: brought(RUN(driver, statement, values))) == theirs


def _taken_back(driver: sqlite3.Connection, work: Any) -> object:
    driver.execute("SAVEPOINT before")
    try:
        return work()
    except DBAPIError as error:
        return type(error), str(error.orig)
    finally:
        driver.execute("ROLLBACK TO before")
        driver.execute("RELEASE before")


async def test_every_statement_of_the_room(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Executable] = []

    def run(driver: sqlite3.Connection, statement: Executable, values: Values | None = None) -> Found:
        ran.append(statement)
        both(driver, statement, values)
        return RUN(driver, statement, values)

    monkeypatch.setattr("bot.store.tx.run", run)
    await use_everything(kit)
    assert len(set(ran)) > 25


PET = st.fixed_dictionaries(
    {
        "name": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        "tame": st.none() | st.booleans(),
        "weight": st.none() | st.floats(allow_nan=False) | st.integers(-9, 9),
        "born_at": st.none() | st.integers(-(2**63), 2**63 - 1),
        "likes": st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    }
)
NAMED: BindParameter[str] = bindparam("of_name")
OTHER = pets.alias("other")
STATEMENTS = (
    insert(pets),
    insert(pets).returning(pets),
    postgresql.insert(pets).on_conflict_do_nothing(index_elements=["name"]),
    postgresql.insert(pets).on_conflict_do_update(index_elements=["name"], set_={"tame": True}),
)
QUESTIONS = (
    select(pets),
    select(pets.c.id, pets.c.likes, pets.c.likes["a"].as_string(), (pets.c.tame).label("is_tame")),
    select(func.count(), func.max(pets.c.weight)),
    select(pets).where(pets.c.name == NAMED, pets.c.tame.in_([True, None]), pets.c.id > 0),
    select(pets).where(pets.c.name.in_(bindparam("of_names", expanding=True)), pets.c.name != NAMED),
    select(literal_column("1").label("is_pet"), pets.c.tame).union_all(
        select(literal_column("0"), pets.c.tame)
    ),
    select(OTHER, pets).join(OTHER, OTHER.c.id == pets.c.id).where(pets.c.name != NAMED),
    update(pets).where(pets.c.name == NAMED).values(tame=False, likes={"a": 1}).returning(pets),
    update(pets).where(pets.c.tame.in_([True, False])).values(weight=pets.c.weight + 1),
    delete(pets).where(pets.c.name.is_distinct_from(NAMED)),
    text("SELECT name, weight AS kilos FROM pets WHERE name = :of_name"),
    text("UPDATE pets SET tame = 1"),
)


@given(animals=st.lists(PET, min_size=1, max_size=4), chosen=st.lists(st.text(), max_size=3))
def test_values_of_every_type(animals: list[Mapping[str, Any]], chosen: list[str]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as driver:
        pets.metadata.create_all(connected(driver))
        for statement in STATEMENTS:
            both(driver, statement, animals[0])
            both(driver, statement, animals[:1])
        for statement in STATEMENTS[:1] + STATEMENTS[2:]:
            both(driver, statement, animals)
        for animal in animals:
            with suppress(IntegrityError):
                RUN(driver, insert(pets), animal)
        values = {"of_name": animals[0]["name"], "of_names": [*chosen, animals[-1]["name"]]}
        for question in QUESTIONS:
            both(driver, question, values)
            both(driver, question, {**values, "of_names": chosen})


def test_rows_are_found_by_column_too(driver: sqlite3.Connection) -> None:
    RUN(driver, insert(pets), {"name": "fox", "likes": ["hens"]})
    row = RUN(driver, select(pets.c.likes, pets.c.name)).mappings().one()
    assert (row[pets.c.name], row["likes"], dict(row)) == (
        "fox",
        ["hens"],
        {"likes": ["hens"], "name": "fox"},
    )


def test_a_refused_statement_tells_no_value_and_leaves_nothing_open(driver: sqlite3.Connection) -> None:
    RUN(driver, insert(pets), {"name": "fox"})
    many = insert(pets).values([{"name": "owl"}, {"name": "fox"}]).returning(pets.c.name)
    with pytest.raises(IntegrityError) as caught:
        RUN(driver, many)
    assert "owl" not in str(caught.value)
    assert RUN(driver, select(pets.c.name)).scalars().all() == ["fox"]
    driver.execute("DROP TABLE pets")


def test_a_statement_whose_rows_nobody_reads_holds_nothing_open(driver: sqlite3.Connection) -> None:
    RUN(driver, insert(pets), [{"name": "fox"}, {"name": "owl"}])
    unread = RUN(driver, select(pets.c.name).order_by(pets.c.id))
    driver.execute("DROP TABLE pets")
    assert unread.scalars().all() == ["fox", "owl"]


def test_what_is_not_done_here_is_refused(driver: sqlite3.Connection) -> None:
    counted = Table("counted", MetaData(), Column("id", Integer), Column("at", Integer, default=lambda: 1))
    for statement, values in (
        (insert(counted), {"id": 1}),
        (insert(pets).returning(pets.c.id), [{"name": "fox"}, {"name": "owl"}]),
    ):
        with pytest.raises(NotImplementedError):
            RUN(driver, statement, values)


def test_a_statement_is_remembered_only_while_it_lives(driver: sqlite3.Connection) -> None:
    statement = select(pets.c.id).where(pets.c.name == NAMED)
    RUN(driver, statement, {"of_name": "fox"})
    gone = ref(statement)
    del statement
    gc.collect()
    assert gone() is None
