"""How a handler refuses a request, in Discord's own words."""

from __future__ import annotations

from typing import Any

from sandbox.discord.rules import FieldError, Refusal, discord_error

# What no well-behaved bot can cause; the other refusals are facts of the world (a deleted message,
# a missing right, an expired token) that a correct bot may meet.
BREACHES = frozenset(
    {0, 40060, 40094, 50005, 50006, 50008, 50016, 50021, 50024, 50035, 50041, 50109, 30032, 30034}
)


class RefusedError(Exception):
    """Answer with this status and body. `breach` says that a rule was broken, in words for the test."""

    def __init__(self, status: int, body: dict[str, Any], *, breach: str | None = None) -> None:
        super().__init__(body.get("message", ""))
        self.status = status
        self.body = body
        self.breach = breach


def refused(code: int, *, breach: str | None = None) -> RefusedError:
    """The refusal for one of Discord's error codes."""
    status, body = discord_error(code)
    if breach is None and code in BREACHES:
        breach = body["message"]
    return RefusedError(status, body, breach=breach)


def raise_for(refusal: Refusal | None) -> None:
    """Raise RefusedError when the rules refuse a body."""
    if refusal is None:
        return
    status, body = refusal.answer()
    raise RefusedError(status, body, breach=str(refusal) if refusal.code in BREACHES else None)


def bad_field(path: tuple[str | int, ...], code: str, message: str) -> RefusedError:
    """A 50035 refusal of a single field."""
    status, body = Refusal(50035, (FieldError(path, code, message),)).answer()
    return RefusedError(status, body, breach=f"{'.'.join(map(str, path))}: {message}")


def unknown_route(method: str, path: str) -> RefusedError:
    """The answer to a route that does not exist; always a breach."""
    body = {"message": "404: Not Found", "code": 0}
    return RefusedError(404, body, breach=f"no such route: {method} {path}")
