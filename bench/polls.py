"""How often a job is polled and how late its end is known, against the loop the gateway's guide prints.

A simulation on a clock of its own, with the bot's own decisions. A task takes a lognormal time around the
median; half of the tasks wait first behind others, four on average, of which the gateway does two at once.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import fmean

from bench.figures import Figure, Part
from bot.domain.outcome import Outcome, Queued, Running, Succeeded
from bot.domain.polling import Learnt, Watch, next_poll

#: Seconds between two polls of the loop in the OpenOctopus API guide, Step 4.
DOCUMENTED_INTERVAL = 1.8
MEDIANS = (9, 20, 45, 90)
JOBS = 3000
_SPREAD = 0.45
_AT_ONCE = 2
#: What the built-in catalogue assumes of a model before the first job has ended.
_PRIOR_SECONDS = 30.0
#: From this median on fewer polls are wanted; shorter jobs need theirs.
_LONG = 20
_MOST_POLLS, _MOST_LAG = 0.65, 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A task at the gateway, submitted at 0."""

    waits: float
    runs: float
    place: int
    #: Whether the gateway says which place the task has.
    tells: bool

    @property
    def ends(self) -> float:
        """When it is finished."""
        return self.waits + self.runs

    def at(self, now: float) -> Outcome:
        """What a poll would answer."""
        if now >= self.ends:
            return Succeeded(())
        if now >= self.waits:
            return Running()
        left = max(1, math.ceil(self.place * (1 - now / self.waits)))
        return Queued(position=left if self.tells else None, concurrency=_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Followed:
    """How one task was followed."""

    polls: int
    #: Seconds from finished to known.
    lag: float


def measure() -> Part:
    """Polls and lag for jobs of several lengths."""
    figures = [
        figure for tells in (False, True) for median in MEDIANS for figure in _compare(median, tells=tells)
    ]
    note = (
        f"{JOBS} simulated jobs each, the same for both sides. Inkling knows nothing at first and learns the "
        "duration as it goes; the floor polls every 1.8 s, without the guide's limit of 180 s."
    )
    return Part(title="Polling, against the documented 1.8 s loop", figures=figures, note=note)


def _compare(median: int, *, tells: bool) -> Iterator[Figure]:
    remotes = list(_remotes(median, tells=tells))
    ours, loop = list(_ours(remotes)), [_documented(remote) for remote in remotes]
    kind = f"{median} s jobs, place in the queue {'told' if tells else 'unknown'}"
    yield Figure(
        what=f"polls per job, {kind}",
        ours=fmean(each.polls for each in ours),
        floor=fmean(each.polls for each in loop),
        target=_MOST_POLLS if median >= _LONG else None,
    )
    yield Figure(
        what=f"mean seconds from done to known, {kind}",
        ours=fmean(each.lag for each in ours),
        floor=fmean(each.lag for each in loop),
        unit="s",
        target=_MOST_LAG,
    )


def _remotes(median: float, *, tells: bool) -> Iterator[Remote]:
    random = Random(f"{median} s")
    for _ in range(JOBS):
        runs = random.lognormvariate(math.log(median), _SPREAD)
        place = 1 + int(math.log(1 - random.random()) / math.log(0.75)) if random.random() < 0.5 else 0
        waits = place / _AT_ONCE * median * random.uniform(0.8, 1.2)
        yield Remote(waits=waits, runs=runs, place=place, tells=tells)


def _ours(remotes: list[Remote]) -> Iterator[Followed]:
    random, learnt = Random("jitter"), Learnt.prior(_PRIOR_SECONDS)
    for remote in remotes:
        now, polls = 0.0, 0
        watch = Watch.start(now)
        while not isinstance(seen := remote.at(now), Succeeded):
            watch = watch.see(seen, now)
            now += next_poll(watch, now=now, usual_seconds=learnt.usual_seconds, random=random)
            polls += 1
        learnt = learnt.learn(watch.took(now))
        yield Followed(polls, now - remote.ends)


def _documented(remote: Remote) -> Followed:
    polls = math.ceil(remote.ends / DOCUMENTED_INTERVAL)
    return Followed(polls, polls * DOCUMENTED_INTERVAL - remote.ends)
