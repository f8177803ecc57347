"""Appeals: a member asks moderators for what a limit refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.job import Origin
from bot.domain.quota import Standing
from bot.domain.request import ImageRequest

#: How long moderators have to decide.
LIFE_MS = 24 * 60 * 60 * 1000
#: Most that one member may have open in a guild.
MOST_OPEN = 3
#: Characters of the reason for a no, and of why somebody asks.
LONGEST_REASON = 300


class AppealState(StrEnum):
    """Where an appeal is. Only what is open is decided."""

    OPEN = "open"
    APPROVED = "approved"  # the job is taken, beyond the limits
    DENIED = "denied"
    EXPIRED = "expired"  # nobody decided in time


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """What was asked and refused."""

    request: ImageRequest
    #: Answers who asked for as long as its token lives.
    origin: Origin
    #: The asker's roles in that guild.
    role_ids: tuple[int, ...]
    price: int
    #: The limits in the way, as they stood when it was asked.
    limits: tuple[Standing, ...]
    #: The asker's own language, as in "de".
    locale: str
    #: The job it would repeat.
    retry_of: str | None = None
    #: Why moderators should say yes, in the asker's words.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal. Times are epoch ms."""

    id: str
    guild_id: int
    user_id: int
    at: int
    #: `None` once all is told: then nobody needs the words any more.
    plea: Plea | None
    state: AppealState = AppealState.OPEN
    card_channel_id: int | None = None
    card_message_id: int | None = None
    decided_by: int | None = None
    decided_at: int | None = None
    #: Of a no; may be empty.
    reason: str = ""
    job_id: str | None = None

    @property
    def lapses_at(self) -> int:
        """When it is too late to decide."""
        return self.at + LIFE_MS

    def is_lapsed(self, now_ms: int) -> bool:
        """Whether it is open and too late."""
        return self.state is AppealState.OPEN and now_ms >= self.lapses_at
