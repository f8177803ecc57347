"""Discord's rate limits: buckets with their headers, the global limit, scripted 429s, the ban counter.

Source: Discord documentation, "Rate Limits".
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sandbox.discord.rules.errors import CATALOGUE
from sandbox.discord.rules.routes import DEFAULT_RULES, Route, Rule, route_of

LIMIT_CODES = frozenset(code for code, (status, _) in CATALOGUE.items() if status == 429)
GLOBAL_LIMIT = 50  # requests per second and bot
INVALID_LIMIT = 10_000  # responses of 401, 403 or 429 ...
INVALID_WINDOW = 600.0  # ... in so many seconds

_SHORTEST_SWEEP = 512


class Clock(Protocol):
    """Seconds that only go forward."""

    def now(self) -> float: ...


class Scope(StrEnum):
    """Whose limit was hit, as in `X-RateLimit-Scope`."""

    USER = "user"  # this bot's bucket
    SHARED = "shared"  # a resource that others use too; does not count as an invalid request
    GLOBAL = "global"  # all requests of this bot


@dataclass(frozen=True, slots=True)
class Passed:
    """The request goes on; these headers belong on its response."""

    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Limited:
    """Answer status 429 with these headers and this JSON body."""

    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(slots=True)
class _Window:
    """Requests counted since a window opened with the first of them."""

    ends_at: float
    used: int = 0


class _Windows:
    """Open windows by key. A closed window is as good as none, so memory follows the rate of requests."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, ...], _Window] = {}
        self._sweep_at = _SHORTEST_SWEEP

    def __len__(self) -> int:
        return len(self._open)

    def at(self, key: tuple[str, ...], *, now: float, seconds: float) -> _Window:
        """The window of `key` at this moment."""
        window = self._open.get(key)
        if window is None or window.ends_at <= now:
            self._sweep(now)
            window = self._open[key] = _Window(now + seconds)
        return window

    def _sweep(self, now: float) -> None:
        if len(self._open) < self._sweep_at:
            return
        self._open = {key: window for key, window in self._open.items() if window.ends_at > now}
        self._sweep_at = max(_SHORTEST_SWEEP, 2 * len(self._open))


@dataclass(slots=True, kw_only=True)
class _Script:
    method: str
    path: re.Pattern[str]
    times: int
    retry_after: float
    scope: Scope
    code: int | None
    via: bool


