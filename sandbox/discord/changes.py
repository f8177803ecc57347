"""What has just changed, told to whoever waits: no one ever polls or sleeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a change is about."""

    MESSAGE = "message"  # a message appeared or was edited
    DELETED = "deleted"  # a message is gone
    TYPING = "typing"  # the bot began to type
    INTERACTION = "interaction"  # an interaction was made or answered
    REQUEST = "request"  # the bot's request was answered
    DISPATCH = "dispatch"  # an event went to a gateway session
    SESSION = "session"  # a gateway session began, resumed or lost its socket
    COMMANDS = "commands"  # the bot wrote its commands
    VIOLATION = "violation"  # a rule of Discord was broken
    FAULT = "fault"  # a scripted fault caught a request
    PLACE = "place"  # a channel, role or member changed


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `subject` is the record it is about, as it is now."""

    kind: Kind
    subject: Any


Listener = Callable[[Change], None]


class Changes:
    """Tells every listener of every change, in order, at once."""

    def __init__(self) -> None:
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    def publish(self, kind: Kind, subject: Any) -> None:
        """Tell everyone. Listeners must be quick and must not raise."""
        change = Change(kind, subject)
        for listener in tuple(self._listeners.values()):
            listener(change)

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Call `listener` with each change while the block runs."""
        key = self._next
        self._next += 1
        self._listeners[key] = listener
        try:
            yield
        finally:
            del self._listeners[key]
