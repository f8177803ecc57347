"""When to look at a running task again.

A poll costs something and so does the wait between "finished" and "known". The rule polls when the
wait one would be expected to waste reaches the price of a poll, given how long tasks like this one
usually take. Times are seconds; instants are readings of one monotonic clock.
"""

import math
from dataclasses import dataclass, field, replace
from random import Random

from bot.domain.outcome import Outcome, Queued

#: Price of one poll, in seconds of expected waiting after the end.
POLL_PRICE = 0.08
#: Long tasks are polled more cheaply, so that the wait after their end does not grow with their length.
PRICE_TIMES_DURATION = 2.0
MIN_DELAY = 0.75
MAX_DELAY = 5.0
#: Every delay is spread by this share either way, so that jobs do not march in step.
JITTER = 0.05

#: Spread of ln(duration) around the learnt median, and the share that believes it.
_SIGMA, _TRUST = 0.45, 0.85
#: The rest is a fat tail, for a median that is wrong.
_TAIL_SIGMA = 1.2
_INVERSE = 1 / (_SIGMA * math.sqrt(2))
_TAIL_INVERSE = 1 / (_TAIL_SIGMA * math.sqrt(2))
#: No task ends within this share of its usual duration.
_INSTANT = 1e-9
#: Weight of the newest duration in the learnt mean.
_LEARNING_RATE = 0.2


@dataclass(frozen=True, slots=True)
class Learnt:
    """How long tasks of one kind take: a moving mean of ln(seconds). Only finished ones count."""

    log_seconds: float = math.log(30.0)
    samples: int = 0

    @classmethod
    def prior(cls, seconds: float) -> "Learnt":
        """What is assumed before anything was learnt."""
        return cls(math.log(seconds))

    @property
    def usual_seconds(self) -> float:
        """The median duration."""
        return math.exp(self.log_seconds)

    def learn(self, seconds: float) -> "Learnt":
        """Take one more duration into account."""
        newest = math.log(max(seconds, 0.1))
        return Learnt(self.log_seconds + _LEARNING_RATE * (newest - self.log_seconds), self.samples + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is remembered of a task from one poll to the next."""

    submitted_at: float
    #: The last moment it was surely not begun, and the last moment it was surely not finished.
    waiting_at: float
    polled_at: float
    #: When it is taken to have begun; `None` while it waits.
    begun_at: float | None = None
    #: The gateway's queue, while it waits.
    queue: Queued = field(default_factory=Queued)

    @classmethod
    def start(cls, now: float) -> "Watch":
        """A task submitted at `now`."""
        return cls(submitted_at=now, waiting_at=now, polled_at=now)

    def see(self, outcome: Outcome, now: float) -> "Watch":
        """Take a poll's answer at `now` into account.

        The beginning is put midway between the last poll that saw it waiting and the first that did not.
        """
        if isinstance(outcome, Queued):
            return replace(self, waiting_at=now, polled_at=now, begun_at=None, queue=outcome)
        begun_at = (self.waiting_at + now) / 2 if self.begun_at is None else self.begun_at
        return replace(self, polled_at=now, begun_at=begun_at)

    def took(self, now: float) -> float:
        """Seconds the work took, the end seen at `now` and put midway to the poll before."""
        begun_at = self.waiting_at if self.begun_at is None else self.begun_at
        return max((self.polled_at + now) / 2 - begun_at, 0.1)


def next_poll(
    watch: Watch, *, now: float, usual_seconds: float, random: Random, deadline: float | None = None
) -> float:
    """Seconds until the next poll is worth its price; the last one falls exactly on the deadline."""
    if watch.begun_at is None:
        delay = _queue_delay(watch, now, usual_seconds)
    else:
        delay = waste_delay(max(now - watch.begun_at, 0.0), usual_seconds)
    delay *= 1 + JITTER * (2 * random.random() - 1)
    if deadline is not None and now < deadline < now + delay:
        return deadline - now
    return delay


def _queue_delay(watch: Watch, now: float, usual_seconds: float) -> float:
    """A known place tells how far off the turn is; without one, look less and less often.

    A task that still waits has all its work before it, so a fifth of that is no loss either.
    """
    queue = watch.queue
    if queue.position is None or queue.position < 1:
        return min(max(0.08 * (now - watch.submitted_at), 0.2 * usual_seconds, 2.5), MAX_DELAY)
    turns = math.ceil(queue.position / max(queue.concurrency or 1, 1))
    return min(max(0.2 * turns * usual_seconds, 1.8), 10.0)


def poll_price(usual_seconds: float) -> float:
    """What one poll of such a task is worth, in seconds of expected waiting."""
    return min(POLL_PRICE, PRICE_TIMES_DURATION / usual_seconds)


def waste_delay(elapsed: float, usual_seconds: float) -> float:
    """The smallest delay whose expected waste is a poll's price, for a task begun `elapsed` seconds ago."""
    price = poll_price(usual_seconds)
    alive = _alive(elapsed, usual_seconds)
    if alive <= 0.0:
        return MAX_DELAY
    # The waste grows about with the square of the delay, so this comes close in four steps.
    delay = MAX_DELAY
    for _ in range(4):
        wasted = _waste(delay, elapsed, usual_seconds, alive)
        if wasted <= 0.0:
            return MAX_DELAY
        delay = min(max(delay * math.sqrt(price / wasted), MIN_DELAY), MAX_DELAY)
    return delay


def _waste(delay: float, elapsed: float, usual_seconds: float, alive: float) -> float:
    """Expected seconds between the end and a poll after `delay`: the integral, by Simpson's rule."""
    middle = alive - _alive(elapsed + delay / 2, usual_seconds)
    end = alive - _alive(elapsed + delay, usual_seconds)
    return delay * (4 * middle + end) / (6 * alive)


def _alive(seconds: float, usual_seconds: float) -> float:
    """The chance that a task is still running `seconds` after it began."""
    share = seconds / usual_seconds
    if share < _INSTANT:
        return 1.0
    distance = math.log(share)
    likely = _TRUST * math.erfc(distance * _INVERSE)
    return 0.5 * (likely + (1 - _TRUST) * math.erfc(distance * _TAIL_INVERSE))
