"""What the engine counts while it runs, for whoever exposes it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counters:
    """Totals since the start of this process."""

    accepted: int = 0
    #: Ends by state, as in "done" or "failed".
    ended: Counter[str] = field(default_factory=Counter)
    #: Failures by code.
    failed: Counter[str] = field(default_factory=Counter)
    #: Submits, polls, downloads and deliveries begun, by kind.
    begun: Counter[str] = field(default_factory=Counter)
    #: Submits whose answer was lost: the operator may have paid for nothing.
    unknown_submits: int = 0
    #: Steps ended by a fault of our own.
    faults: int = 0
