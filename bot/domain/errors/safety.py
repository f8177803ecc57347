"""What moderators decide about words, people and pictures."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class SafetyRefusal(Refusal):
    """By what moderators decide about words, people and pictures."""


@dataclass(eq=False)
class PromptFiltered(SafetyRefusal):
    """The prompt holds what this guild's filter refuses."""

    #: As the member typed it; `None` where a pattern matched, which members are not told.
    word: str | None


@dataclass(eq=False)
class MemberBlocked(SafetyRefusal):
    """Moderators do not let this member ask for pictures here."""

    #: Epoch milliseconds; `None` is until a moderator lifts it.
    until: int | None
    reason: str
    #: No moderator decided it: too many requests were refused by the rules of image services.
    by_itself: bool


class FilterFault(StrEnum):
    """What is wrong with an entry for a filter."""

    EMPTY = "empty"  # no letter or digit
    SIGNS = "signs"  # a word with signs that may be letters
    TOO_LONG = "too_long"  # more than `limit` characters
    TOO_MANY = "too_many"  # there are `limit` already
    THERE_ALREADY = "there_already"
    GONE = "gone"  # removed meanwhile
    LOOKAROUND = "lookaround"
    BACKREFERENCE = "backreference"
    NOT_LINEAR = "not_linear"  # another construct whose time nobody can promise
    TOO_LARGE = "too_large"  # repeats more than the engine keeps in mind
    MATCHES_ALL = "matches_all"  # matches where there is nothing
    UNREADABLE = "unreadable"  # no regular expression


@dataclass(eq=False)
class FilterRefused(SafetyRefusal):
    """An entry that is not taken; the filter is as before."""

    fault: FilterFault
    entry: str = ""
    limit: int | None = None
    #: What the pattern engine says is wrong, of `entry` alone.
    detail: str = ""


class BlockFault(StrEnum):
    """Why a block is not made."""

    NOT_A_TIME = "not_a_time"
    TOO_LONG = "too_long"
    A_BOT = "a_bot"
    NOT_BLOCKED = "not_blocked"  # there is none to lift


@dataclass(eq=False)
class BlockRefused(SafetyRefusal):
    """A block that is not made or lifted."""

    fault: BlockFault
    #: As it was written, or who it is about.
    value: str


class ReportFault(StrEnum):
    """Why a report is not taken."""

    NO_PICTURE = "no_picture"  # not a message with pictures of this bot
    UNKNOWN = "unknown"  # no longer on file, or of another guild
    REPEATED = "repeated"  # by the same person
    DECIDED = "decided"  # moderators have looked at it
    TOO_MANY = "too_many"  # by the same person within an hour
    ABSENT = "absent"  # the bot is no member of this guild, so no moderator would read it


@dataclass(eq=False)
class ReportRefused(SafetyRefusal):
    """A report that is not taken; nothing was told to moderators."""

    fault: ReportFault


class UndoRefused(SafetyRefusal):
    """It cannot be taken back at all, or not without losing what was decided since."""


class NotAModerator(SafetyRefusal):
    """May neither manage this guild nor the messages of this channel."""
