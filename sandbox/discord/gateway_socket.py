"""The gateway conversation: HELLO, IDENTIFY or RESUME, heartbeats, member requests.

Opcodes and close codes: Discord documentation, "Opcodes and Status Codes".
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from enum import IntEnum
from typing import Any

from aiohttp import web

from sandbox.discord.gateway_wire import GatewayWire
from sandbox.discord.ready import guild_create, ready
from sandbox.discord.sessions import Session
from sandbox.discord.snowflake import shard_of
from sandbox.discord.world import World

GUILDS = 1 << 0
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
_KNOWN_INTENTS = (1 << 26) - 1
_SENDS_PER_MINUTE = 120


class Op(IntEnum):
    """Gateway opcodes the stand-in knows."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    ACK = 11


class CloseError(Exception):
    """End the connection with this close code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class GatewaySocket:
    """One client of the gateway."""

    def __init__(self, world: World, wire: GatewayWire, gateway_url: str) -> None:
        self._world = world
        self.wire = wire
        self._url = gateway_url
        self.session: Session | None = None
        self._received: deque[float] = deque()

    def send(self, payload: dict[str, Any]) -> None:
        """Pass a payload on to the client."""
        self.wire.send(payload)

    async def run(self) -> None:
        """Talk until one side ends it."""
        interval = self._world.settings.heartbeat_ms
        self.send({"op": Op.HELLO, "d": {"heartbeat_interval": interval}, "s": None, "t": None})
        pump = asyncio.create_task(self.wire.pump(), name="gateway writer")
        try:
            await self._listen(interval / 1000 * 2)
        finally:
            await self.wire.closed()
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump
            self._leave()

    async def _listen(self, patience: float) -> None:
        try:
            while (payload := await self._next(patience)) is not None:
                await self._obey(payload)
        except CloseError as error:
            await self._refuse(error.code)

    async def _next(self, patience: float) -> dict[str, Any] | None:
        try:
            payload = await self.wire.receive(patience)
        except TimeoutError:
            raise CloseError(4009) from None
        except ValueError:
            raise CloseError(4002) from None
        now = self._world.clock.real()
        self._received.append(now)
        while self._received[0] < now - 60:
            self._received.popleft()
        if len(self._received) > _SENDS_PER_MINUTE:
            raise CloseError(4008)
        return payload

    async def _refuse(self, code: int) -> None:
        self._world.journal.violate(f"gateway closed with {code}", at=self._world.clock.now())
        if self.session is not None and code in (4007, 4009):
            self._world.sessions.end(self.session)
        await self.wire.close(code)

    async def _obey(self, payload: dict[str, Any]) -> None:
        op, data = payload.get("op"), payload.get("d")
        if op == Op.HEARTBEAT:
            self.send({"op": Op.ACK, "d": None, "s": None, "t": None})
        elif op == Op.IDENTIFY and isinstance(data, dict):
            self._identify(data)
        elif op == Op.RESUME and isinstance(data, dict):
            self._resume(data)
        elif self.session is None:
            raise CloseError(4003)
        elif op == Op.MEMBERS and isinstance(data, dict):
            self._members(self.session, data)
        elif op not in (Op.PRESENCE, Op.VOICE):
            raise CloseError(4001)

    def _identify(self, data: dict[str, Any]) -> None:
        if self.session is not None:
            raise CloseError(4005)
        if data.get("token") != self._world.settings.token:
            raise CloseError(4004)
        shard, shards = data.get("shard") or (0, 1)
        intents = self._intents(data)
        if not 0 <= shard < shards:
            raise CloseError(4010)
        self.session = self._world.sessions.begin(self, shard=shard, shards=shards, intents=intents)
        self._welcome(self.session)
        self._world.sessions.changed(self.session)

    def _intents(self, data: dict[str, Any]) -> int:
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~_KNOWN_INTENTS:
            raise CloseError(4013)
        if intents & PRIVILEGED & ~self._world.settings.allowed_privileged_intents:
            raise CloseError(4014)
        return intents

    def _welcome(self, session: Session) -> None:
        world = self._world
        mine = [
            guild
            for guild in world.guilds.values()
            if guild.with_bot and shard_of(guild.id, session.shards) == session.shard
        ]
        seen = mine if session.intents & GUILDS else []
        world.sessions.dispatch_to(session, "READY", ready(world, session, seen, self._url))
        for guild in seen:
            world.sessions.dispatch_to(session, "GUILD_CREATE", guild_create(world, guild))

    def _resume(self, data: dict[str, Any]) -> None:
        if data.get("token") != self._world.settings.token:
            raise CloseError(4004)
        seq = data.get("seq") or 0
        session = self._world.sessions.resume(str(data.get("session_id")), seq)
        if session is None:
            self.send({"op": Op.INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        self.session, session.socket, session.lost_at = session, self, None
        for event in session.sent:
            if event["s"] > seq:
                self.send(event)
        self._world.sessions.dispatch_to(session, "RESUMED", {"_trace": ["sandbox"]})
        self._world.sessions.changed(session)

    def _members(self, session: Session, data: dict[str, Any]) -> None:
        guild = self._world.guilds.get(str(data.get("guild_id")))
        if guild is None or not guild.with_bot:
            return
        wanted = data.get("user_ids")
        ids = [wanted] if isinstance(wanted, str | int) else wanted
        query = str(data.get("query") or "").lower()
        found = [
            member
            for person_id, member in guild.members.items()
            if (person_id in map(str, ids) if ids else member["user"]["username"].startswith(query))
        ]
        chunk: dict[str, Any] = {"guild_id": guild.id, "members": found, "chunk_index": 0, "chunk_count": 1}
        chunk["not_found"] = [str(one) for one in ids or () if str(one) not in guild.members]
        if "nonce" in data:
            chunk["nonce"] = data["nonce"]
        self._world.sessions.dispatch_to(session, "GUILD_MEMBERS_CHUNK", chunk)

    def invalidate(self) -> None:
        """Tell the client that its session is over for good."""
        if self.session is not None:
            self._world.sessions.end(self.session)
        self.send({"op": Op.INVALID_SESSION, "d": False, "s": None, "t": None})

    def _leave(self) -> None:
        if self.session is None:
            return
        self._world.sessions.lost(self.session, self)
        # A client that says goodbye with 1000 or 1001 gives its session up.
        if self.wire.goodbye in (1000, 1001) and self.session.socket is None:
            self._world.sessions.end(self.session)


async def serve_gateway(world: World, request: web.Request, gateway_url: str) -> web.StreamResponse:
    """Upgrade a request to a gateway connection and serve it to its end."""
    ws = web.WebSocketResponse(max_msg_size=64 * 1024, autoping=True)
    await ws.prepare(request)
    if request.query.get("v", "10") != "10" or request.query.get("encoding", "json") != "json":
        await ws.close(code=4012)
        return ws
    wire = GatewayWire(ws, request, compress=request.query.get("compress") == "zlib-stream")
    await GatewaySocket(world, wire, gateway_url).run()
    return ws
