"""SQLAlchemy's statements, prepared once and run by the driver itself.

SQLAlchemy words a statement and knows how its values and its rows are to be converted. What it does besides,
every time one is run, takes several times as long as SQLite needs. So whatever it knows of a statement is
asked for once and remembered while the statement lives: keep statements at module level.

Of SQLAlchemy's compiler this uses one thing that it keeps to itself: its list of columns.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Row = Mapping[str, Any]
Values = Row | Sequence[Row]

_DIALECT = sqlite.dialect(dbapi=sqlite3)


class Found(IteratorResult[Any]):
    """The rows a statement brought, and how many it changed."""

    def __init__(self, columns: SimpleResultMetaData, rows: Sequence[tuple[Any, ...]], rowcount: int) -> None:
        super().__init__(columns, iter(rows))
        self.rowcount = rowcount
        #: As the driver gave them, for counts that need nothing converted.
        self.plain = rows


class Place(NamedTuple):
    """What stands at a question mark."""

    #: The value of that name, or if `None` what is fixed.
    name: str | None
    fixed: Any
    convert: Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as the driver takes it."""

    sql: str
    places: tuple[Place, ...]
    #: `None` if only the driver knows them.
    columns: SimpleResultMetaData | None

    def run(self, driver: sqlite3.Connection, rows: Sequence[Row]) -> Found:
        """Run it once for each of the rows."""
        cursor = driver.cursor()
        try:
            if len(rows) == 1:
                cursor.execute(self.sql, self.bound(rows[0]))
            elif self.columns:
                raise NotImplementedError("a statement that returns rows is run for one row of values")
            else:
                cursor.executemany(self.sql, [self.bound(row) for row in rows])
            brought = cursor.fetchall()
            return Found(self.columns or _told(cursor.description), brought, cursor.rowcount)
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                self.sql, None, error, sqlite3.Error, hide_parameters=True, dialect=_DIALECT
            ) from error
        finally:
            # One that was not run to its end would keep its locks.
            cursor.close()

    def bound(self, row: Row) -> list[Any]:
        """What goes to the question marks, as the driver takes it."""
        return [
            fixed if name is None else row[name] if convert is None else convert(row[name])
            for name, fixed, convert in self.places
        ]


_NO_COLUMNS = SimpleResultMetaData(())


def _told(description: Iterable[Sequence[Any]] | None) -> SimpleResultMetaData:
    """The columns as the driver names them."""
    return SimpleResultMetaData([each[0] for each in description]) if description else _NO_COLUMNS


#: By statement, then by the names of the values it is run with.
_known: WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared]] = WeakKeyDictionary()


def run(driver: sqlite3.Connection, statement: Executable, values: Values | None = None) -> Found:
    """Run a statement, once for each mapping if `values` is a list of them.

    Raises:
        sqlalchemy.exc.DBAPIError: as when SQLAlchemy runs it; no value is in its text.
        NotImplementedError: it wants more than is done here.
    """
    rows = (values or {},) if values is None or isinstance(values, Mapping) else values
    known = _known.get(statement)
    prepared = known and known.get(tuple(rows[0]))
    return (prepared or _prepare(statement, rows[0])).run(driver, rows)


def _prepare(statement: Executable, row: Row) -> Prepared:
    """Find out what a statement needs with values of these names."""
    compiled = cast(ClauseElement, statement).compile(dialect=_DIALECT, column_keys=list(row))
    if not isinstance(compiled, SQLCompiler):
        raise NotImplementedError("a change of the tables is a migration's")
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise NotImplementedError("a column's default belongs into the database")
    lists = {bind.key for bind in compiled.post_compile_params}.intersection(row)
    given = {name: row[name] if name in lists else _Name(name) for name in row}
    prepared = Prepared(*_places(compiled, given), _columns(compiled))
    if not lists:
        # Else it has as many places as the list has values.
        _known.setdefault(statement, {})[tuple(row)] = prepared
    return prepared


class _Name(str):
    """Stands for the value of that name."""

    __slots__ = ()


def _places(compiled: SQLCompiler, given: Row) -> tuple[str, tuple[Place, ...]]:
    """The statement with its lists written out, and what stands where."""
    expanded = compiled.construct_expanded_state(given, escape_names=False)
    kinds = {name: bind.type for name, bind in compiled.binds.items()}
    for name, parts in expanded.parameter_expansion.items():
        kinds |= dict.fromkeys(parts, kinds[name])
    places = []
    for key in expanded.positiontup or ():
        value, convert = expanded.parameters[key], kinds[key].dialect_impl(_DIALECT).bind_processor(_DIALECT)
        if isinstance(value, _Name):
            places.append(Place(value, None, convert))
        else:
            places.append(Place(None, convert(value) if convert else value, None))
    return expanded.statement, tuple(places)


def _columns(compiled: SQLCompiler) -> SimpleResultMetaData | None:
    entries = compiled._result_columns
    if not entries:
        return None
    return SimpleResultMetaData(
        [entry.keyname for entry in entries],
        extra=[entry.objects for entry in entries],
        _processors=[entry.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for entry in entries],
    )
