"""What a gateway says of a task: five states as types, and the pictures at the end of one."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteImage:
    """A picture the gateway made: a place to fetch it, or its bytes. Exactly one is set."""

    #: Absolute http(s) address. Hidden in repr: it may be signed.
    url: str | None = field(default=None, repr=False)
    data: bytes | None = field(default=None, repr=False)
    #: The gateway's own verdict; `None` if it gave none.
    nsfw: bool | None = None
    revised_prompt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """Waiting at the gateway."""

    #: 1 is next; `None` if the gateway does not tell.
    position: int | None = None
    size: int | None = None
    #: How many the gateway works on at once; `None` if it does not tell.
    concurrency: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """Being painted. An unknown status word counts as this, never as a failure."""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Finished, with at least one picture."""

    images: tuple[RemoteImage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The gateway ended the task without a picture."""

    #: One of the documented codes, or the gateway's own word.
    code: str
    #: The gateway's explicit opinion; `None` if it gave none.
    retryable: bool | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The gateway says the task was cancelled."""


Outcome = Queued | Running | Succeeded | Failed | Cancelled
