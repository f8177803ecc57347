"""Processes to measure: started, and stopped by their own handle."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

#: Seconds a process gets to say that it is ready, and to end when it is asked to.
_PATIENCE = 30.0

Process = asyncio.subprocess.Process


@asynccontextmanager
async def running(
    *arguments: str, log: Path, environ: Mapping[str, str] | None = None
) -> AsyncIterator[Process]:
    """`python ARGUMENTS` until the block ends. What it writes to standard error goes to `log`.

    Raises:
        RuntimeError: it had ended before the block did; the text is the end of its log.
    """
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **(environ or {})},
        )
    try:
        yield process
    finally:
        died = process.returncode is not None
        await _stop(process)
        if died:
            raise RuntimeError(f"{' '.join(arguments)} ended by itself:\n{_last_words(log)}")


async def greeting(process: Process) -> dict[str, str]:
    """The JSON line that a stand-in prints when it is ready."""
    assert process.stdout is not None
    async with asyncio.timeout(_PATIENCE):
        addresses: dict[str, str] = json.loads(await process.stdout.readline())
    return addresses


def _last_words(log: Path) -> str:
    return log.read_text("utf-8", errors="replace")[-2000:]


async def _stop(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
