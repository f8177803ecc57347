"""One line of the doctor's report."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a part is."""

    OK = "OK"  # works
    FAULT = "FAULT"  # does not; `text` says how to mend it
    SKIPPED = "SKIPPED"  # could not be looked at because of another fault


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part."""

    part: str
    verdict: Verdict
    text: str


def fine(part: str, text: str) -> Finding:
    """It works."""
    return Finding(part, Verdict.OK, text)


def fault(part: str, text: str) -> Finding:
    """It does not, and this is the fix."""
    return Finding(part, Verdict.FAULT, text)


def skipped(part: str, text: str) -> Finding:
    """It was not looked at."""
    return Finding(part, Verdict.SKIPPED, text)
