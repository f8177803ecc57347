"""The program as an operator starts it: a process, its exit code and its words."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.discord import DiscordControl
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY, ROOT, RunningGateway

PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a process ended and what it said."""

    code: int
    out: str
    err: str


class Program:
    """`python -m MODULE ...`, running in a folder of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    async def line(self, word: str, *, stream: str = "stderr") -> str:
        """Its next line that holds this word."""
        reader: asyncio.StreamReader = getattr(self.process, stream)
        async with asyncio.timeout(PATIENCE):
            while text := (await reader.readline()).decode():
                if word in text:
                    return text
        raise AssertionError(f"it ended without saying {word!r}")

    async def ended(self) -> Ended:
        """Wait for its end."""
        async with asyncio.timeout(PATIENCE):
            out, err = await self.process.communicate()
        return Ended(code=self.process.returncode or 0, out=out.decode(), err=err.decode())


@asynccontextmanager
async def started(
    module: str,
    *arguments: str,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    within: Sequence[str] = (),
) -> AsyncIterator[Program]:
    """A running program, killed at the end of the block if it has not ended.

    `within` are words in front of its command line.
    """
    process = await asyncio.create_subprocess_exec(
        *within,
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **(environ or {})},
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def inkling(
    *arguments: str, folder: Path, environ: Mapping[str, str] | None = None, within: Sequence[str] = ()
) -> Ended:
    """Run one command to its end."""
    async with started("bot", *arguments, folder=folder, environ=environ, within=within) as program:
        return await program.ended()


def settings(
    *, folder: Path, gateway: RunningGateway | None = None, discord: DiscordControl | None = None
) -> dict[str, str]:
    """The environment that points the program at the stand-ins."""
    chosen = {"DATA_DIR": str(folder / "data"), "ALLOW_LOOPBACK": "true"}
    if gateway is not None:
        chosen |= {"OPENOCTOPUS_API_KEY": OPENOCTOPUS_KEY, "OPENOCTOPUS_BASE_URL": gateway.openoctopus}
        chosen |= {"OCTOPUSX_API_KEY": OCTOPUSX_KEY, "OCTOPUSX_BASE_URL": gateway.octopusx}
    if discord is not None:
        chosen |= {"DISCORD_TOKEN": discord.token, "DISCORD_API_BASE": discord.api}
        chosen |= {"DISCORD_GATEWAY_URL": discord.gateway, "DISCORD_CDN_BASE": discord.cdn}
    return chosen
