"""Raw requests and a raw gateway client: for what a well-behaved library never does."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.support.discord import DiscordControl

APP = "1100000000000000001"
IMAGES = "1100000000000000101"
READ_ONLY = "1100000000000000104"
NO_FILES = "1100000000000000105"
HIDDEN = "1100000000000000106"
PING = {"name": "ping", "description": "Answer", "type": 1}
V2 = 1 << 15


def messages_of(channel: str) -> str:
    """The path of a channel's messages."""
    return f"/channels/{channel}/messages"


class Rest:
    """The bot's REST side, one request at a time."""

    def __init__(self, discord: DiscordControl, http: aiohttp.ClientSession) -> None:
        self._discord = discord
        self._http = http
        self.headers: Mapping[str, str] = {}

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        """Status and JSON body."""
        auth = {"Authorization": f"Bot {more.pop('token', self._discord.token)}"}
        url = self._discord.api + path
        async with self._http.request(method, url, json=body, headers=auth, **more) as response:
            self.headers = response.headers
            return response.status, await response.json() if response.content_length else None

    async def upload(self, method: str, path: str, body: Any, files: Mapping[int, bytes]) -> tuple[int, Any]:
        """The same with files."""
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for number, data in files.items():
            form.add_field(
                f"files[{number}]", io.BytesIO(data), filename=f"{number}.png", content_type="image/png"
            )
        return await self.ask(method, path, data=form)


@asynccontextmanager
async def rest(discord: DiscordControl) -> AsyncIterator[Rest]:
    """A raw REST client with the command /ping registered."""
    async with aiohttp.ClientSession() as http:
        client = Rest(discord, http)
        await client.ask("PUT", f"/applications/{APP}/commands", [PING])
        yield client


async def ping(discord: DiscordControl, **more: Any) -> tuple[str, str, str]:
    """Somebody runs /ping; interaction id, callback path and webhook path."""
    made = await discord.slash("ping", wait=0, **more)
    events = await discord.dispatched("INTERACTION_CREATE")
    token = next(each["data"]["token"] for each in events if each["data"]["id"] == made["id"])
    return made["id"], f"/interactions/{made['id']}/{token}/callback", f"/webhooks/{APP}/{token}"


class Gateway:
    """A raw gateway connection with zlib-stream."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self._ws = ws
        self._inflate = zlib.decompressobj()
        self.session = ""
        self.seq = 0

    async def send(self, op: int, data: Any) -> None:
        """One payload, as a binary frame: some clients send those."""
        await self._ws.send_bytes(json.dumps({"op": op, "d": data}).encode())

    async def identify(self, token: str, **more: Any) -> None:
        """IDENTIFY with the least."""
        await self.send(2, {"token": token, "intents": 1, "properties": {}} | more)

    async def next(self) -> dict[str, Any] | int:
        """The next payload, or the close code."""
        message = await self._ws.receive(timeout=10)
        if message.type is not aiohttp.WSMsgType.BINARY:
            return self._ws.close_code or 0
        assert message.data.endswith(b"\x00\x00\xff\xff")
        payload: dict[str, Any] = json.loads(self._inflate.decompress(message.data))
        self.seq = payload["s"] or self.seq
        if payload["t"] == "READY":
            self.session = payload["d"]["session_id"]
        return payload

    async def until(self, name: str) -> dict[str, Any]:
        """The data of the next event of this name."""
        while True:
            payload = await self.next()
            assert isinstance(payload, dict), f"closed with {payload}"
            if payload["t"] == name:
                return dict(payload["d"])


@asynccontextmanager
async def gateway(
    discord: DiscordControl, query: str = "?v=10&encoding=json&compress=zlib-stream"
) -> AsyncIterator[Gateway]:
    """A connection that has had its HELLO."""
    async with aiohttp.ClientSession() as http, http.ws_connect(discord.gateway + query) as ws:
        client = Gateway(ws)
        hello = await client.next()
        assert isinstance(hello, dict)
        assert hello["op"] == 10
        yield client


@asynccontextmanager
async def online(discord: DiscordControl) -> AsyncIterator[Gateway]:
    """A connection that is READY."""
    async with gateway(discord) as client:
        await client.identify(discord.token)
        await client.until("READY")
        yield client
