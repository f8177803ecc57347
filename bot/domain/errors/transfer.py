"""Files of settings that are not taken."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class ImportFault(StrEnum):
    """What is wrong with a file of settings, or with one value in it."""

    TOO_LARGE = "too_large"  # more bytes than are read
    NOT_JSON = "not_json"  # no JSON, cut off, or nested beyond reason
    NOT_OURS = "not_ours"  # no export of this bot
    NEWER = "newer"  # of a newer version of this bot
    WRONG = "wrong"  # some of its values; see `wrong`


class ValueFault(StrEnum):
    """What is wrong with a value in a file of settings."""

    UNKNOWN = "unknown"  # no such key
    KIND = "kind"  # of another kind than `wanted`
    RANGE = "range"  # outside `bounds`, in amount, length or number
    NOT_HERE = "not_here"  # no channel or role of this guild
    TWICE = "twice"  # the same is there already
    MEANINGLESS = "meaningless"  # no time zone, language, hours, rule or filter


class ValueKind(StrEnum):
    """What a value has to be."""

    BOOLEAN = "boolean"
    WHOLE = "whole"  # a whole number
    TEXT = "text"
    ID = "id"  # of Discord's, as text
    LIST = "list"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class WrongValue:
    """One value that cannot be taken."""

    #: Keys from the root, with dots between them. As somebody wrote them.
    path: str
    fault: ValueFault
    wanted: ValueKind | None = None
    #: The least and the most.
    bounds: tuple[int, int] | None = None


@dataclass(eq=False)
class ImportRefused(Refusal):
    """A file of settings that is not taken; nothing was changed."""

    fault: ImportFault
    wrong: tuple[WrongValue, ...] = ()
