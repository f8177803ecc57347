"""What gateways cost the operator, by the catalogue: booked when a submit may leave, taken back if free.

Booked in slots of a quarter of an hour (UTC), by when the submit began. Nobody knows what a gateway really
bills, so whatever it may have taken counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.job import Job, Task
from bot.domain.quota_windows import slot_of


@dataclass(frozen=True, slots=True)
class Booking:
    """A change of one slot."""

    slot_start: int
    #: Catalogue credits more, or less.
    cost: int
    #: How much of the cost no task answers for any more: it was sent again, and may be billed twice.
    gone: int = 0


def bookings(old: Job, new: Job) -> Iterator[Booking]:
    """What a move of a job changes."""
    before = {task.index: task.spent_at for task in old.tasks}
    for task in new.tasks:
        yield from _of_task(task, before.get(task.index), new.unit_cost * task.images)


def _of_task(task: Task, before: int | None, cost: int) -> Iterator[Booking]:
    if task.spent_at == before or not cost:
        return
    if before is not None:
        again = task.spent_at is not None
        yield Booking(slot_of(before), 0, cost) if again else Booking(slot_of(before), -cost)
    if task.spent_at is not None:
        yield Booking(slot_of(task.spent_at), cost)
