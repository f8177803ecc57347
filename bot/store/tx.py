"""A transaction that a cancelled task cannot leave half done."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable

from bot.store.ends import to_its_end
from bot.store.faults import translated
from bot.store.lines import Line

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Tx:
    """What is written with it stands or falls as one."""

    def __init__(self, line: Line, connection: Connection) -> None:
        self._line = line
        self._connection = connection

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await to_its_end(self._line.thread.run(self._connection.execute, statement, values))


class WritingTx(Tx):
    """Of the writer, whose statements never wait for its thread and so cannot be cancelled half way."""

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return self._connection.execute(statement, values)


@asynccontextmanager
async def transaction(line: Line, kind: type[Tx] = Tx) -> AsyncIterator[Tx]:
    """Begin; commit at the end; roll back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """
    with translated(), line.engine.connect() as connection:
        try:
            await to_its_end(line.thread.run(connection.begin))
            yield kind(line, connection)
            await to_its_end(line.thread.run(connection.commit))
        finally:
            # SQLAlchemy takes a commit that failed for the end; SQLite may wait for another.
            if line.thread.driver.in_transaction:
                await to_its_end(line.thread.run(line.thread.driver.rollback))
