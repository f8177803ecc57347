"""Child processes: started, watched and stopped by their own handle, never by name."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Seconds a child gets to say that it is ready, and to end after SIGTERM.
READY_WITHIN = 30.0
STOP_WITHIN = 15.0
#: Lines of a log that are shown when its process has died.
_LAST_LINES = 15


class ChildDied(Exception):
    """A process ended that should be running; says which and, by its last lines, why."""

    def __init__(self, child: Child) -> None:
        code = child.process.returncode
        super().__init__(
            f"The {child.name} ended with exit code {code}. Its last words:\n{child.last_words()}"
        )


class NotReady(Exception):
    """A process runs but did not get ready in time."""

    def __init__(self, child: Child) -> None:
        super().__init__(
            f"The {child.name} was not ready within {READY_WITHIN:.0f} s. It said:\n{child.last_words()}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One running process."""

    name: str
    process: asyncio.subprocess.Process
    #: What it writes to standard error, and where standard output is not read, that too.
    log: Path

    def last_words(self) -> str:
        """The end of its log, indented."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()[-_LAST_LINES:]
        return "\n".join(f"  {line}" for line in lines) or "  (nothing)"

    async def ended(self) -> None:
        """Wait until it ends by itself.

        Raises:
            ChildDied: always.
        """
        await self.process.wait()
        raise ChildDied(self)

    async def greeting(self) -> dict[str, Any]:
        """The one JSON line that it prints when it is ready.

        Raises:
            ChildDied, NotReady: there was none.
        """
        if self.process.stdout is None:
            raise NotReady(self)
        try:
            async with asyncio.timeout(READY_WITHIN):
                line = await self.process.stdout.readline()
        except TimeoutError:
            raise NotReady(self) from None
        if not line:
            await self.ended()
        greeting: dict[str, Any] = json.loads(line)
        return greeting


async def launch(name: str, *arguments: str, logs: Path, environ: Mapping[str, str] | None = None) -> Child:
    """Start `python ARGUMENTS`. Its log goes on where an earlier one of this name ended."""
    path = logs / f"{name.replace(' ', '-')}.log"
    with path.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env={**os.environ, **(environ or {})},
            # Ctrl-C reaches this process alone; it stops the others in order.
            start_new_session=True,
        )
    return Child(name=name, process=process, log=path)


@contextlib.asynccontextmanager
async def child(name: str, *arguments: str, logs: Path) -> AsyncIterator[Child]:
    """Run `python ARGUMENTS` until the block ends, then stop it."""
    running = await launch(name, *arguments, logs=logs)
    try:
        yield running
    finally:
        await stop(running)


async def stop(child: Child) -> None:
    """Ask it to end, and end it if it does not."""
    process = child.process
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_WITHIN):
            # Reads what is left, so that a full pipe cannot hold it back.
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
