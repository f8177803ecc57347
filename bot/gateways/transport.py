"""The two HTTP clients of a gateway, and what their errors mean.

Submits go through httpx's own transport on a fresh connection each: only that tells "never sent"
from "perhaps taken", which decides whether a submit may be sent again. Reads may always be repeated,
so they use the aiohttp transport, which costs a fifth of the processor time.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from socket import socket
from typing import Any
from urllib.parse import urljoin

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from bot.domain.clock import Clock
from bot.domain.errors import GatewayError
from bot.gateways.reading import Unreadable, parse
from bot.gateways.refusals import refusal
from bot.gateways.throttle import Throttle

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
#: An answer may hold several pictures in base64.
MAX_ANSWER = 96 * 2**20

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer."""

    status: int
    headers: Mapping[str, str]
    #: The JSON value; `None` if it was not JSON.
    payload: object = field(repr=False)
    readable: bool

    @property
    def ok(self) -> bool:
        """Whether it is any 2xx with JSON in it."""
        return 200 <= self.status < 300 and self.readable


class Wire:
    """Calls to one gateway with one key. The key is in no repr, error or log line."""

    def __init__(
        self, *, base_url: str, key: str, clock: Clock, throttle: Throttle, tls: ssl.SSLContext
    ) -> None:
        self.base_url = base_url.strip().rstrip("/") + "/"
        self._clock = clock
        self._throttle = throttle
        self._headers = {"Accept": "application/json", "User-Agent": "inkling"}
        # Anything else cannot be written in a header, and the attempt would print it.
        self._key_is_sendable = key.isascii() and key.isprintable() and " " not in key and key != ""
        if self._key_is_sendable:
            self._headers["Authorization"] = f"Bearer {key}"
        self._submits = httpx.AsyncClient(
            verify=tls,
            trust_env=False,
            cookies=no_cookies(),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )
        self._reads = httpx.AsyncClient(
            transport=AiohttpTransport(client=lambda: reading_session(tls), verify=tls),
            trust_env=False,
            cookies=no_cookies(),
        )

    async def submit(self, path: str, body: Mapping[str, Any], *, timeout: float) -> Answer:
        """POST once. Never repeats.

        Raises:
            GatewayError: no answer; `maybe_accepted` says whether it can have arrived.
        """
        request = self._request("POST", path, timeout, body)
        try:
            async with asyncio.timeout(timeout):
                return await self._exchange(self._submits, request)
        except _NEVER_SENT:
            raise GatewayError(code="gateway_unreachable") from None
        except (TimeoutError, httpx.TimeoutException):
            raise GatewayError(code="gateway_timeout", maybe_accepted=True) from None
        except _FAULTS:
            raise GatewayError(code="answer_lost", maybe_accepted=True) from None

    async def read(self, path: str) -> Answer:
        """GET once, when the process-wide guard allows. A path with a slash first begins at the host.

        Raises:
            GatewayError: no answer.
        """
        request = self._request("GET", path, READ_TIMEOUT)
        await self._throttle.turn()
        try:
            async with asyncio.timeout(READ_TIMEOUT):
                return await self._exchange(self._reads, request)
        except _FAULTS as error:
            raise GatewayError(code=_unread(error)) from None

    def refusal(self, answer: Answer) -> GatewayError:
        """The error an unsuccessful answer amounts to. A success that is no JSON is one, too."""
        if 200 <= answer.status < 300 and not answer.readable:
            return GatewayError(code="malformed_answer", maybe_accepted=True, http_status=answer.status)
        return refusal(answer.status, answer.payload, answer.headers, now_ms=self._clock.wall_ms())

    async def close(self) -> None:
        """Close all connections."""
        await self._submits.aclose()
        await self._reads.aclose()

    async def _exchange(self, client: httpx.AsyncClient, request: httpx.Request) -> Answer:
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            content = await _bounded(response)
        finally:
            await response.aclose()
        try:
            payload, readable = parse(content), True
        except Unreadable:
            payload, readable = None, False
        return Answer(
            status=response.status_code, headers=response.headers, payload=payload, readable=readable
        )

    def _request(
        self, method: str, path: str, timeout: float, body: Mapping[str, Any] | None = None
    ) -> httpx.Request:
        """What is to be sent; nothing of it is sent if it cannot be written."""
        if not self._key_is_sendable:
            raise GatewayError(code="invalid_api_key")
        limits = httpx.Timeout(timeout, connect=min(CONNECT_TIMEOUT, timeout))
        extensions = {"timeout": limits.as_dict()}
        url = urljoin(self.base_url, path) if path.startswith("/") else self.base_url + path
        try:
            return httpx.Request(method, url, headers=self._headers, json=body, extensions=extensions)
        except httpx.InvalidURL:
            raise GatewayError(code="gateway_unreachable") from None
        except ValueError:
            raise GatewayError(code="invalid_request") from None


def no_cookies() -> CookieJar:
    """A jar that keeps nothing: no answer may make the next request different."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def reading_session(
    tls: ssl.SSLContext, open_socket: Callable[[tuple[Any, ...]], socket] | None = None
) -> aiohttp.ClientSession:
    """What the reading transport runs on. `open_socket` may refuse the address it is given."""
    connector = aiohttp.TCPConnector(ssl=tls, limit=100, socket_factory=open_socket)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


async def _bounded(response: httpx.Response) -> bytes:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > MAX_ANSWER:
            raise ValueError("the answer has no end")
    return bytes(content)


def _unread(error: Exception) -> str:
    """The code of a read's fault. The transport calls several faults by one name; their cause tells."""
    if isinstance(error.__cause__, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return "gateway_unreachable"
    return "gateway_timeout" if isinstance(error, (TimeoutError, httpx.ReadTimeout)) else "answer_lost"
