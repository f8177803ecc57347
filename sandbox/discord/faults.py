"""Scripted faults: what a test makes go wrong, for which requests, and how often."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.discord.changes import Changes, Kind


class Action(StrEnum):
    """What happens to a request that a fault catches."""

    STATUS = "status"  # answered with `status` and `body`, nothing is done
    STATUS_AFTER = "status-after"  # done, then answered with `status` and `body`
    DROP = "drop"  # the connection is cut in the middle of the upload, nothing is done
    DROP_AFTER = "drop-after"  # done, then the connection is cut before the answer
    DELAY = "delay"  # done after `seconds`
    HOLD = "hold"  # done when the test releases it


@dataclass(slots=True, kw_only=True)
class Fault:
    """One script: the next `times` requests whose method and path match."""

    id: int
    action: Action
    method: str = ""  # any method
    path: str = ""  # regular expression, searched in the path after /api/v10 (or the CDN's path)
    upload: bool = False  # only requests that bring files
    times: int = 1
    skip: int = 0  # let so many matching requests pass first
    status: int = 500
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    caught: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def catches(self, method: str, path: str, *, upload: bool) -> bool:
        """Whether this request matches; counts it if so."""
        if self.times <= 0 or (self.method and self.method.upper() != method) or (self.upload and not upload):
            return False
        if not re.search(self.path, path):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        self.caught += 1
        return True

    def view(self) -> dict[str, Any]:
        """The fault as the control API shows it."""
        return {"id": self.id, "action": self.action, "left": self.times, "caught": self.caught}


class Faults:
    """All scripted faults; the oldest that matches wins."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._held: dict[int, Fault] = {}
        self._next = 1

    def add(self, **parts: Any) -> Fault:
        """Script a fault. Raises TypeError or ValueError for parts that make no sense."""
        re.compile(parts.get("path", ""))
        fault = Fault(id=self._next, **parts | {"action": Action(parts["action"])})
        self._held[fault.id] = fault
        self._next += 1
        return fault

    def catch(self, method: str, path: str, *, upload: bool = False) -> Fault | None:
        """The fault for this request, if any."""
        held = self._held.values()
        found = next((fault for fault in held if fault.catches(method, path, upload=upload)), None)
        if found is not None:
            self._changes.publish(Kind.FAULT, found)
        return found

    def release(self, fault_id: int) -> bool:
        """Let held requests go on; later ones are not held any more."""
        fault = self._held.get(fault_id)
        if fault is None:
            return False
        fault.times = 0
        fault.released.set()
        return True

    def clear(self) -> None:
        """Forget all faults and release what they hold."""
        for fault in self._held.values():
            fault.released.set()
        self._held.clear()

    def all(self) -> list[Fault]:
        """All faults, oldest first."""
        return list(self._held.values())
