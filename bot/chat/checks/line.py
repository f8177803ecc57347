"""One line of the check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What was found, in words; for what needs attention with what to do about it."""

    ok: bool
    said: str


def fine(said: str) -> Line:
    """It works."""
    return Line(ok=True, said=said)


def attention(said: str) -> Line:
    """It does not, and this is the fix."""
    return Line(ok=False, said=said)
