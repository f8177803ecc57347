"""Small servers on real sockets: one that answers from a script, one that breaks the protocol."""

import asyncio
from contextlib import asynccontextmanager

from aiohttp import web


class Scripted:
    """Answers requests in turn, the last answer again and again, and remembers what came."""

    def __init__(self):
        self.answers = []
        self.seen = []
        self.peers = []
        self.url = ""

    def will(self, *answers):
        """Each is (status, JSON value or bytes, headers...) or a coroutine function of the request."""
        self.answers = list(answers)

    @property
    def bodies(self):
        return [body for _, body in self.seen]

    async def handle(self, request):
        body = await request.json() if request.body_exists else None
        self.seen.append((request, body))
        self.peers.append((request.method, request.transport.get_extra_info("peername")))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            return await answer(request)
        status, content, *headers = answer
        if isinstance(content, bytes):
            return web.Response(status=status, body=content, headers=headers[0] if headers else None)
        return web.json_response(content, status=status, headers=headers[0] if headers else None)


@asynccontextmanager
async def scripted():
    script = Scripted()
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{path:.*}", script.handle)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    script.url = f"http://{host}:{port}"
    try:
        yield script
    finally:
        await runner.cleanup()


async def _read_request(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))


@asynccontextmanager
async def broken(fault):
    """A server that reads a whole request and then misbehaves. Yields (url, count of requests read)."""
    read = []
    done = asyncio.Event()

    async def serve(reader, writer):
        try:
            await _read_request(reader)
            read.append(1)
            await FAULTS[fault](writer, done)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", read
    finally:
        done.set()
        server.close()
        await server.wait_closed()


async def _close(writer, done):
    pass


async def _reset(writer, done):
    writer.transport.abort()


async def _half(writer, done):
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{"id": ')
    await writer.drain()


async def _nonsense(writer, done):
    writer.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
    await writer.drain()


async def _silence(writer, done):
    await done.wait()


async def _slow_body(writer, done):
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{"id": ')
    await writer.drain()
    await done.wait()


async def _bad_gzip(writer, done):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nnotgzip")
    await writer.drain()


FAULTS = {
    "close": _close,
    "reset": _reset,
    "half": _half,
    "nonsense": _nonsense,
    "silence": _silence,
    "slow body": _slow_body,
    "bad gzip": _bad_gzip,
}
