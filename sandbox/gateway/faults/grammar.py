"""Reads `provider_offline@submit x2` into a Fault.

    NAME[@STAGE] [xTIMES] [taken] [KEY=VALUE ...]

NAME is one of the 31 error codes, a kind of `KINDS`, or any other word together with `http=…`,
which stands for a code that no document knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sandbox.gateway.errors import ERRORS


class Stage(StrEnum):
    """Where a fault strikes."""

    SUBMIT = "submit"  # the answer to the POST
    POLL = "poll"  # the answer to a task query
    TASK = "task"  # the outcome of the work
    FILE = "file"  # the picture, or the answer that carries it


class BadFault(ValueError):
    """Text that names no fault; the message is one sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a kind of fault can strike (the first stage is meant when none is given) and its options."""

    stages: tuple[Stage, ...]
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to break: `times` None is every time; `taken` lets the gateway take the job first."""

    name: str
    stage: Stage
    times: int | None = None
    taken: bool = False
    options: Mapping[str, str] = field(default_factory=dict)

    def number(self, option: str, default: float) -> float:
        """The numeric option, or `default`."""
        return float(self.options.get(option, default))


_ANSWERS = (Stage.SUBMIT, Stage.POLL, Stage.FILE)
_ANYWHERE = (Stage.SUBMIT, Stage.POLL, Stage.TASK, Stage.FILE)
_CODE = Kind(_ANYWHERE, frozenset({"http", "retryable", "message"}))

WIRE_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "rate_limited": Kind(_ANSWERS, frozenset({"retry_after", "retry_date", "retry_ms"})),
        "html_502": Kind(_ANSWERS),
        "broken_json": Kind(_ANSWERS),
        "nonsense_json": Kind(_ANSWERS),
        "late": Kind(_ANSWERS, frozenset({"seconds"})),
        "slow_body": Kind(_ANSWERS, frozenset({"seconds"})),
        "half_answer": Kind(_ANSWERS),
        "never": Kind(_ANSWERS),
        "drop": Kind(_ANSWERS),
        "reset": Kind(_ANSWERS),
        "not_http": Kind(_ANSWERS),
    }
)
BODY_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "missing_id": Kind((Stage.SUBMIT,)),
        "error_200": Kind((Stage.SUBMIT, Stage.POLL)),
        "not_found_200": Kind((Stage.POLL,)),
        "unknown_status": Kind((Stage.POLL, Stage.SUBMIT), frozenset({"status"})),
        "empty_assets": Kind((Stage.TASK,)),
        "no_assets": Kind((Stage.TASK,)),
        "null_assets": Kind((Stage.TASK,)),
        "fewer": Kind((Stage.TASK,)),
        "more": Kind((Stage.TASK,)),
        "cancelled": Kind((Stage.TASK,)),
        "elsewhere": Kind((Stage.TASK,), frozenset({"url"})),
    }
)
FILE_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "wrong_mime": Kind((Stage.FILE,), frozenset({"mime"})),
        "other_format": Kind((Stage.FILE,), frozenset({"format"})),
        "not_an_image": Kind((Stage.FILE,)),
        "truncated": Kind((Stage.FILE,)),
        "empty_file": Kind((Stage.FILE,)),
        "huge": Kind((Stage.FILE,), frozenset({"mib", "length"})),
        "bomb": Kind((Stage.FILE,), frozenset({"side"})),
        "redirect": Kind((Stage.FILE,), frozenset({"to"})),
    }
)
KINDS: Mapping[str, Kind] = MappingProxyType({**WIRE_KINDS, **BODY_KINDS, **FILE_KINDS})
_NUMBERS = frozenset({"http", "seconds", "retry_after", "retry_date", "retry_ms", "mib", "side"})
_HEAD = re.compile(r"(?P<name>[a-z0-9_]+)(?:@(?P<stage>[a-z]+))?")
_TIMES = re.compile(r"x(\d{1,6})")


def parse_fault(text: str) -> Fault:
    """Raises BadFault with one sentence when the text names no fault."""
    head, *words = text.split() or [""]
    match = _HEAD.fullmatch(head.lower())
    if match is None:
        raise BadFault(f"{text!r} does not start with NAME or NAME@STAGE")
    times, taken, options = _read_words(words)
    kind = _kind_of(match["name"], options)
    return Fault(
        name=match["name"],
        stage=_stage_of(match["name"], match["stage"], kind),
        times=times,
        taken=taken,
        options=MappingProxyType(options),
    )


def _read_words(words: list[str]) -> tuple[int | None, bool, dict[str, str]]:
    times: int | None = None
    taken = False
    options: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if equals:
            options[key.lower()] = _option(key.lower(), value)
        elif match := _TIMES.fullmatch(word.lower()):
            times = int(match[1])
        elif word.lower() == "taken":
            taken = True
        else:
            raise BadFault(f"{word!r} is neither xTIMES, nor taken, nor KEY=VALUE")
    return times, taken, options


def _option(key: str, value: str) -> str:
    if key in _NUMBERS and not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", value):
        raise BadFault(f"{key} takes a number, not {value!r}")
    if key == "retryable" and value not in ("yes", "no", "absent"):
        raise BadFault(f"retryable is yes, no or absent, not {value!r}")
    return value.replace("_", " ") if key == "message" else value


def _kind_of(name: str, options: Mapping[str, str]) -> Kind:
    kind = KINDS.get(name)
    if kind is None and (name in ERRORS or "http" in options):
        kind = _CODE
    if kind is None:
        raise BadFault(f"no fault is called {name!r}; a code of your own needs http=STATUS")
    if unknown := sorted(set(options) - kind.options):
        raise BadFault(f"{name} has no option {', '.join(unknown)}")
    return kind


def _stage_of(name: str, stage: str | None, kind: Kind) -> Stage:
    if stage is None:
        return kind.stages[0]
    if stage not in kind.stages:
        raise BadFault(f"{name} strikes at {', '.join(kind.stages)}, not at {stage!r}")
    return Stage(stage)
