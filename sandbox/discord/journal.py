"""The log of requests, refusals and broken rules: what a test looks at afterwards."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.discord.changes import Changes, Kind

_KEPT = 50_000


@dataclass(slots=True, kw_only=True)
class Request:
    """One request of the bot and the answer to it. Times in seconds, `took` and `ack` in milliseconds."""

    number: int
    at: float
    method: str
    path: str
    route: str | None  # as in Discord's OpenAPI description, None when there is no such route
    query: dict[str, str] = field(default_factory=dict)
    authorised: bool = False
    body: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)
    status: int | None = None  # None: the connection was dropped
    response: str | None = None  # as it was sent
    headers: dict[str, str] = field(default_factory=dict)
    bucket: str | None = None
    fault: str | None = None
    took: float = 0.0
    ack: float | None = None

    def view(self) -> dict[str, Any]:
        """The request as the control API shows it."""
        return asdict(self) | {"response": self.answer()}

    def answer(self) -> Any:
        """The answer's JSON; its text when a script answered with something else."""
        try:
            return None if self.response is None else json.loads(self.response)
        except ValueError:
            return self.response


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule of Discord that the bot broke; `request` is the number of the request, if it was one."""

    rule: str
    at: float
    request: int | None


class Journal:
    """Keeps the last 50,000 requests, and every violation."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._count = 0
        self.requests: deque[Request] = deque(maxlen=_KEPT)
        self.violations: list[Violation] = []

    def open(self, *, at: float, method: str, path: str, route: str | None) -> Request:
        """A record for a request that has just arrived."""
        self._count += 1
        return Request(number=self._count, at=at, method=method, path=path, route=route)

    def close(self, request: Request) -> None:
        """File a request that has been answered or dropped."""
        self.requests.append(request)
        self._changes.publish(Kind.REQUEST, request)

    def violate(self, rule: str, *, at: float, request: int | None = None) -> None:
        """Note that the bot broke a rule."""
        violation = Violation(rule, at, request)
        self.violations.append(violation)
        self._changes.publish(Kind.VIOLATION, violation)

    def refusals(self) -> list[Request]:
        """Requests answered with a client error that no fault script asked for."""
        return [
            entry
            for entry in self.requests
            if entry.status is not None and 400 <= entry.status < 500 and entry.fault is None
        ]
