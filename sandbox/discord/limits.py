"""Discord's rate limits: buckets with their headers, the global limit, scripted 429s, the ban counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


class Clock(Protocol):
    """Seconds that only go forward."""

    def now(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Passed:
    """The request goes on; these headers belong on its response."""

    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Limited:
    """Answer status 429 with these headers and this JSON body."""

    headers: dict[str, str]
    body: dict[str, Any]


class RateLimits:
    """All rate limits of one Discord. `path` everywhere is the path after `/api/v10`, without the query."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._invalid = 0

    def take(self, method: str, path: str, *, token: str | None = None) -> Passed | Limited:
        """Count one request of the bot `token` and decide on it."""
        return Passed({})

    def script(
        self,
        method: str,
        regex: str,
        *,
        times: int,
        retry_after: float,
        is_global: bool = False,
        via: bool = True,
    ) -> None:
        """Answer the next `times` requests whose method and path match with a 429."""

    def record(self, status: int) -> None:
        """Count one response; 401, 403 and user or global 429 lead to a ban."""
        self._invalid += status in (401, 403, 429)

    def invalid_requests(self) -> int:
        """Invalid requests in the last 10 minutes."""
        return self._invalid

    def banned(self) -> bool:
        """Whether Discord would now be refusing this address: 10,000 invalid requests in 10 minutes."""
        return self._invalid >= 10_000
