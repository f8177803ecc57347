"""What the page may do behind the curtain: the bot's life, its books, and the image gateway's control.

The page itself talks to Discord's stand-in alone, which passes `/_control/demo/...` on to here.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from sandbox.demo.books import read_books
from sandbox.demo.mortal import Mortal

HOST = "127.0.0.1"
_GATEWAY_SECONDS = 20.0
_GOODBYE_SECONDS = 0.2


class Supervisor:
    """Answers for a demo that runs."""

    def __init__(self, *, bot: Mortal, database: Path, gateway: str, session: aiohttp.ClientSession) -> None:
        self._bot = bot
        self._database = database
        #: The address of the image gateway's control API.
        self._gateway = gateway
        self._session = session

    def routes(self) -> list[web.RouteDef]:
        """Every call; `sandbox/README.md` documents them."""
        return [
            web.get("/bot", self._tell),
            web.post("/bot/kill", self._kill),
            web.post("/bot/start", self._start),
            web.get("/books", self._books),
            web.route("*", "/gateway/{call:.+}", self._ask_gateway),
        ]

    async def _tell(self, _: web.Request) -> web.Response:
        return web.json_response(self._bot.view())

    async def _kill(self, _: web.Request) -> web.Response:
        await self._bot.kill()
        return web.json_response(self._bot.view())

    async def _start(self, _: web.Request) -> web.Response:
        await self._bot.start()
        return web.json_response(self._bot.view())

    async def _books(self, _: web.Request) -> web.Response:
        try:
            return web.json_response(await asyncio.to_thread(read_books, self._database))
        except sqlite3.Error as error:
            return _cannot(f"the bot's database cannot be read just now: {error}")

    async def _ask_gateway(self, request: web.Request) -> web.Response:
        address = f"{self._gateway}/{request.match_info['call']}"
        body = await request.read()
        try:
            async with self._session.request(
                request.method, address, params=request.query, data=body or None
            ) as answer:
                return web.Response(
                    status=answer.status, body=await answer.read(), content_type=answer.content_type
                )
        except (aiohttp.ClientError, TimeoutError):
            return _cannot("the image gateway's stand-in does not answer")


def _cannot(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=503)


@web.middleware
async def not_from_pages(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse a browser: only the stand-in asks here, and it says nothing of an origin."""
    if "Origin" in request.headers or request.host.split(":")[0] != HOST:
        return web.json_response({"error": "pages ask Discord's stand-in"}, status=403)
    return await handler(request)


@asynccontextmanager
async def supervising(
    listener: socket.socket, *, bot: Mortal, database: Path, gateway: str
) -> AsyncIterator[None]:
    """Answer on `listener` until the block ends."""
    timeout = aiohttp.ClientTimeout(total=_GATEWAY_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        supervisor = Supervisor(bot=bot, database=database, gateway=gateway, session=session)
        app = web.Application(middlewares=[not_from_pages])
        app.add_routes(supervisor.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GOODBYE_SECONDS)
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield
        finally:
            await runner.cleanup()
