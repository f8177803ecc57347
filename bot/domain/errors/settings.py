"""Decisions about a guild, a channel or oneself that are not taken."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal
from bot.domain.roots import InklingError


class SettingFault(StrEnum):
    """What is wrong with a decision."""

    NOT_A_TIME = "not_a_time"
    NEGATIVE = "negative"
    TOO_LONG = "too_long"  # more than `limit` seconds
    TOO_WORDY = "too_wordy"  # more than `limit` characters
    NOT_HOURS = "not_hours"
    NO_LENGTH = "no_length"  # begins when it ends
    UNKNOWN_ZONE = "unknown_zone"
    NOT_OFFERED = "not_offered"  # none of `allowed`
    NO_SUCH_CHANNEL = "no_such_channel"  # deleted, or of another guild
    NOT_OPEN = "not_open"  # no image channel


@dataclass(eq=False)
class SettingInvalid(Refusal):
    """A decision that cannot be taken; nothing was changed."""

    #: Name of the field of the settings.
    setting: str
    #: As it was written.
    value: str
    fault: SettingFault
    limit: int | None = None
    allowed: tuple[str, ...] = ()


@dataclass(eq=False)
class SettingsChanged(InklingError):
    """The settings are not those that were looked at any more; nothing was changed."""

    #: The one they have now.
    version: int
