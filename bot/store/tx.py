"""Transactions that a cancelled task cannot leave half done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Executable

from bot.store.driver import Thread, begin_at_once, begin_in_time
from bot.store.ends import to_its_end
from bot.store.faults import translated
from bot.store.prepared import Found, Values, run


class Tx:
    """What is read with it is of one moment."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread

    async def execute(self, statement: Executable, values: Values | None = None) -> Found:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await to_its_end(self._thread.run(self._execute, statement, values))

    def _execute(self, statement: Executable, values: Values | None) -> Found:
        driver = self._thread.driver
        if not driver.in_transaction:
            # A plain BEGIN only says that the moment is that of the first statement.
            driver.execute("BEGIN")
        return run(driver, statement, values)


class WritingTx(Tx):
    """What is written with it stands or falls as one. No statement waits, so none is cancelled half way."""

    async def execute(self, statement: Executable, values: Values | None = None) -> Found:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return run(self._thread.driver, statement, values)


@asynccontextmanager
async def reading(thread: Thread) -> AsyncIterator[Tx]:
    """A view of one moment.

    Raises:
        DatabaseUnavailable: it cannot be read.
    """
    with translated():
        try:
            yield Tx(thread)
        finally:
            # Waits for nothing: there is nothing to take back.
            thread.driver.rollback()


@asynccontextmanager
async def writing(thread: Thread) -> AsyncIterator[Tx]:
    """Begin; commit at the end; roll back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """
    with translated():
        try:
            if not begin_at_once(thread.driver):
                await to_its_end(thread.run(begin_in_time, thread.driver))
            yield WritingTx(thread)
            await to_its_end(thread.run(thread.driver.commit))
        finally:
            # After a commit that was refused, too.
            if thread.driver.in_transaction:
                await to_its_end(thread.run(thread.driver.rollback))
