"""Fetching finished pictures: bounded in bytes and time, from public addresses only, verified, whole.

No request here carries a key: the files of both gateways are served without one, and their address is
the gateway's to choose.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from bot.domain.clock import Clock
from bot.domain.errors import GatewayError, ImageRejected
from bot.domain.job import Picture
from bot.domain.outcome import RemoteImage
from bot.gateways import landing
from bot.gateways.addresses import AddressRefused, loopback_socket, names_loopback, public_socket
from bot.gateways.refusals import refusal
from bot.gateways.transport import no_cookies, reading_session

TOTAL_TIMEOUT = 120.0
MAX_REDIRECTS = 5
#: A gateway may call a task succeeded a moment before its file is there.
NOT_THERE_YET = (0.5, 1.0, 2.0)
#: Written to disk at once.
_BLOCK = 2**18
#: Pictures decoded at once: each may need some hundred megabytes.
_DECODERS = 2
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, aiohttp.ClientError, OSError, ValueError)
_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_SCHEMES = frozenset({"http", "https"})
_HEADERS = {
    "Accept": "image/png, image/jpeg, image/webp",
    "Accept-Encoding": "identity",
    "User-Agent": "inkling",
}


class Downloader:
    """Brings pictures to disk."""

    def __init__(
        self,
        *,
        clock: Clock,
        tls: ssl.SSLContext,
        max_bytes: int,
        allow_loopback: bool = False,
        total_timeout: float = TOTAL_TIMEOUT,
        not_there_yet: Sequence[float] = NOT_THERE_YET,
    ) -> None:
        self._clock = clock
        self._allow_loopback = allow_loopback
        self._max_bytes = max_bytes
        self._total_timeout = total_timeout
        self._not_there_yet = tuple(not_there_yet)
        self._public = _client(tls, public_socket)
        self._loopback = _client(tls, loopback_socket)
        self._decoders = asyncio.Semaphore(_DECODERS)

    async def close(self) -> None:
        """Close all connections."""
        await self._public.aclose()
        await self._loopback.aclose()

    async def fetch(self, image: RemoteImage, *, into: Path, job_id: str, index: int) -> Picture:
        """Store a verified picture as `<job_id>-<index>.<ending>` below `into`.

        Raises:
            ImageRejected: not a picture to hand on, or no room for it.
            GatewayError: it could not be fetched.
        """
        stem = f"{job_id}-{index}"
        part = into / f".{stem}.part"
        try:
            size = await self.bring(image, part)
            async with self._decoders:
                path, facts, digest = await asyncio.to_thread(landing.land, part, stem)
        except BaseException:
            landing.discard(part)
            raise
        return Picture(
            index=index,
            path=path.name,
            format=facts.format,
            bytes=size,
            width=facts.width,
            height=facts.height,
            sha256=digest,
            nsfw=image.nsfw,
            revised_prompt=image.revised_prompt,
        )

    async def bring(self, image: RemoteImage, part: Path) -> int:
        """Store the bytes as they come, within the bounds and not looked at; how many they are.

        Raises:
            ImageRejected: too many of them, or no room.
            GatewayError: they could not be fetched.
        """
        file = await asyncio.to_thread(landing.begin, part)
        with file:
            if image.data is not None:
                return await self._keep(image.data, file)
            return await self._download(image.url or "", file)

    async def _keep(self, data: bytes, file: BinaryIO) -> int:
        if len(data) > self._max_bytes:
            raise ImageRejected("image_too_large")
        await asyncio.to_thread(landing.append, file, data)
        return len(data)

    async def _download(self, url: str, file: BinaryIO) -> int:
        """Wait a little for a file that is not there yet."""
        for patience in self._not_there_yet:
            try:
                return await self._attempt(url, file)
            except GatewayError as error:
                if error.code != "file_not_found":
                    raise
            await self._clock.sleep(patience)
        return await self._attempt(url, file)

    async def _attempt(self, url: str, file: BinaryIO) -> int:
        try:
            async with asyncio.timeout(self._total_timeout), self._open(url) as response:
                return await self._pour(response, file)
        except (ImageRejected, GatewayError):
            raise
        except _FAULTS as error:
            # Its text may hold the address, which may be signed.
            raise _unfetched(retryable=not _was_refused(error)) from None

    @asynccontextmanager
    async def _open(self, url: str) -> AsyncIterator[httpx.Response]:
        """The answer at the end of the redirects, each hop under the same rules as the first."""
        local = names_loopback(url)
        for _ in range(MAX_REDIRECTS + 1):
            client = self._client_for(url, from_local=local)
            local = client is self._loopback
            request = client.build_request("GET", url, timeout=_TIMEOUT)
            response = await client.send(request, stream=True, follow_redirects=False)
            try:
                if response.status_code not in _REDIRECTS:
                    yield response
                    return
                url = urljoin(url, response.headers.get("location", ""))
            finally:
                await response.aclose()
        raise _unfetched(retryable=False)

    def _client_for(self, url: str, *, from_local: bool) -> httpx.AsyncClient:
        """https and public, or loopback if that was configured and nobody outside sent us there."""
        parts = urlsplit(url)
        if parts.username is None and parts.password is None:
            if self._allow_loopback and from_local and names_loopback(url) and parts.scheme in _SCHEMES:
                return self._loopback
            if parts.scheme == "https":
                return self._public
        raise _unfetched(retryable=False)

    async def _pour(self, response: httpx.Response, file: BinaryIO) -> int:
        if response.status_code != httpx.codes.OK:
            raise self._refusal(response)
        if _declared(response) > self._max_bytes:
            raise ImageRejected("image_too_large")
        size, block = 0, bytearray()
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > self._max_bytes:
                raise ImageRejected("image_too_large")
            block += chunk
            if len(block) >= _BLOCK:
                await asyncio.to_thread(landing.append, file, bytes(block))
                block.clear()
        await asyncio.to_thread(landing.append, file, bytes(block))
        return size

    def _refusal(self, response: httpx.Response) -> GatewayError:
        """By status alone: it need not be the gateway that answers."""
        status = response.status_code
        error = refusal(status, None, response.headers, now_ms=self._clock.wall_ms())
        error.code = "file_not_found" if status == httpx.codes.NOT_FOUND else "download_failed"
        error.maybe_accepted = False
        return error


def _client(tls: ssl.SSLContext, open_socket: Callable[[tuple[Any, ...]], socket]) -> httpx.AsyncClient:
    transport = AiohttpTransport(client=partial(reading_session, tls, open_socket), verify=tls)
    return httpx.AsyncClient(transport=transport, trust_env=False, cookies=no_cookies(), headers=_HEADERS)


def _declared(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _was_refused(error: BaseException | None) -> bool:
    """Whether our own rule stopped it, somewhere down the chain of causes."""
    while error is not None:
        if isinstance(error, AddressRefused) or isinstance(getattr(error, "os_error", None), AddressRefused):
            return True
        error = error.__cause__
    return False


def _unfetched(*, retryable: bool) -> GatewayError:
    return GatewayError(code="download_failed", retryable=retryable)
