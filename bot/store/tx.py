"""Transactions that a cancelled task cannot leave half done."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import CursorResult, Executable

from bot.store.ends import to_its_end
from bot.store.faults import translated
from bot.store.lines import Line

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Tx:
    """What is read with it is of one moment."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await to_its_end(self._line.thread.run(self._execute, statement, values))

    def _execute(self, statement: Executable, values: Values | None) -> CursorResult[Any]:
        driver = self._line.thread.driver
        if not driver.in_transaction:
            # A plain BEGIN only says that the moment is that of the first statement.
            driver.execute("BEGIN")
        return self._line.connection.execute(statement, values)


class WritingTx(Tx):
    """What is written with it stands or falls as one. No statement waits, so none is cancelled half way."""

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return self._line.connection.execute(statement, values)


@asynccontextmanager
async def reading(line: Line) -> AsyncIterator[Tx]:
    """A view of one moment.

    Raises:
        DatabaseUnavailable: it cannot be read.
    """
    with translated():
        try:
            yield Tx(line)
        finally:
            # Waits for nothing: there is nothing to take back.
            line.thread.driver.rollback()


@asynccontextmanager
async def writing(line: Line) -> AsyncIterator[Tx]:
    """Begin; commit at the end; roll back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """
    thread = line.thread
    with translated():
        try:
            await to_its_end(thread.run(thread.driver.execute, "BEGIN IMMEDIATE"))
            yield WritingTx(line)
            await to_its_end(thread.run(thread.driver.commit))
        finally:
            # After a commit that was refused, too.
            if thread.driver.in_transaction:
                await to_its_end(thread.run(thread.driver.rollback))
