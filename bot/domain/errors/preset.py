"""Presets that are not kept, or not there."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class PresetFault(StrEnum):
    """What is wrong with a preset."""

    UNKNOWN = "unknown"  # there is none of that name
    TOO_MANY = "too_many"
    EMPTY = "empty"  # it would change nothing
    NAMELESS = "nameless"  # its name is nothing but blanks
    TAKEN = "taken"  # another one has the name of the one that was to come back
    FORGOTTEN = "forgotten"  # what was deleted is no longer there


@dataclass(eq=False)
class PresetRefused(Refusal):
    """A preset is not kept, or cannot be used; nothing was changed."""

    fault: PresetFault
    #: As it was written.
    name: str
