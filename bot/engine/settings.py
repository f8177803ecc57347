"""What an operator may turn, and what only the engine knows. Plain values; the edge fills in the first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and patience of the engine. Durations are seconds."""

    #: From the first submit to given up.
    deadline_seconds: float
    #: From accepted until it must have a place at its gateway.
    wait_seconds: float
    #: Jobs of one member at work at once where no rule says otherwise; the others wait.
    max_running_jobs: int
    #: Jobs one member may have open, those that wait among them.
    max_open_jobs: int
    #: Jobs a gateway works on for us at once.
    gateway_concurrency: int
    #: Send a submit whose answer was lost once more, and perhaps pay twice.
    resubmit_on_unknown: bool
    #: Added to a gateway's submit timeout before a submit without an answer counts as unknown.
    submit_margin: float
    # From here on: not the operator's.
    #: An accepted job nobody started runs after this.
    start_within: float = 30.0
    #: Open jobs taken up per second after a restart.
    recovered_per_second: float = 20.0
    #: Attempts to fetch finished pictures, and to hand them over by one way.
    fetch_attempts: int = 5
    delivery_attempts: int = 8
    #: Looks at where pictures go, and attempts to tell an end, while the front is out of reach: some hours.
    outage_attempts: int = 400
    #: Steps retried after a fault of our own.
    fault_attempts: int = 3
    #: Steps under way at once, beside the submits.
    steps: int = 32
