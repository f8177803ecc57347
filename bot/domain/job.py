"""A job, its gateway tasks, and which state may follow which."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.request import ImageRequest


class JobState(StrEnum):
    """Where a job is. Each is stored before what it announces is done."""

    QUEUED = "queued"  # accepted and reserved; nothing sent
    SUBMITTING = "submitting"  # a submit may have left
    UNKNOWN = "unknown"  # a submit left and no usable answer came
    RUNNING = "running"  # the gateway gave task ids; polling
    FETCHING = "fetching"  # tasks ended; pictures are being downloaded
    READY = "ready"  # pictures verified on disk; quota settled
    DELIVERING = "delivering"  # a way was chosen; may have been posted
    DONE = "done"  # posted
    FAILED = "failed"  # ended without a picture; reserve given back
    CANCELLED = "cancelled"  # stopped on request; reserve given back
    UNDELIVERABLE = "undeliverable"  # pictures kept, no way to hand them over

    @property
    def is_terminal(self) -> bool:
        """Whether nothing will ever follow."""
        return not TRANSITIONS[self]


S = JobState
#: The only moves there are, apart from staying while a task moves. The store refuses any other.
#: RUNNING -> SUBMITTING is a task sent again while its siblings run on.
TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    S.QUEUED: frozenset({S.SUBMITTING, S.FAILED, S.CANCELLED}),
    S.SUBMITTING: frozenset({S.QUEUED, S.UNKNOWN, S.RUNNING, S.FETCHING, S.FAILED, S.CANCELLED}),
    S.UNKNOWN: frozenset({S.QUEUED, S.RUNNING, S.FETCHING, S.FAILED, S.CANCELLED}),
    S.RUNNING: frozenset({S.QUEUED, S.SUBMITTING, S.FETCHING, S.FAILED, S.CANCELLED}),
    S.FETCHING: frozenset({S.RUNNING, S.READY, S.FAILED, S.CANCELLED}),
    S.READY: frozenset({S.DELIVERING}),
    S.DELIVERING: frozenset({S.READY, S.DONE, S.UNDELIVERABLE}),
    S.DONE: frozenset(),
    S.FAILED: frozenset(),
    S.CANCELLED: frozenset(),
    S.UNDELIVERABLE: frozenset(),
}
#: In these a job takes one of its gateway's places: a submit may have left, and the end has not been seen.
ACTIVE = frozenset({S.SUBMITTING, S.UNKNOWN, S.RUNNING})
del S


class TaskState(StrEnum):
    """Where one gateway call is."""

    PLANNED = "planned"  # not sent, or surely not taken: may be sent
    SUBMITTING = "submitting"  # about to be sent or sent; no answer stored
    UNKNOWN = "unknown"  # perhaps taken, perhaps paid: not sent again blindly
    RUNNING = "running"  # the gateway's task id is stored
    SUCCEEDED = "succeeded"  # pictures are known
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One call to the gateway. A job has one or more."""

    #: 0-based place in the job.
    index: int
    #: Pictures asked of this call.
    images: int
    state: TaskState = TaskState.PLANNED
    #: Submits begun so far.
    submit_attempt: int = 0
    #: Epoch ms of the last submit's intent.
    submit_started_at: int | None = None
    #: Epoch ms when the submit began that the operator is taken to pay for; `None` if there is none.
    spent_at: int | None = None
    #: Epoch ms before which it is not (re)submitted.
    not_before: int = 0
    #: The gateway's id.
    remote_id: str | None = None
    failure_code: str | None = None
    http_status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who asked, where, and how to answer."""

    #: "discord" or "terminal".
    front: str
    user_id: int
    guild_id: int | None = None
    channel_id: int | None = None
    #: A thread's parent, any other channel's own id: what a channel's rules and counts go by.
    home_channel_id: int | None = None
    application_id: int | None = None
    #: Answers the interaction for 15 minutes. Never logged.
    interaction_token: str | None = field(default=None, repr=False)
    #: Epoch ms after which the token is dead.
    token_expires_at: int | None = None
    #: The message the status card is in.
    card_message_id: int | None = None
    #: Language of the card, as in "de".
    locale: str = "en-US"
    #: Bytes per file, as the interaction said; `None` if unknown.
    upload_limit: int | None = None
    #: Whether the channel is marked age-restricted.
    age_restricted: bool = False
    #: Whether the bot itself is in that channel and may post there.
    can_post: bool = False
    #: Shown to nobody but who asked.
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One accepted request and all that is known of it. Times are epoch milliseconds."""

    id: str
    #: One per interaction; a second accept with the same key changes nothing.
    idempotency_key: str
    origin: Origin
    request: ImageRequest
    #: Name of the gateway that serves it.
    gateway: str
    #: Credits for one picture, as its guild charges them.
    unit_price: int
    #: What the catalogue says one picture costs the operator.
    unit_cost: int = 0
    #: The asker's roles in the guild when it was accepted, until its end was told: limits go by them.
    role_ids: tuple[int, ...] = ()
    #: Epoch ms when its words were deleted.
    forgotten_at: int | None = None
    state: JobState
    state_at: int
    #: Grows by one with every change; the compare-and-set key.
    epoch: int
    created_at: int
    #: When the job is given up.
    deadline_at: int
    tasks: tuple[Task, ...]
    #: Epoch ms when the next step is due.
    next_run_at: int = 0
    cancel_requested: bool = False
    failure_code: str | None = None
    #: Short id of the failure row, shown to people.
    error_id: str | None = None
    #: Which way of handing over is being tried, as in "original", "channel", "dm", "file".
    delivery_path: str | None = None
    delivered_message_id: int | None = None
    #: Pictures that came and were paid for.
    made: int = 0
    #: The job this one repeats.
    retry_of: str | None = None

    @property
    def private(self) -> bool:
        """Whether it is shown to nobody but who asked."""
        return self.origin.private

    @property
    def price(self) -> int:
        """Credits reserved."""
        return self.unit_price * self.request.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A verified picture on disk, belonging to a job."""

    #: 0-based place in the job.
    index: int
    #: File name below the image folder.
    path: str
    #: From its magic bytes: "png", "jpeg" or "webp".
    format: str
    bytes: int
    width: int
    height: int
    sha256: str
    nsfw: bool | None = None
    revised_prompt: str | None = None
    #: What the requester wrote in place of the prompt, for who does not see it.
    alt_text: str | None = None
