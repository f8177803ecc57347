"""Looks into the history that make no sense."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class SearchFault(StrEnum):
    """What is wrong with a look into the history."""

    NO_TIME = "no_time"  # cannot be read as a time
    SWAPPED = "swapped"  # ends before it begins
    NO_CODE = "no_code"  # no failure has that code
    UNLISTED = "unlisted"  # a member who is in no list that others see
    OLD = "old"  # of a list that an earlier version made


@dataclass(eq=False)
class SearchRefused(Refusal):
    """A look into the history that makes no sense."""

    fault: SearchFault
    #: As it was written.
    text: str = ""
