"""Values of a document that somebody else wrote: taken as what they have to be, or noted as wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from bot.domain.errors import ValueFault, ValueKind, WrongValue

#: Faults that are told; a document may have any number.
MOST_FAULTS = 20
#: Discord's ids fit into 63 bits.
_MOST_ID = 2**63


class Invalid(Enum):
    """Stands for a value that was noted as wrong."""

    INVALID = "invalid"


INVALID: Literal[Invalid.INVALID] = Invalid.INVALID


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a guild has that a document may name."""

    #: Those that people write in, and all.
    writable: Collection[int]
    channels: Collection[int]
    roles: Collection[int]
    #: As Discord names languages.
    locales: Collection[str]


@dataclass(slots=True)
class Faults:
    """What is wrong with a document so far."""

    found: list[WrongValue] = field(default_factory=list)

    def note(
        self,
        path: str,
        fault: ValueFault,
        *,
        wanted: ValueKind | None = None,
        bounds: tuple[int, int] | None = None,
    ) -> Literal[Invalid.INVALID]:
        """Note a value as wrong. Only the first ones are kept."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(WrongValue(path, fault, wanted, bounds))
        return INVALID

    def wants(self, path: str, kind: ValueKind) -> Literal[Invalid.INVALID]:
        """Note a value that is of another kind."""
        return self.note(path, ValueFault.KIND, wanted=kind)

    def bounds(self, path: str, least: int, most: int) -> Literal[Invalid.INVALID]:
        """Note a value that is too small or too large, too short or too long."""
        return self.note(path, ValueFault.RANGE, bounds=(least, most))


#: Takes a path, a value and where to note that it is wrong; gives the value as it is kept.
Check = Callable[[str, Any, Faults], Any]


def boolean(path: str, value: Any, faults: Faults) -> Any:
    """True or false."""
    return value if isinstance(value, bool) else faults.wants(path, ValueKind.BOOLEAN)


def whole(low: int, high: int) -> Check:
    """A whole number of `low` to `high`."""

    def check(path: str, value: Any, faults: Faults) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return faults.wants(path, ValueKind.WHOLE)
        return value if low <= value <= high else faults.bounds(path, low, high)

    return check


def text(longest: int, shortest: int = 0) -> Check:
    """Text of so many characters, all of which can be written down."""

    def check(path: str, value: Any, faults: Faults) -> Any:
        if not isinstance(value, str):
            return faults.wants(path, ValueKind.TEXT)
        if not shortest <= len(value) <= longest:
            return faults.bounds(path, shortest, longest)
        return value if _is_writable(value) else faults.note(path, ValueFault.MEANINGLESS)

    return check


def one_of(values: Collection[str]) -> Check:
    """One of a few words."""

    def check(path: str, value: Any, faults: Faults) -> Any:
        if not isinstance(value, str):
            return faults.wants(path, ValueKind.TEXT)
        return value if value in values else faults.note(path, ValueFault.MEANINGLESS)

    return check


def snowflake(known: Collection[int] | None = None) -> Check:
    """An id of Discord's, as text; of `known` ones if they are given."""

    def check(path: str, value: Any, faults: Faults) -> Any:
        if not isinstance(value, str) or not (value.isascii() and value.isdecimal() and len(value) < 20):
            return faults.wants(path, ValueKind.ID)
        number = int(value)
        if not 0 < number < _MOST_ID or (known is not None and number not in known):
            return faults.note(path, ValueFault.NOT_HERE)
        return number

    return check


def maybe(check: Check) -> Check:
    """The same, or null."""
    return lambda path, value, faults: None if value is None else check(path, value, faults)


def by(read: Callable[[str], Any], refused: type[Exception]) -> Check:
    """Text that something else reads, or refuses."""

    def check(path: str, value: Any, faults: Faults) -> Any:
        if not isinstance(value, str):
            return faults.wants(path, ValueKind.TEXT)
        try:
            return read(value)
        except refused:
            return faults.note(path, ValueFault.MEANINGLESS)

    return check


def listed(check: Check, most: int) -> Check:
    """A list of at most so many."""

    def checked(path: str, value: Any, faults: Faults) -> Any:
        if not isinstance(value, list):
            return faults.wants(path, ValueKind.LIST)
        if len(value) > most:
            return faults.bounds(path, 0, most)
        found = [check(f"{path}.{place}", each, faults) for place, each in enumerate(value)]
        return INVALID if INVALID in found else found

    return checked


def fields(path: str, value: Any, checks: Mapping[str, Check], faults: Faults) -> dict[str, Any]:
    """An object with these keys at most, as far as they are right."""
    if not isinstance(value, dict):
        faults.wants(path, ValueKind.OBJECT)
        return {}
    found = {}
    for key, each in value.items():
        inner = f"{path}.{key}" if path else key
        if key not in checks:
            faults.note(inner, ValueFault.UNKNOWN)
        elif (taken := checks[key](inner, each, faults)) is not INVALID:
            found[key] = taken
    return found


def _is_writable(value: str) -> bool:
    """No half of a surrogate pair, which no UTF-8 has, and no character that only controls."""
    return all(each in "\n\t" or (each >= " " and not "\ud800" <= each <= "\udfff") for each in value)
