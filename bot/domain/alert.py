"""When moderators are told that much fails, and when that it is over. Pure.

Counted are requests of the last hour that ended by themselves. Not counted, neither as failed nor at all,
are those that the member caused: categories `safety` (the prompt was refused) and `validation` (the request
itself was). Cancelled ones did not end by themselves, and what a quota refuses never became a request.
All other categories count: `auth`, `billing`, `routing`, `task`, `asset`, `upstream`, `system`, `transport`,
`picture`, `local` and `unknown`. A request of which some pictures came has worked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.failure import Category, lookup

#: Fewer failures in an hour are no reason to call anyone.
LEAST = 5
#: The length of what is looked at.
WINDOW_MS = 3_600_000
#: It is over once the share is below the threshold divided by this, so that it does not come and go.
_RELIEF = 2
_MEMBERS_OWN = frozenset({Category.SAFETY, Category.VALIDATION})


def is_counted(code: str) -> bool:
    """Whether a failure with that code says something about the bot or what is behind it."""
    return lookup(code).category not in _MEMBERS_OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the requests of the last hour."""

    worked: int
    #: Counted failures by code.
    failures: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """Counted failures."""
        return sum(self.failures.values())

    @property
    def ended(self) -> int:
        """Requests that count."""
        return self.worked + self.failed

    @property
    def percent(self) -> int:
        """How many of a hundred failed."""
        return round(100 * self.failed / self.ended) if self.ended else 0


def tally_of(worked: int, failures: Mapping[str, int]) -> Tally:
    """What counts of all that ended."""
    return Tally(worked=worked, failures={code: n for code, n in failures.items() if is_counted(code)})


class Verdict(StrEnum):
    """What has changed."""

    RAISE = "raise"
    END = "end"
    STAY = "stay"


def judge(tally: Tally, *, above: int | None, raised: bool) -> Verdict:
    """Whether an alert begins or ends. `above` is the guild's threshold in percent; `None`: it wants none."""
    if raised:
        return Verdict.END if above is None or _is_over(tally, above) else Verdict.STAY
    if above is None or tally.failed < LEAST or 100 * tally.failed < above * tally.ended:
        return Verdict.STAY
    return Verdict.RAISE


def _is_over(tally: Tally, above: int) -> bool:
    return tally.failed == 0 or 100 * _RELIEF * tally.failed < above * tally.ended
