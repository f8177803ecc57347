"""Which requests share a rate limit, and what it is.

Discord documents how limits are told apart ("Rate Limits") but no figures per route; the ones here are
what bot authors have measured. The first rule that applies to a route counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """A path with its ids taken out, and the ids that limits are counted apart for."""

    method: str
    template: str
    majors: tuple[str, ...]

    @property
    def is_callback(self) -> bool:
        """The first answer to an interaction carries no rate-limit headers and has no bucket."""
        return self.template == "/interactions/:id/:token/callback"

    @property
    def is_global(self) -> bool:
        """Whether it counts towards the bot's 50 per second; interaction endpoints do not."""
        return not self.template.startswith(("/interactions/", "/webhooks/:id/:token"))


def route_of(method: str, path: str) -> Route:
    """The route of a path without query, as it stands after `/api/v10`."""
    parts = path.strip("/").split("/")
    kind = parts[0]
    majors = [part for part in parts[1:2] if kind in ("channels", "guilds", "webhooks")]
    named = [":id" if part.isdigit() or part == "@original" else part for part in parts]
    if kind in ("webhooks", "interactions") and len(parts) > 2:
        named[2] = ":token"
        majors += parts[2:3]
    if "reactions" in named:
        emoji = named.index("reactions") + 1
        named[emoji : emoji + 1] = [":emoji"] if emoji < len(named) else []
    return Route(method.upper(), "/" + "/".join(named), tuple(majors))


@dataclass(frozen=True, slots=True)
class Rule:
    """`limit` requests per `seconds` on the routes of a method that match a template."""

    method: str
    template: re.Pattern[str]
    limit: int
    seconds: float

    def applies(self, route: Route) -> bool:
        """Whether this rule counts requests of a route."""
        same_method = re.fullmatch(self.method, route.method) is not None
        return same_method and self.template.fullmatch(route.template) is not None


def _rule(method: str, template: str, limit: int, seconds: float) -> Rule:
    return Rule(method, re.compile(template), limit, seconds)


_HOOK = r"/webhooks/:id/:token"
DEFAULT_RULES = (
    _rule("POST", r"/channels/:id/messages", 5, 5.0),
    _rule("PATCH", r"/channels/:id/messages/:id", 5, 5.0),
    _rule("DELETE", r"/channels/:id/messages/:id", 5, 1.0),
    _rule("PUT|DELETE", r"/channels/:id/messages/:id/reactions/.*", 1, 0.25),
    _rule("POST", _HOOK, 5, 2.0),
    _rule("GET|PATCH|DELETE", _HOOK + r"/messages/:id", 5, 2.0),
    _rule("[A-Z]+", r".*", 100, 1.0),
)
