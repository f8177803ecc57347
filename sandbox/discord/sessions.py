"""Gateway sessions: they outlive their sockets, so that a RESUME can replay what was missed."""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.discord.changes import Changes, Kind
from sandbox.discord.clock import Clock
from sandbox.discord.snowflake import shard_of

_REPLAYED = 2_000
_RESUMABLE_SECONDS = 180.0
_KEPT_DISCONNECTED = 8


class Socket(Protocol):
    """Where a session's events go while a client is connected."""

    def send(self, payload: dict[str, Any]) -> None: ...


@dataclass(slots=True, kw_only=True)
class Session:
    """One IDENTIFY. `seq` numbers the events; `lost_at` is when its socket went."""

    id: str
    shard: int
    shards: int
    intents: int
    seq: int = 0
    socket: Socket | None = None
    lost_at: float | None = None
    sent: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_REPLAYED))

    def dispatch(self, name: str, data: dict[str, Any]) -> None:
        """Send an event, or keep it for a RESUME while nobody is connected."""
        self.seq += 1
        event = {"op": 0, "s": self.seq, "t": name, "d": data}
        self.sent.append(event)
        if self.socket is not None:
            self.socket.send(event)

    def view(self) -> dict[str, Any]:
        """The session as the control API shows it."""
        return {
            "id": self.id,
            "shard": [self.shard, self.shards],
            "intents": self.intents,
            "seq": self.seq,
            "connected": self.socket is not None,
        }


@dataclass(frozen=True, slots=True)
class Dispatched:
    """One event that went out; `session` is where to, `at` in Unix seconds."""

    at: float
    session: str
    name: str
    data: dict[str, Any]


class Sessions:
    """All sessions that are connected or may still be resumed."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._held: dict[str, Session] = {}
        self.identifies = 0
        self.dispatched: deque[Dispatched] = deque(maxlen=20_000)

    def begin(self, socket: Socket, *, shard: int, shards: int, intents: int) -> Session:
        """A new session for an accepted IDENTIFY."""
        self.identifies += 1
        session = Session(
            id=secrets.token_hex(16), shard=shard, shards=shards, intents=intents, socket=socket
        )
        self._held[session.id] = session
        self._forget_old()
        return session

    def resume(self, session_id: str, seq: int) -> Session | None:
        """The session if it can still be resumed from `seq`."""
        session = self._held.get(session_id)
        if session is None or seq > session.seq:
            return None
        gone = 0.0 if session.lost_at is None else self._clock.now() - session.lost_at
        oldest = session.sent[0]["s"] if session.sent else 1
        return session if gone <= _RESUMABLE_SECONDS and seq >= oldest - 1 else None

    def lost(self, session: Session, socket: Socket) -> None:
        """Its socket went; the session waits for a RESUME."""
        if session.socket is socket:
            session.socket = None
            session.lost_at = self._clock.now()
            self.changed(session)

    def end(self, session: Session) -> None:
        """The session can no longer be resumed."""
        self._held.pop(session.id, None)

    def changed(self, session: Session) -> None:
        """Tell listeners that a session began, resumed or lost its socket."""
        self._changes.publish(Kind.SESSION, session)

    def dispatch(self, name: str, data: dict[str, Any], *, guild_id: str | None, intent: int = 0) -> bool:
        """Send an event to every session of the guild's shard that wants it; whether one is connected."""
        reached = False
        for session in self._held.values():
            if session.shard != shard_of(guild_id, session.shards) or (
                intent and not session.intents & intent
            ):
                continue
            self.dispatch_to(session, name, data)
            reached = reached or session.socket is not None
        return reached

    def dispatch_to(self, session: Session, name: str, data: dict[str, Any]) -> None:
        """Send an event to one session."""
        session.dispatch(name, data)
        event = Dispatched(self._clock.now(), session.id, name, data)
        self.dispatched.append(event)
        self._changes.publish(Kind.DISPATCH, event)

    def all(self) -> list[Session]:
        """All sessions, oldest first."""
        return list(self._held.values())

    def connected(self) -> list[Session]:
        """Sessions with a client."""
        return [session for session in self._held.values() if session.socket is not None]

    def _forget_old(self) -> None:
        idle = [session for session in self._held.values() if session.socket is None]
        for session in idle[:-_KEPT_DISCONNECTED]:
            del self._held[session.id]
