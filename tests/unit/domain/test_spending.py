"""What is booked is what the tasks say, whatever becomes of them."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.job import Job, JobState, Origin, Task
from bot.domain.quota_windows import SLOT_MS, slot_of
from bot.domain.request import ImageRequest
from bot.domain.spending import bookings

MOMENTS = st.none() | st.integers(0, 5 * SLOT_MS)


def job_with(*spent_at: int | None, unit_cost: int = 3) -> Job:
    tasks = tuple(Task(index=index, images=index + 1, spent_at=at) for index, at in enumerate(spent_at))
    return Job(
        id="1",
        idempotency_key="1",
        origin=Origin(front="discord", user_id=1),
        request=ImageRequest(prompt="a fox", model="m", count=sum(task.images for task in tasks)),
        gateway="g",
        unit_price=1,
        unit_cost=unit_cost,
        state=JobState.QUEUED,
        state_at=0,
        epoch=0,
        created_at=0,
        deadline_at=0,
        tasks=tasks,
    )


@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=12), st.integers(0, 9))
def test_slots_hold_what_tasks_cost(course: list[tuple[int | None, ...]], unit_cost: int) -> None:
    job, cost, gone = job_with(None, None, unit_cost=unit_cost), Counter[int](), Counter[int]()
    sent_again = 0
    for moments in course:
        new = replace(
            job, tasks=tuple(replace(t, spent_at=at) for t, at in zip(job.tasks, moments, strict=True))
        )
        sent_again += sum(
            t.images * unit_cost
            for t, at in zip(job.tasks, moments, strict=True)
            if None not in (t.spent_at, at) and t.spent_at != at
        )
        for booking in bookings(job, new):
            cost[booking.slot_start] += booking.cost
            gone[booking.slot_start] += booking.gone
            assert 0 <= gone[booking.slot_start] <= cost[booking.slot_start]
        job = new
    standing = Counter[int]()
    for task in job.tasks:
        if task.spent_at is not None:
            standing[slot_of(task.spent_at)] += unit_cost * task.images
    assert +(cost - gone) == +standing
    assert gone.total() == sent_again


def test_nothing_is_booked_twice() -> None:
    job = job_with(5, None)
    assert list(bookings(job, job)) == []
