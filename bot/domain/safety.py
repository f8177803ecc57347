"""What moderators decide about words, people and pictures. Times are epoch milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.failure import Category, lookup
from bot.domain.job import Job, JobState

#: Entries a guild may have in all, and patterns among them: every prompt is compared with each.
MOST_FILTERS = 500
MOST_PATTERNS = 100
#: Characters.
LONGEST_WORD = 100
LONGEST_PATTERN = 300
LONGEST_REASON = 300
#: The longest block with an end, in seconds: ten years.
LONGEST_BLOCK = 3650 * 86_400
#: Reports one person may make within an hour.
MOST_REPORTS = 10
#: Stands for the bot where a person's id is written down.
ITSELF = 0


class FilterKind(StrEnum):
    """How an entry is looked for."""

    WORD = "word"  # whole words, whatever they are dressed up with
    PATTERN = "pattern"  # a regular expression, in the prompt as typed and made comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One entry of a guild's filter."""

    id: int
    guild_id: int
    kind: FilterKind
    pattern: str
    #: What moderators tell each other about it.
    note: str
    by_user_id: int
    at: int
    #: Prompts it refused so far, and when the last.
    refused: int = 0
    refused_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A person who may not ask for pictures in a guild."""

    guild_id: int
    user_id: int
    #: `None` is until a moderator lifts it.
    until: int | None
    reason: str
    #: `ITSELF` after strikes.
    by_user_id: int
    at: int

    def lasts(self, now_ms: int) -> bool:
        """Whether it has not expired."""
        return self.until is None or now_ms < self.until

    def outlasts(self, until: int) -> bool:
        """Whether it ends later than another."""
        return self.until is None or self.until > until


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A request that the rules of an image service refused."""

    id: int
    job_id: str | None
    at: int
    #: When it ceased to count: a moderator cleared it, or it led to a block.
    cleared_at: int | None


class Action(StrEnum):
    """What was done, in the mod-log."""

    BLOCK = "block"
    AUTO_BLOCK = "auto_block"  # after strikes
    UNBLOCK = "unblock"
    STRIKES = "strikes"  # so many that moderators are told
    FILTER_ADD = "filter_add"
    FILTER_REMOVE = "filter_remove"
    STRIKES_CLEAR = "strikes_clear"
    KEEP = "report_keep"
    DELETE = "report_delete"  # reported or not
    REFUND = "report_refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModAction:
    """One entry of the mod-log."""

    id: int
    guild_id: int
    at: int
    #: `None` is the bot by itself.
    by_user_id: int | None
    action: Action
    user_id: int | None = None
    job_id: str | None = None
    #: In the moderator's words; the entry of a filter; the credits of a refund; the number of strikes.
    reason: str = ""
    #: What was done, as far as taking it back needs it; `None`: it cannot be taken back.
    undo: Mapping[str, Any] | None = None
    undone_by: int | None = None
    undone_at: int | None = None
    #: Where it was posted.
    log_channel_id: int | None = None
    log_message_id: int | None = None

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something to take back."""
        return self.undo is not None and self.undone_at is None


class Decision(StrEnum):
    """What moderators decide about a reported picture."""

    KEEP = "keep"
    DELETE = "delete"
    BLOCK = "block"  # delete, and block who asked for it
    REFUND = "refund"  # keep, and give the credits back

    @property
    def removes(self) -> bool:
        """Whether the pictures go."""
        return self in (Decision.DELETE, Decision.BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one person said about a picture."""

    reporter_id: int
    reason: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A reported picture, with all who reported it, the first one first."""

    id: str
    guild_id: int
    job_id: str
    reports: tuple[Report, ...]
    card_channel_id: int | None = None
    card_message_id: int | None = None
    decision: Decision | None = None
    decided_by: int | None = None
    decided_at: int | None = None

    @property
    def at(self) -> int:
        """When it was opened."""
        return self.reports[0].at


def is_strike(job: Job) -> bool:
    """Whether a job of a guild ended because the rules of its image service refused it."""
    if job.state is not JobState.FAILED or job.failure_code is None or job.origin.guild_id is None:
        return False
    return lookup(job.failure_code).category is Category.SAFETY


def can_be_reported(job: Job, guild_id: int | None) -> bool:
    """Whether it is a job of this guild with pictures that were handed over."""
    return guild_id is not None and job.origin.guild_id == guild_id and job.state is JobState.DONE
