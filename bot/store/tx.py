"""Transactions that a cancelled task cannot leave half done."""

from collections.abc import Callable

from sqlalchemy import Executable

from bot.store.driver import Thread, begin_at_once, begin_in_time
from bot.store.faults import raise_translated, translated
from bot.store.lines import Lines
from bot.store.prepared import Found, Values, run


class Tx:
    """What is read with it is of one moment."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread

    async def execute(self, statement: Executable, values: Values | None = None) -> Found:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await self._thread.run(self._execute, statement, values)

    def _execute(self, statement: Executable, values: Values | None) -> Found:
        driver = self._thread.driver
        if not driver.in_transaction:
            # A plain BEGIN only says that the moment is that of the first statement.
            driver.execute("BEGIN")
        return run(driver, statement, values)


class WritingTx(Tx):
    """What is written with it stands or falls as one. No statement waits, so none is cancelled half way."""

    def __init__(self, thread: Thread) -> None:
        super().__init__(thread)
        self._meanwhile: Callable[[], None] | None = None

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Have this done while the disk is waited for. The commit may still fail; `work` must not."""
        self._meanwhile = work

    async def commit(self) -> None:
        """Have it on the disk."""
        committed = self._thread.run(self._thread.driver.commit)
        if self._meanwhile is not None:
            self._meanwhile()
        await committed

    async def execute(self, statement: Executable, values: Values | None = None) -> Found:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return run(self._thread.driver, statement, values)


class Reading:
    """A view of one moment, for the block.

    Raises:
        DatabaseUnavailable: it cannot be read.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    async def __aenter__(self) -> Tx:
        self._thread = await self._lines.lend()
        return Tx(self._thread)

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        try:
            with translated():
                # Waits for nothing: there is nothing to take back.
                self._thread.driver.rollback()
        finally:
            self._lines.take_back(self._thread)
        if error is not None:
            raise_translated(error)


class Writing:
    """Begins; commits at the end of the block; rolls back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    async def __aenter__(self) -> WritingTx:
        self._thread = thread = await self._lines.lend()
        try:
            with translated():
                if not begin_at_once(thread.driver):
                    await thread.run(begin_in_time, thread.driver)
        except BaseException:
            await self._give_back()
            raise
        self._tx = WritingTx(thread)
        return self._tx

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        try:
            with translated():
                if error is None:
                    await self._tx.commit()
        finally:
            await self._give_back()
        if error is not None:
            raise_translated(error)

    async def _give_back(self) -> None:
        try:
            # After a commit that was refused, too.
            if self._thread.driver.in_transaction:
                await self._thread.run(self._thread.driver.rollback)
        finally:
            self._lines.take_back(self._thread)
