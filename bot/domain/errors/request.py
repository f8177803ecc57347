"""Requests that cannot be made as they were asked."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class PromptBlank(Refusal):
    """No character a person can see."""


@dataclass(eq=False)
class PromptTooLong(Refusal):
    """Longer than the model takes."""

    length: int
    limit: int


@dataclass(eq=False)
class UnknownModel(Refusal):
    """No such model, or its gateway has no key here."""

    model: str
    available: tuple[str, ...]


@dataclass(eq=False)
class UnsupportedOption(Refusal):
    """An option value this model does not take."""

    model: str
    option: str
    value: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class TooManyReferences(Refusal):
    """More reference pictures than this model takes, which may be none at all."""

    model: str
    given: int
    limit: int
    #: The models on offer that take as many.
    takers: tuple[str, ...]


class ReferenceFault(StrEnum):
    """What is wrong with a picture to go by."""

    EMPTY = "empty"  # no bytes
    TOO_LARGE = "too_large"  # more bytes than are taken
    TOO_MANY_PIXELS = "too_many_pixels"  # unpacks to more than is opened
    NO_PICTURE = "no_picture"  # none of the formats that are read, whatever its name says
    DAMAGED = "damaged"  # begins like a picture and cannot be decoded to its end
    UNREACHABLE = "unreachable"  # could not be fetched or read
    NO_ROOM = "no_room"  # cannot be stored here


@dataclass(eq=False)
class ReferenceRejected(Refusal):
    """A picture to go by that is not taken."""

    #: As the person's file is called.
    name: str
    fault: ReferenceFault
    #: Which of those that were given, the first being 0; `None` if nobody counted.
    place: int | None = None
