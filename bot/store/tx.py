"""A transaction that a cancelled task cannot leave half done.

Cancelling a wait for the driver does not stop the driver's thread: the statement still runs, on a connection
nobody holds any more, and a lock it takes stays taken. So each step here runs to its end, and the
cancellation goes on from there.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.faults import translated

Result = TypeVar("Result")
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Tx:
    """What is written with it stands or falls as one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await _to_its_end(self._connection.execute(statement, values))


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[Tx]:
    """Begin; commit at the end; roll back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """
    connection = engine.connect()
    with translated():
        try:
            await _to_its_end(_begin(connection))
            yield Tx(connection)
            await _to_its_end(connection.commit())
        finally:
            await _to_its_end(_end(connection))


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _end(connection: AsyncConnection) -> None:
    """Give the connection back; what was not committed is rolled back."""
    if connection.sync_connection is not None:
        await connection.close()


async def _to_its_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await `work`; if cancelled meanwhile, let it finish first."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
        except BaseException:
            break
    if cancelled is not None and not task.cancelled():
        # Read it, or the loop complains that nobody did.
        task.exception()
        raise cancelled
    return task.result()
