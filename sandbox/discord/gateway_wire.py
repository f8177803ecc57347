"""One websocket of the gateway on the wire: compression, ordered sending, closing."""

from __future__ import annotations

import asyncio
import json
import zlib
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web


class Compressor:
    """zlib-stream: one compression context per connection, flushed after each message."""

    def __init__(self) -> None:
        self._context = zlib.compressobj()

    def frame(self, text: str) -> bytes:
        """The next binary frame."""
        return self._context.compress(text.encode()) + self._context.flush(zlib.Z_SYNC_FLUSH)


class GatewayWire:
    """Sends payloads in order without making the sender wait."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request, *, compress: bool) -> None:
        self._ws = ws
        self._request = request
        self._compressor = Compressor() if compress else None
        self._closing: asyncio.Event | None = None
        self.goodbye: int | None = None  # the close code of a client that left by itself
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()

    def send(self, payload: dict[str, Any]) -> None:
        """Queue one payload as it is now."""
        self._queue.put_nowait(json.dumps(payload, separators=(",", ":")))

    async def pump(self) -> None:
        """Write queued payloads until `close` is called or the client is gone."""
        with suppress(ConnectionError):
            while (text := await self._queue.get()) is not None:
                await self._write(text)

    async def receive(self, timeout: float) -> dict[str, Any] | None:
        """The next payload; None when the client is gone. Raises TimeoutError, or ValueError if not JSON."""
        message = await self._ws.receive(timeout=timeout)
        if message.type is WSMsgType.CLOSE:
            self.goodbye = message.data
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return None
        payload = json.loads(message.data)
        if not isinstance(payload, dict):
            raise ValueError("a payload is an object")
        return payload

    async def close(self, code: int) -> None:
        """Close with a close code."""
        self._queue.put_nowait(None)
        self._closing = asyncio.Event()
        with suppress(ConnectionError):
            await self._ws.close(code=code)
        self._closing.set()

    async def closed(self) -> None:
        """Wait for a `close` that another task has begun: leaving earlier would close with 1000."""
        if self._closing is not None:
            await self._closing.wait()

    def abort(self) -> None:
        """Cut the connection without a word, as a broken network does."""
        self._queue.put_nowait(None)
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _write(self, text: str) -> None:
        if self._compressor is None:
            await self._ws.send_str(text)
        else:
            await self._ws.send_bytes(self._compressor.frame(text))
