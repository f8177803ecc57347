"""The whole system on sockets: both stand-ins and `python -m bot run`, each a process of its own.

A bot may be killed and started again on the same data; the stand-ins outlive it and remember.
"""

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.store.audit import differences
from bot.store.database import Database
from bot.store.spending import Spending
from tests.support.discord import DiscordControl
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY, ROOT, GatewayControl
from tests.support.openapi import find_description, mismatches

Json = dict[str, Any]

#: How long anything may take before a test fails; nothing waits that long when all is well.
PATIENCE = 45.0
_COMMANDS = "^/applications/[0-9]+/commands"
#: Characters of a log that are shown of a bot that failed a test.
_LAST = 8000
#: Jobs at the stand-in are quick, and the bot knows.
QUICK_MODELS = """
[models."gpt-image-2"]
usual_seconds = 0.5
[models."gpt-image-2-x"]
usual_seconds = 0.5
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotProcess:
    """A bot that runs, or ran."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def said(self) -> str:
        """Everything it has logged."""
        return self.log.read_text()

    async def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        await self.process.wait()

    async def last_words(self) -> str:
        """End it, if it runs, and learn where it stood: what it logged, and the stack of each thread."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGABRT)
            await self.process.wait()
        return self.said[-_LAST:]

    async def died(self) -> None:
        """Wait until it has killed itself."""
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        assert code == -signal.SIGKILL, self.said

    def ask_to_stop(self) -> None:
        """As a service manager does."""
        self.process.terminate()

    async def stopped(self) -> None:
        """Wait until it has ended, which it must do well."""
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        assert code == 0, self.said

    async def stop(self) -> None:
        """Ask it to stop and wait, if it runs."""
        if self.process.returncode is None:
            self.ask_to_stop()
            await self.stopped()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Both stand-ins and a folder for bots that run one after another."""

    discord: DiscordControl
    gateway: GatewayControl
    folder: Path
    #: What every bot here is told.
    environ: Mapping[str, str]
    bots: list[BotProcess] = field(default_factory=list)

    @asynccontextmanager
    async def bot(
        self, *module: str, within: Sequence[str] = (), **settings: str
    ) -> AsyncIterator[BotProcess]:
        """A bot that answers; stopped at the end of the block if it still runs.

        `within` are words in front of its command line.
        """
        before = [session["id"] for session in await self.discord.sessions()]
        # It looks at its commands once it has loaded them.
        looks = len(await self.discord.log(_COMMANDS, method="GET"))
        bot = await self._launch(within, module or ("bot", "run"), settings)
        try:
            await _unless_it_ends(bot, self.discord.wait_session(ignore=before, timeout=PATIENCE))
            loaded = self.discord.wait_log(_COMMANDS, method="GET", count=looks + 1, timeout=PATIENCE)
            await _unless_it_ends(bot, loaded)
            await self.discord.wait_commands("imagine", timeout=PATIENCE)
            yield bot
            await bot.stop()
        except BaseException as error:
            error.add_note(await bot.last_words())
            raise
        finally:
            if bot.process.returncode is None:
                await bot.kill()

    async def _launch(
        self, within: Sequence[str], module: Sequence[str], settings: Mapping[str, str]
    ) -> BotProcess:
        log = self.folder / f"bot-{len(self.bots)}.log"
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                *within,
                sys.executable,
                "-m",
                *module,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "PYTHONFAULTHANDLER": "1",
                    **self.environ,
                    **settings,
                },
            )
        self.bots.append(BotProcess(process=process, log=log))
        return self.bots[-1]

    # What is written in the database, read beside the bot.

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """What the database says now."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(statement, values).fetchall()

    def job(self, asked: Json) -> sqlite3.Row:
        """The row of the job an interaction led to."""
        (row,) = self.rows("SELECT * FROM jobs WHERE idempotency_key = ?", asked["id"])
        return row

    def states(self, *asked: Json) -> list[str]:
        """Where these jobs stand."""
        return [self.job(each)["state"] for each in asked]

    def kept(self, asked: Json) -> int:
        """Credits the ledger keeps for a job, in its narrowest bucket."""
        (row,) = self.rows(
            "SELECT sum(amount) AS kept FROM ledger WHERE job_id = ? AND scope IN ('member', 'user')",
            self.job(asked)["id"],
        )
        return int(row["kept"])

    @property
    def database(self) -> Path:
        """The file."""
        return self.folder / "data" / "inkling.db"

    # What people see.

    async def posted(self, asked: Json, **more: Any) -> Json:
        """The answer to an interaction, once it holds the pictures."""
        return await self.card(asked, "", files=1, **more)

    async def card(self, asked: Json, text: str, **more: Any) -> Json:
        """The answer to an interaction, once it says so."""
        return await self.discord.wait_message(text, id=asked["original_id"], timeout=PATIENCE, **more)

    async def with_picture_of(self, asked: Json, *channels: str, as_: str = "member") -> list[Json]:
        """Every message that shows a picture of this job, in these channels."""
        start = f"{self.job(asked)['id']}-"
        messages = [each for channel in channels for each in await self.discord.messages(channel, as_=as_)]
        return [
            each
            for each in messages
            if any(file["filename"].removeprefix("SPOILER_").startswith(start) for file in each["files"])
        ]

    async def submits(self, prompt: str) -> int:
        """POSTs the gateway received with this in the prompt."""
        return len(await self.gateway.requests(prompt=prompt, kind="submit"))

    # What must hold in the end, whatever happened.

    async def check(self) -> None:
        """Discord has nothing to complain of, the books balance, and no bot stumbled over itself."""
        standing = await self.discord.standing()
        assert standing["violations"] == []
        assert standing["rate_limited"] == []
        description = find_description()
        if description is not None:
            found = mismatches(await self.discord.log(), description)
            assert not found, "\n".join(found)
        for bot in self.bots:
            assert "Traceback" not in bot.said, bot.said
            assert self.discord.token not in bot.said
            assert not re.search(rf"{OPENOCTOPUS_KEY}|{OCTOPUSX_KEY}", bot.said)
        if self.database.exists():
            await self.audit()

    async def audit(self) -> None:
        """Ledger, quota, spending and jobs tell one story. The last bot must have ended."""
        database = await Database.open(f"sqlite+aiosqlite:///{self.database}")
        try:
            assert await differences(database) == await Spending(database).audit() == []
        finally:
            await database.close()


async def _unless_it_ends(bot: BotProcess, waiting: Any) -> None:
    """Wait, but not for a bot that has gone."""
    tasks = {asyncio.ensure_future(waiting), asyncio.ensure_future(bot.process.wait())}
    waited, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks - waited:
        task.cancel()
    assert bot.process.returncode is None, bot.said
    for task in waited:
        task.result()


def environ_of(discord: DiscordControl, gateway: Json, folder: Path) -> dict[str, str]:
    """The settings that point a bot at the stand-ins and give it room."""
    models = folder / "models.toml"
    models.write_text(QUICK_MODELS)
    return {
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_BASE": discord.api,
        "DISCORD_GATEWAY_URL": discord.gateway,
        "DISCORD_CDN_BASE": discord.cdn,
        "OPENOCTOPUS_API_KEY": OPENOCTOPUS_KEY,
        "OPENOCTOPUS_BASE_URL": gateway["openoctopus"],
        "OCTOPUSX_API_KEY": OCTOPUSX_KEY,
        "OCTOPUSX_BASE_URL": gateway["octopusx"],
        "ALLOW_LOOPBACK": "true",
        "DATA_DIR": str(folder / "data"),
        "MODELS_FILE": str(models),
        "MAX_OPEN_JOBS": "500",
        "MAX_RUNNING_JOBS": "500",
        "GATEWAY_CONCURRENCY": "200",
        "MENTION_AFTER_SECONDS": "3000",
    }
