"""Letting what has begun come to its end.

Cancelling a wait for the driver does not stop the driver's thread: the statement still runs, on a connection
nobody holds any more, and a lock it takes stays taken. So each such step runs to its end, and the
cancellation goes on from there.
"""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

Result = TypeVar("Result")


async def to_its_end(work: Awaitable[Result]) -> Result:
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
