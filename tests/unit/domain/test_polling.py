"""The polling rule against simulated tasks: fewer polls than the documents' loop, and a bounded wait."""

import math
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outcome import Queued, Running, Succeeded
from bot.domain.polling import Learnt, Watch, _alive, next_poll, poll_price, waste_delay

JOBS = 400
#: The loop printed in the OpenOctopus API guide.
DOCUMENTED_INTERVAL = 1.8


@dataclass(frozen=True)
class Remote:
    """A task that waits in a queue of which it tells, then runs."""

    waits: float
    runs: float
    place: int
    tells: bool

    @property
    def ends(self):
        return self.waits + self.runs

    def at(self, now):
        if now >= self.ends:
            return Succeeded(())
        if now >= self.waits:
            return Running()
        left = max(1, math.ceil(self.place * (1 - now / self.waits)))
        return Queued(position=left if self.tells else None, concurrency=2)


def remotes(median, *, tells, seed=7):
    random = Random(seed)
    for _ in range(JOBS):
        runs = random.lognormvariate(math.log(median), 0.45)
        place = 1 + int(math.log(1 - random.random()) / math.log(0.75)) if random.random() < 0.5 else 0
        waits = place / 2 * median * random.uniform(0.8, 1.2)
        yield Remote(waits, runs, place, tells)


def follow(remote, usual, random):
    """Polls made, lag at the end, and the longest gaps while waiting and while running."""
    watch, now, polls, gap, queued_gap = Watch.start(0.0), 0.0, 0, 0.0, 0.0
    outcome = remote.at(0.0)
    watch = watch.see(outcome, 0.0) if isinstance(outcome, Queued) else watch.see(Running(), 0.0)
    while True:
        delay = next_poll(watch, now=now, usual_seconds=usual, random=random)
        if watch.begun_at is None:
            queued_gap = max(queued_gap, delay)
        else:
            gap = max(gap, delay)
        now += delay
        polls += 1
        outcome = remote.at(now)
        if isinstance(outcome, Succeeded):
            return polls, now - remote.ends, gap, queued_gap
        watch = watch.see(outcome, now)


def simulate(median, *, usual=None, tells=True):
    random = Random(3)
    results = [follow(remote, usual or median, random) for remote in remotes(median, tells=tells)]
    polls, lags, gaps, queued_gaps = zip(*results, strict=True)
    return sum(polls) / JOBS, sum(lags) / JOBS, max(gaps), max(queued_gaps)


def documented_polls(median, *, tells=True):
    return sum(math.ceil(r.ends / DOCUMENTED_INTERVAL) for r in remotes(median, tells=tells)) / JOBS


@pytest.mark.parametrize("median", [20, 45, 90])
@pytest.mark.parametrize("tells", [True, False])
def test_far_fewer_polls_than_the_documented_loop_at_about_its_lag(median, tells):
    polls, lag, gap, queued_gap = simulate(median, tells=tells)
    assert polls < 0.65 * documented_polls(median, tells=tells)
    assert lag < 1.2 * DOCUMENTED_INTERVAL / 2
    assert gap <= 5.25
    assert queued_gap <= 10.5


@pytest.mark.parametrize("median", [20, 45, 90])
@pytest.mark.parametrize("wrong_by", [1 / 3, 3])
def test_a_wrong_estimate_never_opens_a_long_gap(median, wrong_by):
    _, lag, gap, queued_gap = simulate(median, usual=median * wrong_by)
    assert gap <= 5.25
    assert queued_gap <= 10.5
    assert lag <= 5.25


@given(
    elapsed=st.floats(0, 1e9),
    usual=st.floats(0.1, 1e5),
    seed=st.integers(),
)
def test_every_delay_is_within_its_clamps(elapsed, usual, seed):
    watch = Watch(submitted_at=0, waiting_at=0, polled_at=0, begun_at=0)
    delay = next_poll(watch, now=elapsed, usual_seconds=usual, random=Random(seed))
    assert 0.75 * 0.95 <= delay <= 5.0 * 1.05


