"""What is remembered of an open job beside its row. Lost in a crash, and rebuilt from the row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from bot.domain.clock import Clock
from bot.domain.job import Job, JobState, Picture, Task
from bot.domain.outcome import Queued, RemoteImage
from bot.domain.polling import Watch


@dataclass(slots=True)
class Following:
    """One running task: when to look again, and what was seen."""

    watch: Watch
    #: Monotonic moment of the next poll.
    due: float
    #: Reads that failed in a row.
    failures: int = 0


@dataclass(slots=True)
class Live:
    """One open job in this process."""

    job: Job
    #: Monotonic moment when it is given up.
    deadline: float
    #: Credits left to the member after this job, as told when it was accepted.
    remaining: int | None = None
    following: dict[int, Following] = field(default_factory=dict)
    #: Finished at the gateway and not fetched yet, by task.
    made: dict[int, tuple[RemoteImage, ...]] = field(default_factory=dict)
    #: Fetched and not committed yet, by place.
    fetched: dict[int, Picture] = field(default_factory=dict)
    #: Attempts of the present activity that failed.
    failures: int = 0
    #: Times in a row that the front was out of reach.
    out_of_reach: int = 0
    #: Ways to hand over that are closed.
    refused_paths: set[str] = field(default_factory=set)
    #: Whether a submit is on the wire and nothing else is under way.
    sending: bool = False
    #: Whether this process sent the submits of the row, and sends no more.
    sent_here: bool = False
    #: Whether the process that accepted it may have died before it said so.
    unanswered: bool = False
    #: Who asked to stop.
    cancelled_by: int | None = None
    #: Place in our own line, 1 is next.
    place: int | None = None
    #: Steps ended by a fault of our own.
    faults: int = 0

    def adopt(self, saved: Job) -> None:
        """Take a saved row over. Where the card is and whether to stop is newer here."""
        self.deadline += (saved.deadline_at - self.job.deadline_at) / 1000
        self.job = replace(saved, origin=self.job.origin, cancel_requested=self.job.cancel_requested)

    def shown_by(self, message_id: int | None) -> None:
        """That message shows it; its row is told with the next step."""
        if message_id is not None:
            self.job = replace(self.job, origin=replace(self.job.origin, card_message_id=message_id))

    def follow(self, task: Task, clock: Clock) -> Following:
        """Its memory of a running task, begun anew from the row if there is none."""
        known = self.following.get(task.index)
        if known is not None:
            return known
        now = clock.monotonic()
        age = (clock.wall_ms() - (task.submit_started_at or clock.wall_ms())) / 1000
        fresh = Following(Watch.start(now - max(age, 0.0)), due=now)
        self.following[task.index] = fresh
        return fresh

    @property
    def position(self) -> int | None:
        """The place in our own line, or the best known one in the gateway's queue."""
        if self.job.state is JobState.QUEUED:
            return self.place
        queues = [seen.watch.queue for seen in self.following.values() if seen.watch.begun_at is None]
        places = [queue.position for queue in queues if _is_place(queue)]
        return min((place for place in places if place), default=None)

    @property
    def painting(self) -> bool:
        """Whether the gateway has begun on any of it."""
        return any(seen.watch.begun_at is not None for seen in self.following.values())

    @contextmanager
    def on_the_wire(self) -> Iterator[None]:
        """While this lasts, a wish to cancel may interrupt the step."""
        self.sending = True
        try:
            yield
        finally:
            self.sending = False


def _is_place(queue: Queued) -> bool:
    return queue.position is not None and queue.position >= 1


def enliven(job: Job, clock: Clock) -> Live:
    """Take a job up from its row."""
    left = (job.deadline_at - clock.wall_ms()) / 1000
    return Live(job, deadline=clock.monotonic() + left)
