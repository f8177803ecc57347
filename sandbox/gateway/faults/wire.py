"""Faults of the connection and of whatever stands in front of a gateway."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from email.utils import formatdate

from aiohttp import web

from sandbox.gateway.clock import Clock
from sandbox.gateway.errors import Failure
from sandbox.gateway.faults.codes import fault_failure, is_code
from sandbox.gateway.faults.grammar import Fault

LATE_SECONDS = 30.0
SLOW_PIECES = 10
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)

Answer = Callable[[], Awaitable[web.Response]]
Wording = Callable[[Failure], web.Response]


async def misbehave(
    request: web.Request, fault: Fault, answer: Answer, *, word: Wording, clock: Clock
) -> web.StreamResponse:
    """Answer `request` with the fault. `answer` gives the true answer, and takes the job at a submit."""
    if fault.taken:
        await answer()
    if is_code(fault):
        return word(fault_failure(fault))
    match fault.name:
        case "rate_limited":
            return _rate_limited(fault, word, clock)
        case "html_502":
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        case "broken_json":
            return web.Response(text='{"id": "0000', content_type="application/json")
        case "nonsense_json":
            return web.json_response(["nonsense", 42, None])
        case "late" | "slow_body" | "half_answer":
            return await _spoil_delivery(request, fault, await answer(), clock)
        case "never":
            await asyncio.Event().wait()
    return _break_connection(request, fault)


def _rate_limited(fault: Fault, word: Wording, clock: Clock) -> web.Response:
    failure = Failure(
        code="rate_limited", http=429, message="Too many requests.", retryable=True, category="system"
    )
    response = word(failure)
    options = fault.options
    if "retry_after" in options:
        response.headers["Retry-After"] = options["retry_after"]
    if "retry_date" in options:
        moment = clock.outside() + fault.number("retry_date", 0)
        response.headers["Retry-After"] = formatdate(moment, usegmt=True)
    if "retry_ms" in options:
        response.headers["retry-after-ms"] = options["retry_ms"]
    return response


async def _spoil_delivery(
    request: web.Request, fault: Fault, answer: web.Response, clock: Clock
) -> web.StreamResponse:
    pause = fault.number("seconds", LATE_SECONDS)
    if fault.name == "late":
        await _pause(clock, pause)
        return answer
    body = answer.body if isinstance(answer.body, bytes) else b""
    stream = web.StreamResponse(status=answer.status, headers=answer.headers)
    stream.content_length = len(body)
    await stream.prepare(request)
    if fault.name == "half_answer":
        await stream.write(body[: len(body) // 2])
        return _break_connection(request, fault)
    step = max(1, len(body) // SLOW_PIECES)
    for start in range(0, len(body), step):
        await stream.write(body[start : start + step])
        await _pause(clock, pause / SLOW_PIECES)
    await stream.write_eof()
    return stream


async def _pause(clock: Clock, seconds: float) -> None:
    end = clock.now() + seconds
    await clock.sleep_until(lambda: end)


def _break_connection(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Close the socket under the answer; what is returned is never sent."""
    transport = request.transport
    if transport is None or transport.is_closing():
        return web.Response()
    if fault.name == "not_http":
        transport.write(b"220 mail.example.com ESMTP\r\n\r\n")
    if fault.name == "reset":
        _reset_on_close(transport)
        transport.abort()
    else:
        transport.close()
    return web.Response()


def _reset_on_close(transport: asyncio.Transport) -> None:
    """With lingering set to zero seconds the kernel sends RST instead of FIN."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
