"""A transaction that a cancelled task cannot leave half done."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.ends import to_its_end
from bot.store.faults import translated

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Tx:
    """What is written with it stands or falls as one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await to_its_end(self._connection.execute(statement, values))


class WritingTx(Tx):
    """Of the writer, whose statements never wait for its thread and so cannot be cancelled half way."""

    async def execute(self, statement: Executable, values: Values | None = None) -> CursorResult[Any]:
        """Run a statement, once for each mapping if `values` is a list of them."""
        return await self._connection.execute(statement, values)


@asynccontextmanager
async def transaction(engine: AsyncEngine, kind: type[Tx] = Tx) -> AsyncIterator[Tx]:
    """Begin; commit at the end; roll back on any exception, cancellation included.

    Raises:
        DatabaseUnavailable: nothing was changed.
    """
    connection = engine.connect()
    with translated():
        try:
            await to_its_end(_begin(connection))
            yield kind(connection)
            await to_its_end(connection.commit())
        finally:
            await to_its_end(_end(connection))


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _end(connection: AsyncConnection) -> None:
    """Give the connection back; what was not committed is rolled back."""
    if connection.sync_connection is not None:
        await connection.close()