def test_beyond_all_belief_the_pace_is_the_slowest():
    assert waste_delay(1e300, 1.0) == 5.0


@pytest.mark.parametrize("usual", [9, 20, 45, 90, 300])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 1.0, 1.5, 3.0])
def test_the_delay_is_where_the_waste_reaches_the_price(usual, share):
    """The closed steps against a plain sum of the integral in the rule."""
    elapsed, step = usual * share, 0.002
    alive, wasted, delay = _alive(elapsed, usual), 0.0, 0.0
    while wasted < poll_price(usual) and delay < 5.0:
        wasted += step * (alive - _alive(elapsed + delay + step / 2, usual)) / alive
        delay += step
    assert waste_delay(elapsed, usual) == pytest.approx(min(max(delay, 0.75), 5.0), rel=0.05)


@pytest.mark.parametrize(
    ("position", "concurrency", "expected"),
    [(1, 2, 4.0), (2, 2, 4.0), (3, 2, 8.0), (40, 2, 10.0), (3, None, 10.0), (1, 100, 4.0)],
)
def test_a_place_in_the_queue_sets_the_pace(position, concurrency, expected):
    seen = Queued(position=position, concurrency=concurrency)
    watch = Watch.start(0.0).see(seen, 1.0)
    delay = next_poll(watch, now=1.0, usual_seconds=20.0, random=Random(0))
    assert delay == pytest.approx(expected, rel=0.051)


@pytest.mark.parametrize(
    ("waited", "usual", "expected"), [(0, 9, 2.5), (40, 9, 3.2), (500, 9, 5.0), (0, 20, 4.0), (0, 90, 5.0)]
)
@pytest.mark.parametrize("position", [None, 0])
def test_without_a_place_the_pace_slows_with_the_wait(waited, usual, expected, position):
    watch = Watch.start(0.0).see(Queued(position=position), waited)
    delay = next_poll(watch, now=waited, usual_seconds=usual, random=Random(0))
    assert delay == pytest.approx(expected, rel=0.051)


@given(left=st.floats(0.001, 1000), seed=st.integers())
def test_no_poll_is_planned_beyond_the_deadline(left, seed):
    watch = Watch.start(0.0)
    delay = next_poll(watch, now=10.0, usual_seconds=30.0, random=Random(seed), deadline=10.0 + left)
    assert 10.0 + delay <= 10.0 + left + 1e-9


def test_work_begins_midway_between_waiting_and_running():
    watch = Watch.start(100.0).see(Queued(), 104.0).see(Running(), 108.0)
    assert watch.begun_at == 106.0
    assert watch.see(Running(), 120.0).begun_at == 106.0
    assert watch.see(Running(), 120.0).took(122.0) == 15.0


def test_a_task_put_back_in_the_queue_begins_again():
    watch = Watch.start(0.0).see(Running(), 4.0).see(Queued(position=3), 8.0)
    assert watch.begun_at is None
    assert watch.see(Running(), 12.0).begun_at == 10.0


def test_a_task_never_seen_running_still_took_its_time():
    assert Watch.start(0.0).took(8.0) == 4.0


def test_learning_moves_towards_what_happens():
    learnt = Learnt.prior(30.0)
    assert learnt.usual_seconds == pytest.approx(30.0)
    for _ in range(40):
        learnt = learnt.learn(9.0)
    assert learnt.samples == 40
    assert learnt.usual_seconds == pytest.approx(9.0, rel=0.01)


@given(st.lists(st.floats(0, 1e6), max_size=20))
def test_no_duration_breaks_the_mean(durations):
    learnt = Learnt()
    for seconds in durations:
        learnt = learnt.learn(seconds)
    assert 0.09 <= learnt.usual_seconds <= 1e6
