"""Draws in worker threads and keeps what was drawn last."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from sandbox.gateway.jobs import Order
from sandbox.gateway.pictures.painting import Canvas, Picture, paint

KEPT_BYTES = 96 * 1024 * 1024


class Easel:
    """Pictures by content: asked twice at once, drawn once."""

    def __init__(self, *, workers: int = 2) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="easel")
        self._drawn: OrderedDict[Canvas, asyncio.Future[Picture]] = OrderedDict()

    async def draw(self, order: Order, variant: int) -> Picture:
        """The picture number `variant` for this order."""
        canvas = Canvas.of(order, variant)
        future = self._drawn.get(canvas)
        if future is None:
            loop = asyncio.get_running_loop()
            future = self._drawn[canvas] = loop.run_in_executor(self._threads, paint, canvas)
        self._drawn.move_to_end(canvas)
        picture = await asyncio.shield(future)
        self._forget_oldest()
        return picture

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _forget_oldest(self) -> None:
        done = [canvas for canvas, future in self._drawn.items() if future.done()]
        size = sum(len(self._drawn[canvas].result().data) for canvas in done)
        for canvas in done[:-1]:
            if size <= KEPT_BYTES:
                return
            size -= len(self._drawn.pop(canvas).result().data)
