"""Directives inside a prompt: `a red fox [[seconds: 0.2]] [[fault: drop@submit x1]]`."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.gateway.faults.grammar import BadFault, Fault, parse_fault
from sandbox.gateway.manners import BadManner, check_manner

_DIRECTIVE = re.compile(r"\[\[\s*([A-Za-z0-9_]+)\s*:\s*([^\[\]]*?)\s*\]\]")
_SPACES = re.compile(r"\s+")


class BadDirective(ValueError):
    """A directive that means nothing; the message is one sentence for its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What a prompt asks of the stand-in, and the `text` that is left for the picture.

    `seconds` is the duration of the job, `position` its place in a queue; None when not given.
    """

    text: str
    faults: tuple[Fault, ...] = ()
    manners: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    position: int | None = None


def parse_prompt(prompt: str) -> Directives:
    """Raises BadDirective."""
    faults: list[Fault] = []
    manners: dict[str, str] = {}
    numbers: dict[str, float] = {}
    for match in _DIRECTIVE.finditer(prompt):
        name, value = match[1].lower(), match[2]
        try:
            if name == "fault":
                faults.append(parse_fault(value))
            elif name in ("seconds", "position"):
                numbers[name] = _number(name, value)
            else:
                check_manner(name, value)
                manners[name] = value
        except (BadFault, BadManner) as error:
            raise BadDirective(f"sandbox directive {match[0]}: {error}") from error
    position = numbers.get("position")
    return Directives(
        text=_SPACES.sub(" ", _DIRECTIVE.sub(" ", prompt)).strip(),
        faults=tuple(faults),
        manners=manners,
        seconds=numbers.get("seconds"),
        position=None if position is None else int(position),
    )


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 100_000:
        raise BadFault(f"{name} takes a number from 0 to 100000, not {value!r}")
    return number
