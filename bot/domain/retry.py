"""Whether to try again, and when: decisions as data, no sleeping.

Money decides: a submit that may have been taken is not sent again, because it would be paid twice.
A read costs nothing and may always be repeated.
"""

from dataclasses import dataclass
from random import Random

from bot.domain.errors import GatewayError
from bot.domain.failure import is_retryable, lookup
from bot.domain.outcome import Failed

#: Submits of one task after definite answers, the first included.
MAX_SUBMITS = 3
#: Submits of one task when all that happened is that none got in: about half a minute of trying.
MAX_UNTAKEN_SUBMITS = 8
#: A Retry-After beyond this is not obeyed in full, in seconds.
MAX_RETRY_AFTER = 60.0
#: A read must be refused this often in a row to be believed.
MAX_REFUSED_READS = 3
#: Seconds after a submit in which a task may not yet be visible everywhere.
REPLICA_LAG = 10.0

#: Answers that prove the gateway took nothing.
_UNTAKEN = frozenset({"gateway_unreachable", "rate_limited"})
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Resubmit:
    """Send it again after `delay` seconds."""

    delay: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """It may have been taken. Do not send it again; find out or give up."""


@dataclass(frozen=True, slots=True)
class PollAgain:
    """Read again, `delay` seconds from now at the earliest."""

    delay: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It has failed, with this code of `bot.domain.failure` (or the gateway's own word)."""

    code: str


def next_delay(attempt: int, *, retry_after: float | None, random: Random) -> float:
    """Seconds to wait after the `attempt`-th failure in a row (1 is the first).

    Full jitter below min(8, 0.5 * 2^k), and never sooner than the gateway asked, up to a minute.
    """
    ceiling = min(8.0, 0.5 * 2.0 ** min(max(attempt - 1, 0), 5))
    asked = min(max(retry_after or 0.0, 0.0), MAX_RETRY_AFTER)
    return max(random.random() * ceiling, asked)


def patient_delay(attempt: int, *, random: Random) -> float:
    """Seconds to wait after the `attempt`-th time that something was out of reach: up to a minute."""
    ceiling = min(60.0, 0.5 * 2.0 ** min(max(attempt - 1, 0), 8))
    return ceiling * (0.5 + 0.5 * random.random())


def perhaps_taken(error: GatewayError) -> bool:
    """Whether the gateway may have taken, and may bill, a submit that ended like this."""
    return error.maybe_accepted or lookup(error.code).maybe_accepted


def judge_submit(
    error: GatewayError, attempt: int, *, resubmit_on_unknown: bool, random: Random
) -> Resubmit | Ambiguous | GiveUp:
    """What follows a submit that failed. `attempt` counts the submits begun, this one included.

    With `resubmit_on_unknown` the operator accepts paying twice: a first submit that may have been
    taken is then sent once more.
    """
    again = Resubmit(next_delay(attempt, retry_after=error.retry_after, random=random))
    if perhaps_taken(error):
        return again if resubmit_on_unknown and attempt == 1 else Ambiguous()
    limit = MAX_UNTAKEN_SUBMITS if error.code in _UNTAKEN else MAX_SUBMITS
    return again if is_retryable(error) and attempt < limit else GiveUp(error.code)


def judge_failed_task(failed: Failed, attempt: int, *, random: Random) -> Resubmit | GiveUp:
    """What follows a task the gateway ended without a picture, after `attempt` submits of it.

    A failed task is not billed, so a retryable one is submitted anew, at most twice.
    """
    if is_retryable(failed) and attempt < MAX_SUBMITS:
        return Resubmit(next_delay(attempt, retry_after=None, random=random))
    return GiveUp(failed.code)


def judge_poll_error(
    error: GatewayError, failures: int, *, since_submit: float, random: Random
) -> PollAgain | GiveUp:
    """What follows a read that failed. `failures` counts those in a row, this one included.

    What may pass is waited out; only the job's deadline ends that. A refusal is believed when it is
    repeated, and an unknown task not while it may still be on its way between the gateway's replicas.
    A task that stays unknown is lost, and not submitted again: it may have been billed.
    """
    lost = error.code == "task_not_found" or (
        error.code == "request_refused" and error.http_status == _NOT_FOUND
    )
    if is_retryable(error) or failures < MAX_REFUSED_READS or (lost and since_submit < REPLICA_LAG):
        return PollAgain(next_delay(failures, retry_after=error.retry_after, random=random))
    return GiveUp("task_lost" if lost else error.code)
