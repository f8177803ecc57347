"""The editor: the latest state wins, edits keep their distance, and trouble with one card is its own."""

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.editor import Editor
from bot.chat.pace import after_trouble, edit_interval
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.engine.front import Progress
from tests.unit.chat.samples import ManualClock, a_job, settle


class Screen:
    """Where cards are shown; it remembers when and what."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.edits: list[tuple[float, str, int | None]] = []
        self.trouble: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def edit(self, job: Job, progress: Progress) -> None:
        self.edits.append((self.clock.monotonic(), job.id, progress.position))
        await self.gate.wait()
        if self.trouble is not None:
            raise self.trouble


def positions(_job: Job, progress: Progress) -> int | None:
    return progress.position


@asynccontextmanager
async def running(fingerprint=positions, at_once: int = 8):
    clock = ManualClock()
    screen = Screen(clock)
    editor = Editor(fingerprint=fingerprint, edit=screen.edit, clock=clock, at_once=at_once)
    task = asyncio.create_task(editor.run())
    try:
        yield editor, screen, clock
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_of_many_states_only_the_latest_is_shown_and_not_at_once():
    async with running() as (editor, screen, clock):
        job = a_job()
        for position in (5, 4, 3):
            editor.put(job, Progress(position=position))
        await clock.advance(2.9)
        assert screen.edits == []
        await clock.advance(0.2)
        assert [edit[2] for edit in screen.edits] == [3]


async def test_edits_of_one_card_are_three_seconds_apart_however_fast_states_come():
    async with running() as (editor, screen, clock):
        job = a_job()
        for position in range(200, 0, -1):
            editor.put(job, Progress(position=position))
            await clock.advance(0.1)
        times = [at for at, _, _ in screen.edits]
        assert len(times) >= 6
        assert all(later - earlier >= 3.0 - 1e-9 for earlier, later in pairwise(times))


async def test_a_card_that_would_say_the_same_is_left_alone():
    async with running() as (editor, screen, clock):
        job = a_job()
        for _ in range(20):
            editor.put(job, Progress(position=2))
            await clock.advance(3)
        assert len(screen.edits) == 1


async def test_time_alone_moves_a_card():
    step: list[str] = []
    async with running(fingerprint=lambda _job, _progress: len(step)) as (editor, screen, clock):
        editor.put(a_job(), Progress())
        await clock.advance(10)
        assert len(screen.edits) == 1
        step.append("the bar has moved")
        await clock.advance(10)
        assert len(screen.edits) == 2


async def test_nothing_is_shown_after_a_card_was_dropped():
    async with running() as (editor, screen, clock):
        job = a_job()
        editor.put(job, Progress(position=1))
        await editor.drop(job.id)
        await clock.advance(100)
        assert screen.edits == []


async def test_drop_waits_for_an_edit_that_is_on_its_way():
    async with running() as (editor, screen, clock):
        job = a_job()
        screen.gate.clear()
        editor.put(job, Progress(position=1))
        await clock.advance(3)
        dropping = asyncio.create_task(editor.drop(job.id))
        await settle()
        assert not dropping.done()
        screen.gate.set()
        await settle()
        assert dropping.done()
        await clock.advance(100)
        assert len(screen.edits) == 1


async def test_a_card_dropped_while_it_waits_for_its_turn_is_not_edited():
    async with running(at_once=1) as (editor, screen, clock):
        screen.gate.clear()
        editor.put(a_job(id="first"), Progress(position=1))
        editor.put(a_job(id="second"), Progress(position=1))
        await clock.advance(5)
        await editor.drop("second")
        screen.gate.set()
        await clock.advance(10)
        assert [edit[1] for edit in screen.edits] == ["first"]
        editor.put(a_job(id="third"), Progress(position=1))
        await clock.advance(10)
        assert [edit[1] for edit in screen.edits] == ["first", "third"]


async def test_a_card_shown_again_after_a_drop_keeps_its_distance_and_one_edit_at_a_time():
    async with running() as (editor, screen, clock):
        job = a_job()
        editor.put(job, Progress(position=1))
        await clock.advance(2)
        await editor.drop(job.id)
        screen.gate.clear()
        editor.put(job, Progress(position=2))
        await clock.advance(20)
        assert [edit[0] for edit in screen.edits] == [5.0]


async def test_a_card_whose_state_cannot_be_told_does_not_stop_the_others():
    def told(job: Job, _progress: Progress) -> str:
        if job.id == "bad":
            raise ValueError("cannot be told")
        return job.id

    async with running(fingerprint=told) as (editor, screen, clock):
        editor.put(a_job(id="bad"), Progress())
        editor.put(a_job(id="good"), Progress())
        await clock.advance(5)
        assert [edit[1] for edit in screen.edits] == ["good"]


async def test_a_slow_edit_does_not_hold_up_other_cards():
    async with running() as (editor, screen, clock):
        screen.gate.clear()
        editor.put(a_job(id="slow"), Progress(position=1))
        await clock.advance(3)
        editor.put(a_job(id="other"), Progress(position=1))
        await clock.advance(3)
        assert [edit[1] for edit in screen.edits] == ["slow", "other"]


async def test_at_most_so_many_edits_are_on_their_way():
    async with running(at_once=2) as (editor, screen, clock):
        screen.gate.clear()
        for number in range(5):
            editor.put(a_job(id=f"job{number}"), Progress(position=1))
        await clock.advance(10)
        assert len(screen.edits) == 2
        screen.gate.set()
        await clock.advance(0.1)
        assert len(screen.edits) == 5


async def test_very_many_cards_share_one_pace_and_each_has_its_turn():
    async with running() as (editor, screen, clock):
        for number in range(300):
            editor.put(a_job(id=f"job{number}"), Progress())
        await clock.advance(3 + 300 * 0.025)
        times = [at for at, _, _ in screen.edits]
        assert len({job_id for _, job_id, _ in screen.edits}) == 300
        assert all(later - earlier >= 0.025 - 1e-9 for earlier, later in pairwise(times))


@pytest.mark.parametrize("reason", ["unknown_message", "missing_access"])
async def test_a_card_out_of_reach_is_never_tried_again(reason):
    async with running() as (editor, screen, clock):
        job = a_job()
        screen.trouble = DeliveryRefused(reason)
        for position in range(20, 0, -1):
            editor.put(job, Progress(position=position))
            await clock.advance(10)
        assert len(screen.edits) == 1


async def test_trouble_on_the_way_is_tried_again_ever_more_slowly():
    async with running() as (editor, screen, clock):
        screen.trouble = ConnectionError("HTTP 503")
        editor.put(a_job(), Progress(position=1))
        await clock.advance(40)
        times = [at for at, _, _ in screen.edits]
        assert times == [3.0, 9.0, 21.0]
        screen.trouble = None
        await clock.advance(30)
        assert len(screen.edits) == 4


async def test_a_card_that_cannot_be_drawn_does_not_stop_the_others():
    async with running() as (editor, screen, clock):
        screen.trouble = ValueError("cannot be drawn")
        editor.put(a_job(id="bad"), Progress(position=1))
        await clock.advance(5)
        screen.trouble = None
        editor.put(a_job(id="good"), Progress(position=1))
        await clock.advance(5)
        assert [edit[1] for edit in screen.edits] == ["bad", "good"]


@given(st.floats(0, 10**6), st.floats(0, 10**6))
def test_the_older_a_card_the_rarer_its_edits(one, other):
    younger, older = sorted((one, other))
    assert 3.0 <= edit_interval(younger) <= edit_interval(older) <= 300.0


@given(st.sampled_from([3.0, 5.0, 30.0]), st.integers(0, 10**4))
def test_the_wait_after_trouble_is_bounded(interval, failures):
    assert interval <= after_trouble(interval, failures) <= 300.0


async def test_a_waiting_card_is_cheap():
    async with running() as (editor, _screen, _clock):
        job = a_job()
        progress = Progress()
        editor.put(replace(job, id="warm"), progress)
        before = _size(editor)
        for number in range(100):
            editor.put(replace(job, id=f"job-{number}"), progress)
        assert (_size(editor) - before) / 100 < 2_000


def _size(value: object, seen: set[int] | None = None) -> int:
    """Bytes of the editor's own records."""
    seen = seen if seen is not None else set()
    if id(value) in seen or isinstance(value, Job | Progress | Screen | ManualClock):
        return 0
    seen.add(id(value))
    own = sys.getsizeof(value)
    if isinstance(value, dict):
        return own + sum(_size(k, seen) + _size(v, seen) for k, v in value.items())
    if isinstance(value, list | tuple | set):
        return own + sum(_size(each, seen) for each in value)
    if isinstance(value, Editor):
        return own + _size(vars(value), seen)
    slots = getattr(type(value), "__slots__", ())
    return own + sum(_size(getattr(value, slot, None), seen) for slot in slots if slot != "__weakref__")
