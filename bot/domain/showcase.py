"""Which pictures are shown once more, in the channel where a guild shows what many of its members like."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.job import Job, JobState

#: Ways of handing files over that others see.
_IN_PUBLIC = frozenset({"original", "channel"})


class Obstacle(StrEnum):
    """Why a picture is not shown once more."""

    NOT_POSTED = "not_posted"  # nobody but who asked has seen it in the guild
    FORGOTTEN = "forgotten"  # its words were deleted
    UNLISTED = "unlisted"  # who asked is in nothing that others see
    THERE_ALREADY = "there_already"  # it was made where it would be shown
    AGE = "age"  # it would leave an age-restricted channel
    HIDDEN = "hidden"  # it would leave a channel that not everybody sees


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A channel, as far as it matters who looks into it."""

    #: A thread's parent, any other channel's own id.
    channel_id: int
    age_restricted: bool
    #: Everybody in the guild sees what is in it.
    open: bool


def obstacle(job: Job, *, unlisted: bool, source: Spot, target: Spot) -> Obstacle | None:
    """What keeps a job's pictures from being shown in `target`, if anything does.

    `source` is where they were posted; `unlisted`: who asked wants to be in nothing that others see.
    """
    if not was_posted(job):
        return Obstacle.NOT_POSTED
    if job.forgotten_at is not None:
        return Obstacle.FORGOTTEN
    if unlisted:
        return Obstacle.UNLISTED
    if source.channel_id == target.channel_id:
        return Obstacle.THERE_ALREADY
    if (job.origin.age_restricted or source.age_restricted) and not target.age_restricted:
        return Obstacle.AGE
    if target.open and not source.open:
        return Obstacle.HIDDEN
    return None


def was_posted(job: Job) -> bool:
    """Whether its pictures are in a message that others in its guild can see."""
    return (
        job.state is JobState.DONE
        and job.delivered_message_id is not None
        and job.delivery_path in _IN_PUBLIC
        and job.origin.guild_id is not None
        # Where only the asker's own app answers, nobody keeps an eye on the message.
        and job.origin.can_post
        and not job.private
    )