class RateLimits:
    """All rate limits of one Discord. `path` everywhere is the path after `/api/v10`, without the query."""

    def __init__(
        self, clock: Clock, *, rules: tuple[Rule, ...] = DEFAULT_RULES, global_limit: int = GLOBAL_LIMIT
    ) -> None:
        self._clock = clock
        self._rules = rules
        self._global_limit = global_limit
        self._windows = _Windows()
        self._scripts: list[_Script] = []
        self._invalid: deque[float] = deque(maxlen=INVALID_LIMIT)

    def take(self, method: str, path: str, *, token: str | None = None) -> Passed | Limited:
        """Count one request of the bot `token` and decide on it."""
        script = self._scripted(method.upper(), path)
        if script is not None:
            return _limited(script.retry_after, script.scope, code=script.code, via=script.via)
        route = route_of(method, path)
        if route.is_global:
            wait = self._global_wait(token or "")
            if wait > 0:
                return _limited(wait, Scope.GLOBAL)
        return Passed({}) if route.is_callback else self._in_bucket(route, token or "")

    def script(
        self,
        method: str,
        regex: str,
        *,
        times: int,
        retry_after: float,
        scope: Scope = Scope.USER,
        code: int | None = None,
        via: bool = True,
    ) -> None:
        """Answer the next `times` requests whose method is equal and whose path matches wholly with a 429.

        Method "*" is any. `code` is the error code that some limits carry, such as 30046. Without `via`
        the answer looks like one of Cloudflare's, which clients take for a ban. Raises re.error for a bad
        expression, ValueError for fewer than one time, KeyError for a code that is no limit's.
        """
        if times < 1:
            raise ValueError(f"times must be at least 1, not {times}")
        if code is not None and code not in LIMIT_CODES:
            raise KeyError(code)
        pattern = re.compile(regex)
        self._scripts.append(
            _Script(
                method=method.upper(),
                path=pattern,
                times=times,
                retry_after=retry_after,
                scope=Scope(scope),
                code=code,
                via=via,
            )
        )

    def clear_scripts(self) -> None:
        """Forget every scripted answer that is still to come."""
        self._scripts.clear()

    def record(self, status: int, *, scope: str | None = None) -> None:
        """Count one response: 401, 403 and 429 lead to a ban, except a 429 whose scope is shared."""
        if status in (401, 403, 429) and scope != Scope.SHARED:
            self._invalid.append(self._clock.now())

    def invalid_requests(self) -> int:
        """Invalid requests in the last 10 minutes."""
        start = self._clock.now() - INVALID_WINDOW
        while self._invalid and self._invalid[0] <= start:
            self._invalid.popleft()
        return len(self._invalid)

    def banned(self) -> bool:
        """Whether Discord would now be refusing this address: 10,000 invalid requests in 10 minutes."""
        return self.invalid_requests() >= INVALID_LIMIT

    def open_windows(self) -> int:
        """Windows held in memory."""
        return len(self._windows)

    def _scripted(self, method: str, path: str) -> _Script | None:
        for script in self._scripts:
            if script.method in (method, "*") and script.path.fullmatch(path):
                script.times -= 1
                self._scripts = [each for each in self._scripts if each.times > 0]
                return script
        return None

    def _global_wait(self, token: str) -> float:
        now = self._clock.now()
        window = self._windows.at(("global", token), now=now, seconds=1.0)
        if window.used >= self._global_limit:
            return window.ends_at - now
        window.used += 1
        return 0.0

    def _in_bucket(self, route: Route, token: str) -> Passed | Limited:
        rule = next(rule for rule in self._rules if rule.applies(route))
        now, bucket = self._clock.now(), _bucket_name(rule, route)
        window = self._windows.at((bucket, token, *route.majors), now=now, seconds=rule.seconds)
        full = window.used >= rule.limit
        window.used += not full
        headers = {
            "X-RateLimit-Limit": str(rule.limit),
            "X-RateLimit-Remaining": str(rule.limit - window.used),
            "X-RateLimit-Reset": f"{window.ends_at:.3f}",
            "X-RateLimit-Reset-After": f"{_up(window.ends_at - now):.3f}",
            "X-RateLimit-Bucket": bucket,
        }
        return _limited(window.ends_at - now, Scope.USER, headers) if full else Passed(headers)


def _bucket_name(rule: Rule, route: Route) -> str:
    """Opaque, the same for all resources, different for routes that are counted apart."""
    text = f"{route.method} {route.template} {rule.limit}/{rule.seconds}"
    return hashlib.blake2s(text.encode(), digest_size=16).hexdigest()


def _up(seconds: float) -> float:
    """Rounded up to a millisecond, so that who waits as told is never early."""
    return math.ceil(seconds * 1000) / 1000


def _limited(
    retry_after: float,
    scope: Scope,
    headers: Mapping[str, str] | None = None,
    *,
    code: int | None = None,
    via: bool = True,
) -> Limited:
    wait = _up(retry_after)
    all_headers = {
        **(headers or {}),
        "Retry-After": str(math.ceil(wait)),
        "X-RateLimit-Scope": str(scope),
        **({"X-RateLimit-Global": "true"} if scope is Scope.GLOBAL else {}),
        **({"Via": "1.1 google"} if via else {}),
    }
    body: dict[str, Any] = {
        "message": _words(scope, code),
        "retry_after": wait,
        "global": scope is Scope.GLOBAL,
        **({"code": code} if code is not None else {}),
    }
    return Limited(all_headers, body)


def _words(scope: Scope, code: int | None) -> str:
    if code is not None:
        return CATALOGUE[code][1]
    shared = scope is Scope.SHARED
    return "The resource is being rate limited." if shared else "You are being rate limited."
